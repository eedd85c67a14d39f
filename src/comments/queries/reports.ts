import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
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
