import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';

export interface Recommendation {
  commentId: number;
  browserHash: string;
}

/** Once from each browser. @returns whether it is new */
export async function addRecommendation(tx: Tx, { commentId, browserHash }: Recommendation): Promise<boolean> {
  const added = await tx
    .insertInto('comment_recommendations')
    .values({ comment_id: commentId, browser_hash: browserHash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('comment_id')
    .executeTakeFirst();
  if (added) await count(tx, commentId, 1);
  return added !== undefined;
}

/** @returns whether it was there */
export async function takeRecommendation(tx: Tx, { commentId, browserHash }: Recommendation): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('comment_recommendations')
    .where('comment_id', '=', commentId)
    .where('browser_hash', '=', browserHash)
    .executeTakeFirst();
  if (numDeletedRows > 0n) await count(tx, commentId, -1);
  return numDeletedRows > 0n;
}

const count = (tx: Tx, commentId: number, by: number) =>
  tx
    .updateTable('comments')
    .set({ recommended: sql<number>`recommended + ${by}` })
    .where('id', '=', commentId)
    .execute();

export async function isRecommendedBy(db: Db, { commentId, browserHash }: Recommendation): Promise<boolean> {
  const found = await db
    .selectFrom('comment_recommendations')
    .select('comment_id')
    .where('comment_id', '=', commentId)
    .where('browser_hash', '=', browserHash)
    .executeTakeFirst();
  return found !== undefined;
}

export async function countRecommendations(db: Db, commentId: number): Promise<number> {
  const row = await db.selectFrom('comments').select('recommended').where('id', '=', commentId).executeTakeFirst();
  return row?.recommended ?? 0;
}
