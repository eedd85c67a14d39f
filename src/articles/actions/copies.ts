import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid } from '../../errors.ts';
import { isLanguage, type Language } from '../../text/language.ts';
import { type Article, type Content, contentOf, limits, type Revision } from '../article.ts';
import { translationDraft } from '../content.ts';
import { canMake, canSee } from '../policy.ts';
import { findJustMade } from '../queries/pressed-twice.ts';
import { isBlank } from '../queries/redaction.ts';
import { findTranslation } from '../queries/revisions.ts';
import { findArticle } from '../queries/writing.ts';
import { authorize, findOwn, requireRevision } from './find.ts';
import { addRevision, type Saved } from './save.ts';

/** There is a translation in that language already. Nothing was made. */
export class TranslationExists extends Invalid {
  /** Null where the actor may not see it. */
  readonly articleId: number | null;
  constructor(articleId: number | null) {
    super({
      translateTo:
        articleId === null
          ? 'A colleague is writing a translation in this language already.'
          : 'There is a translation in this language already.',
    });
    this.articleId = articleId;
  }
}

/** A new draft with the same content: no address yet, and linked to nothing; one, where the button was pressed twice. @throws Conflict, Forbidden, NotFound */
export async function duplicate(context: Context, actor: Actor, articleId: number): Promise<Saved> {
  return context.db.transaction(async (tx) => {
    const { article, newest } = await findSource(tx, actor, articleId);
    const headline = newest.headline && `Copy of ${newest.headline}`.slice(0, limits.headline).toWellFormed();
    const { body, sectionId } = newest;
    const copied = await findJustMade(tx, { by: actor.id, headline, body, sectionId, now: context.now() });
    return (
      copied ?? make(tx, actor, { article, content: { ...newest, headline, slug: '', translationOf: null }, context })
    );
  });
}

/**
 * A new draft in the other language, linked to the original, with its lead, section, topics and authors. Its texts are empty:
 * nothing in the wrong language can come out by mistake.
 * @throws TranslationExists, Invalid, Conflict, Forbidden, NotFound
 */
export async function translate(
  context: Context,
  actor: Actor,
  { articleId, language }: { articleId: number; language: Language },
): Promise<Saved> {
  return context.db.transaction(async (tx) => {
    const { article, newest } = await findSource(tx, actor, articleId);
    if (!isLanguage(language) || language === newest.language)
      throw new Invalid({ translateTo: 'Choose a language other than the one it is in.' });
    const original = newest.translationOf ?? articleId;
    const existing = await findTranslation(tx, { original, language });
    if (existing !== null) throw new TranslationExists(await visibleTo(tx, actor, existing));
    return make(tx, actor, {
      article,
      content: { ...translationDraft(newest), language, translationOf: original },
      context,
    });
  });
}

async function findSource(tx: Tx, actor: Actor, articleId: number): Promise<{ article: Article; newest: Revision }> {
  const article = await findOwn(tx, actor, articleId);
  authorize(canMake(actor, article.kind));
  if (await isBlank(tx, article.revisionId)) {
    throw new Conflict('The newest version was redacted, so there is nothing to copy. Restore an older one first.');
  }
  return { article, newest: await requireRevision(tx, article.revisionId) };
}

async function visibleTo(tx: Tx, actor: Actor, articleId: number): Promise<number | null> {
  const article = await findArticle(tx, articleId);
  return article && canSee(actor, article) ? articleId : null;
}

function make(
  tx: Tx,
  actor: Actor,
  { article, content, context }: { article: Article; content: Content; context: Context },
): Promise<Saved> {
  const { kind } = article;
  const saving = { articleId: null, makes: kind, baseRevisionId: null, kind: 'save' } as const;
  return addRevision(tx, actor, { context, ...saving, content: contentOf(kind, content), now: context.now() });
}
