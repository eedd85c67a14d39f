import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import {
  type Article,
  type ArticleKind,
  type Content,
  contentOf,
  type FiledNames,
  type RevisionKind,
  type Unfiled,
  wasPublished,
} from '../article.ts';
import { canEdit, canMake } from '../policy.ts';
import { findKnownPath } from '../queries/addresses.ts';
import { findMade, settleAutosaves } from '../queries/autosaves.ts';
import { findRevision, insertArticle, insertRevision } from '../queries/writing.ts';
import { passChecks } from './checks.ts';
import { wantLooked } from './dead-links.ts';
import { fileByName } from './filing.ts';
import { authorize, findOwn, settleIfDue } from './find.ts';
import { recordMediaUses, showToReaders } from './reading-side.ts';

export interface Saving {
  /** Null for a new story. */
  articleId: number | null;
  /** Of a new one: a story where nothing is said. */
  makes?: ArticleKind;
  /** The revision from which the editor began; null for a new story. */
  baseRevisionId: number | null;
  /** With topics, bylines and original by name, as an editor's form has them, or by id. */
  content: Content | ByName;
  kind: RevisionKind;
  /** Of a restored one, whose content it is. */
  restoredFrom?: number;
  /** The sittings at the editor whose unsaved text this is. */
  drafts?: string[];
}

type ByName = Unfiled & { names: FiledNames };

export interface Saved {
  articleId: number;
  revisionId: number;
}

/** Somebody else saved since the editor began. Nothing was written. */
export class EditConflict extends Conflict {
  readonly newestRevisionId: number;
  constructor(newestRevisionId: number) {
    super('Somebody else saved this story while you were editing it.');
    this.newestRevisionId = newestRevisionId;
  }
}

/** The form of a new story was saved before: its button was pressed twice, or somebody came back to the page. Nothing was written. */
export class AlreadyMade extends Conflict {
  /** What it was saved as, and its first version. */
  readonly made: Saved;
  constructor(made: Saved) {
    super('This was saved already. You find it among the stories.');
    this.made = made;
  }
}

/**
 * Adds a revision. What readers see stays as it is, but for a scheduled story: there the newest revision is what comes out.
 * @throws EditConflict, AlreadyMade, Forbidden, NotFound, Invalid
 */
export async function saveRevision(context: Context, actor: Actor, saving: Saving): Promise<Saved> {
  const now = context.now();
  return context.db.transaction((tx) => addRevision(tx, actor, { context, ...saving, now }));
}

/** As saveRevision, as the end of a transaction that has looked at something before. */
export async function addRevision(
  tx: Tx,
  actor: Actor,
  saving: Saving & { now: string; context: Context },
): Promise<Saved> {
  const { now, context, kind, restoredFrom, drafts = [] } = saving;
  const { siteUrl } = context.config;
  const made = saving.articleId === null ? await findMade(tx, { personId: actor.id, drafts }) : null;
  if (made) throw new AlreadyMade(made);
  const article = await findOrMake(tx, actor, saving);
  if (saving.articleId !== null && article.revisionId !== saving.baseRevisionId)
    throw new EditConflict(article.revisionId);
  const content = await keepAddress(
    tx,
    article,
    await filed(tx, actor, { kind: article.kind, content: saving.content }),
  );
  if (content.translationOf === article.id)
    throw new Invalid({ translationOf: `This is the address of the ${article.kind} itself.` });
  const revisionId = await insertRevision(tx, { articleId: article.id, kind, content, actor, now, restoredFrom });
  const names = await afterSaving(tx, actor, { article, revisionId, content, now, siteUrl });
  await settleAutosaves(tx, { personId: actor.id, drafts, articleId: article.id, now });
  await record(tx, { at: now, actor, action: 'article.saved', subject: `article:${article.id}`, names });
  return { articleId: article.id, revisionId };
}

async function filed(
  tx: Tx,
  actor: Actor,
  { kind, content }: { kind: ArticleKind; content: Saving['content'] },
): Promise<Content> {
  if (!('names' in content)) return contentOf(kind, content);
  const { names, ...rest } = content;
  return fileByName(tx, { actor, kind, content: rest, names });
}

type Found = Pick<Article, 'id' | 'kind' | 'state' | 'revisionId' | 'publishedRevisionId' | 'publishedAt'>;

async function findOrMake(
  tx: Tx,
  actor: Actor,
  {
    articleId,
    makes: kind = 'story',
    now,
    context,
  }: Pick<Saving, 'articleId' | 'makes'> & { now: string; context: Context },
): Promise<Found> {
  if (articleId === null) {
    if (!canMake(actor, kind)) throw refuseToMake(kind);
    const id = await insertArticle(tx, { actor, now, kind });
    return { id, kind, state: 'draft', revisionId: 0, publishedRevisionId: null, publishedAt: null };
  }
  const article = await settleIfDue(context, tx, await findOwn(tx, actor, articleId));
  authorize(canEdit(actor, article));
  return article;
}

export const refuseToMake = (kind: ArticleKind): Forbidden =>
  new Forbidden(`Your role does not include writing ${kind === 'page' ? 'pages' : 'stories'}.`);

/** Once readers know an address, a new headline does not change it: only an editor does, by writing another ending. */
async function keepAddress(tx: Tx, article: Found, content: Content): Promise<Content> {
  if (content.slug !== '' || !wasPublished(article)) return content;
  const path = await findKnownPath(tx, article.id);
  return { ...content, slug: path?.split('/').at(-1) ?? '' };
}

async function afterSaving(
  tx: Tx,
  actor: Actor,
  saved: { article: Found; revisionId: number; content: Content; now: string; siteUrl: string },
): Promise<string[]> {
  const { article, revisionId, content, now, siteUrl } = saved;
  const published =
    wasPublished(article) && article.publishedRevisionId !== null
      ? await findRevision(tx, article.publishedRevisionId)
      : null;
  await recordMediaUses(tx, article.id, published ? [content, published] : [content]);
  await wantLooked(tx, { body: content.body, siteUrl, now });
  const revision = article.state === 'scheduled' ? await findRevision(tx, revisionId) : null;
  if (!revision || article.publishedAt === null) return [];
  // What is saved now is what comes out.
  await passChecks(tx, { actor, article, revision, siteUrl, now });
  return showToReaders(tx, { article, revision, ledger: [], publishedAt: article.publishedAt, now });
}
