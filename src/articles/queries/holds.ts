import type { Db, Tx } from '../../db/database.ts';
import type { Hold } from '../article/hold.ts';

/** Null where nobody holds the story. */
export async function findHold(db: Db, articleId: number): Promise<Hold | null> {
  return (await findHolds(db, [articleId])).get(articleId) ?? null;
}

/** By story; those that nobody holds are not in it. */
export async function findHolds(db: Db, articleIds: number[]): Promise<Map<number, Hold>> {
  if (articleIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('holds')
    .innerJoin('people', 'people.id', 'holds.person_id')
    .select(['holds.article_id as articleId', 'held_for as heldFor', 'reason', 'at', 'person_id as personId'])
    .select('people.name as by')
    .where('holds.article_id', 'in', articleIds)
    .execute();
  return new Map(rows.map((row) => [row.articleId, row]));
}

export async function insertHold(
  tx: Tx,
  { articleId, heldFor, reason, at, personId }: Omit<Hold, 'by'>,
): Promise<void> {
  const row = { article_id: articleId, held_for: heldFor, reason, at, person_id: personId };
  await tx.insertInto('holds').values(row).execute();
}

export async function deleteHold(tx: Tx, articleId: number): Promise<void> {
  await tx.deleteFrom('holds').where('article_id', '=', articleId).execute();
}
