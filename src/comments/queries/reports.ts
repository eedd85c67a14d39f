import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { CommentReport } from '../reported.ts';

/** Adds what a browser says of a comment, once. @returns whether it was new */
export async function addCommentReport(
  tx: Tx,
  report: CommentReport & { commentId: number; browserHash: string; at: string },
): Promise<boolean> {
  const { commentId, browserHash, at, reason, note } = report;
  const added = await tx
    .insertInto('comment_reports')
    .values({ comment_id: commentId, browser_hash: browserHash, reason, note, created_at: at })
    .onConflict((conflict) => conflict.columns(['comment_id', 'browser_hash']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return false;
  const more = { reported: sql<number>`reported + 1` };
  await tx.updateTable('comments').set(more).where('id', '=', commentId).execute();
  const happened = { comment_id: commentId, at, person_id: null, kind: 'reported', detail: reason } as const;
  await tx.insertInto('comment_history').values(happened).execute();
  return true;
}

/** How many comments that readers see have reports which nobody has settled. */
export async function countOpenReports(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('comments')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('reported', '>', 0)
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Somebody decided about the comment: what was said of it is answered. The same browsers are not heard on it again. */
export async function settleReports(tx: Tx, commentId: number, now: string): Promise<void> {
  await tx
    .updateTable('comment_reports')
    .set({ settled_at: now })
    .where('comment_id', '=', commentId)
    .where('settled_at', 'is', null)
    .execute();
  await tx.updateTable('comments').set({ reported: 0 }).where('id', '=', commentId).execute();
}
