import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import { dayBounds, utcToZoned } from '../../text/dates.ts';
import { before } from '../../text/moments.ts';
import type { Reads } from '../article/reads.ts';

/** Adds to what this and other processes have counted in the same ten minutes. */
export async function addReads(
  tx: Tx,
  since: string,
  counts: readonly (readonly [articleId: number, count: number])[],
): Promise<void> {
  await tx
    .insertInto('story_reads')
    .values(counts.map(([article_id, count]) => ({ article_id, since, count })))
    .onConflict((conflict) =>
      conflict.columns(['article_id', 'since']).doUpdateSet({ count: sql<number>`story_reads.count + excluded.count` }),
    )
    .execute();
}

/** By story, those that were read: in the last hour, as far as whole ten minutes tell, and since midnight in the zone. */
export async function findReads(
  db: Db,
  articleIds: number[],
  { now, zone }: { now: string; zone: string },
): Promise<Map<number, Reads>> {
  if (articleIds.length === 0) return new Map();
  const hourAgo = before(now, 3_600_000);
  const midnight = dayBounds(utcToZoned(now, zone).slice(0, 10), zone)?.from ?? now;
  const rows = await db
    .selectFrom('story_reads')
    .select('article_id as articleId')
    .select(sql<number>`sum(case when since >= ${hourAgo} then count else 0 end)`.as('lastHour'))
    .select(sql<number>`sum(case when since >= ${midnight} then count else 0 end)`.as('today'))
    .where('article_id', 'in', articleIds)
    .where('since', '>=', hourAgo < midnight ? hourAgo : midnight)
    .groupBy('article_id')
    .execute();
  return new Map(
    rows.map(({ articleId, lastHour, today }) => [articleId, { lastHour: Number(lastHour), today: Number(today) }]),
  );
}

export async function hasReadsBefore(db: Db, since: string): Promise<boolean> {
  const rows = await db.selectFrom('story_reads').select('article_id').where('since', '<', since).limit(1).execute();
  return rows.length > 0;
}

export async function removeReadsBefore(tx: Tx, since: string): Promise<void> {
  await tx.deleteFrom('story_reads').where('since', '<', since).execute();
}
