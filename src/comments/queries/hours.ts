import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

export interface HourCount {
  /** When the hour begins, as `2026-11-23T14`. */
  hour: string;
  posted: number;
  held: number;
}

/** How many comments came in each hour since then, whatever became of them; hours without any are left out. */
export async function countByHour(db: Db, since: string): Promise<HourCount[]> {
  const hour = sql<string>`substr(created_at, 1, 13)`;
  const rows = await db
    .selectFrom('comments')
    .select((select) => [
      hour.as('hour'),
      select.fn.countAll<number>().as('posted'),
      select.fn.countAll<number>().filterWhere('state', '=', 'held').as('held'),
    ])
    .where('created_at', '>=', since)
    .groupBy(hour)
    .execute();
  return rows.map((row) => ({ hour: row.hour, posted: Number(row.posted), held: Number(row.held) }));
}
