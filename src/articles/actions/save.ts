import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import {
  type Article,
  type Content,
  type FiledNames,
  type RevisionKind,
  type Unfiled,
  wasPublished,
} from '../article.ts';
import { canEdit, canWrite } from '../policy.ts';
import { findKnownPath } from '../queries/addresses.ts';
import { findRevision, insertArticle, insertRevision } from '../queries/writing.ts';
import { fileByName } from './filing.ts';
import { authorize, findOwn, settleIfDue } from './find.ts';
import { recordMediaUses, showToReaders } from './reading-side.ts';

export interface Saving {
  /** Null for a new story. */
  articleId: number | null;
  /** The revision from which the editor began; null for a new story. */
  baseRevisionId: number | null;
  /** With topics, bylines and original by name, as an editor's form has them, or by id. */
  content: Content | ByName;
  kind: RevisionKind;
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

/**
 * Adds a revision. What readers see stays as it is, but for a scheduled story: there the newest revision is what comes out.
 * @throws EditConflict, Forbidden, NotFound, Invalid
 */
export async function saveRevision(context: Context, actor: Actor, saving: Saving): Promise<Saved> {
  const now = context.now();
  return context.db.transaction(async (tx) => {
    const article = await findOrMake(tx, actor, { articleId: saving.articleId, now });
    if (saving.articleId !== null && article.revisionId !== saving.baseRevisionId)
      throw new EditConflict(article.revisionId);
    const content = await keepAddress(tx, article, await filed(tx, actor, saving.content));
    if (content.translationOf === article.id)
      throw new Invalid({ translationOf: 'This is the address of the story itself.' });
    const revisionId = await insertRevision(tx, { articleId: article.id, kind: saving.kind, content, actor, now });
    const names = await afterSaving(tx, { article, revisionId, content, now });
    await record(tx, { at: now, actor, action: 'article.saved', subject: `article:${article.id}`, names });
    return { articleId: article.id, revisionId };
  });
}

async function filed(tx: Tx, actor: Actor, content: Saving['content']): Promise<Content> {
  if (!('names' in content)) return content;
  const { names, ...rest } = content;
  return fileByName(tx, { actor, content: rest, names });
}

type Found = Pick<Article, 'id' | 'state' | 'revisionId' | 'publishedRevisionId' | 'publishedAt'>;

async function findOrMake(
  tx: Tx,
  actor: Actor,
  { articleId, now }: { articleId: number | null; now: string },
): Promise<Found> {
  if (articleId === null) {
    if (!canWrite(actor)) throw new Forbidden('Your role does not include writing stories.');
    const id = await insertArticle(tx, { actor, now });
    return { id, state: 'draft', revisionId: 0, publishedRevisionId: null, publishedAt: null };
  }
  const article = await settleIfDue(tx, await findOwn(tx, actor, articleId), now);
  authorize(canEdit(actor, article));
  return article;
}

/** Once readers know an address, a new headline does not change it: only an editor does, by writing another ending. */
async function keepAddress(tx: Tx, article: Found, content: Content): Promise<Content> {
  if (content.slug !== '' || !wasPublished(article)) return content;
  const path = await findKnownPath(tx, article.id);
  return { ...content, slug: path?.split('/').at(-1) ?? '' };
}

async function afterSaving(
  tx: Tx,
  saved: { article: Found; revisionId: number; content: Content; now: string },
): Promise<string[]> {
  const { article, revisionId, content, now } = saved;
  const published =
    wasPublished(article) && article.publishedRevisionId !== null
      ? await findRevision(tx, article.publishedRevisionId)
      : null;
  await recordMediaUses(tx, article.id, published ? [content, published] : [content]);
  const revision = article.state === 'scheduled' ? await findRevision(tx, revisionId) : null;
  if (!revision || article.publishedAt === null) return [];
  return showToReaders(tx, { article, revision, ledger: [], publishedAt: article.publishedAt, now });
}
