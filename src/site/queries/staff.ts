import { canPublish, canSee, canWrite } from '../../articles/policy.ts';
import { findArticle } from '../../articles/queries/writing.ts';
import { canModerate } from '../../comments/policy.ts';
import { countBelowOne } from '../../comments/queries/counts.ts';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';

/** What somebody of the newsroom is told above a story or a page, and may do there. */
export interface StaffFacts {
  articleId: number;
  /** Null for who may not see it in the newsroom. */
  writing: { hasChanges: boolean } | null;
  /** How many comments wait below it; null for who does not moderate. */
  held: number | null;
  /** May put it on the front page. */
  curates: boolean;
}

/** Null for readers. */
export async function findStaffFacts(db: Db, actor: Actor | null, articleId: number): Promise<StaffFacts | null> {
  if (!actor) return null;
  const [article, held] = await Promise.all([
    canWrite(actor) ? findArticle(db, articleId) : null,
    canModerate(actor) ? countBelowOne(db, articleId).then(({ held }) => held) : null,
  ]);
  const writing =
    article && canSee(actor, article) ? { hasChanges: article.revisionId !== article.publishedRevisionId } : null;
  const curates = article?.kind === 'story' && canPublish(actor);
  return writing || held !== null ? { articleId, writing, held, curates } : null;
}
