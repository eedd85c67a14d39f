import type { Db, Tx } from '../../db/database.ts';
import { indexCommentAnew } from '../../search/queries/comments.ts';

/** Those with a text that the search of moderators does not know. */
export async function findUnindexed(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('comments')
    .leftJoin('comment_texts', 'comment_texts.comment_id', 'comments.id')
    .select('comments.id')
    .where('comment_texts.comment_id', 'is', null)
    .where('comments.state', '<>', 'removed')
    .orderBy('comments.id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function indexCommentsOf(tx: Tx, ids: number[]): Promise<void> {
  const rows = await tx.selectFrom('comments').select(['id', 'name', 'text']).where('id', 'in', ids).execute();
  for (const row of rows) await indexCommentAnew(tx, row);
}
