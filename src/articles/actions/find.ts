import type { Context } from '../../context.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { type Article, type Revision, textHash } from '../article.ts';
import { canDiscard, canSee } from '../policy.ts';
import { findDiscarded } from '../queries/discards.ts';
import { appendPublication } from '../queries/ledger.ts';
import { findArticle, findRevision, updateArticle } from '../queries/writing.ts';
import { tellPublished } from './tell.ts';
import { touchedPages } from './touched.ts';

/** The story, in the actor's scope: what one may not see is not found. @throws NotFound, and Conflict where it is a discarded draft */
export async function findOwn(tx: Tx, actor: Actor, articleId: number): Promise<Article> {
  const article = await findArticle(tx, articleId);
  if (article && canSee(actor, article)) return article;
  const discarded = article ? null : await findDiscarded(tx, articleId);
  if (discarded && canDiscard(actor, discarded)) throw new Conflict('This draft is discarded. Bring it back first.');
  throw new NotFound('There is no such story, or it is not yours to see.');
}

/** @throws Forbidden */
export function authorize(allowed: boolean): void {
  if (!allowed)
    throw new Forbidden('Your role does not include this for this story as it stands. An editor can do it.');
}

/** @throws NotFound */
export async function requireRevision(db: Db, revisionId: number): Promise<Revision> {
  const revision = await findRevision(db, revisionId);
  if (!revision) throw new NotFound('That version of the story does not exist.');
  return revision;
}

/**
 * A scheduled story whose time has come is published, whether or not the sweep has been by: the ledger's row and the event
 * are written with the due time, its writers are told, and the act that follows sees a published story.
 */
export async function settleIfDue(context: Context, tx: Tx, article: Article): Promise<Article> {
  const isDue = article.publishedAt !== null && article.publishedAt <= context.now();
  if (article.state !== 'scheduled' || article.publishedAt === null || !isDue) return article;
  const at = article.publishedAt;
  const revision = await requireRevision(tx, article.revisionId);
  const publication = {
    articleId: article.id,
    revisionId: revision.id,
    kind: 'first',
    note: '',
    at,
    personId: null,
  } as const;
  await appendPublication(tx, { ...publication, textHash: textHash(revision) });
  await updateArticle(tx, article.id, { state: 'published', published_revision_id: revision.id });
  await tellPublished(context, tx, { article, actor: null });
  const names = await touchedPages(tx, article.id, { before: null, now: at });
  await record(tx, { at, actor: null, action: 'article.published', subject: `article:${article.id}`, names });
  return { ...article, state: 'published', publishedRevisionId: revision.id };
}
