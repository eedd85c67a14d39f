import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import { compare } from '../comment/patterns.ts';
import { mostCounted } from '../comment/queue.ts';
import { findMatchers } from './rules.ts';

/* What stands beside comments on the cards of moderators. */

/** What became of somebody's comments; one more than `mostCounted` where there are more. */
export interface WritersRecord {
  published: number;
  rejected: number;
}

/**
 * For whoever wrote these comments, how many with their email were published and rejected. What waits because its writer objected is rejected
 * until somebody decides otherwise.
 */
export async function findRecords(db: Db, ids: number[]): Promise<Map<string, WritersRecord>> {
  if (ids.length === 0) return new Map();
  // Of staff who left, no email is known.
  const { rows } = await sql<WritersRecord & { email: string; objected: number }>`
    select writer.email, ${some(sql`state = 'published'`)} as published, ${some(sql`state = 'rejected'`)} as rejected,
      ${some(sql`state = 'held' and rejection is not null`)} as objected
    from (select distinct email from comments where id in (${sql.join(ids)}) and email <> '') as writer`.execute(db);
  return new Map(
    rows.map(({ email, published, rejected, objected }) => [email, { published, rejected: rejected + objected }]),
  );
}

const some = (condition: RawBuilder<unknown>) => sql`(
  select count(*) from (
    select 1 as one from comments where email = writer.email and ${condition} limit ${sql.lit(mostCounted + 1)}
  ) as counted)`;

/** What readers said of each that nobody has settled. */
export const findReports = (db: Db, ids: number[]) =>
  db
    .selectFrom('comment_reports')
    .select((select) => ['comment_id as commentId', 'reason', select.fn.countAll<number>().as('count')])
    .where('comment_id', 'in', ids)
    .where('settled_at', 'is', null)
    .groupBy(['comment_id', 'reason'])
    .execute();

/** What writers said to a rejection, by comment. */
export async function findObjections(db: Db, ids: number[]): Promise<Map<number, string>> {
  const objections = db
    .selectFrom('comment_history')
    .select(['comment_id as id', 'detail'])
    .where('kind', '=', 'objected');
  const rows = await objections.where('comment_id', 'in', ids).execute();
  return new Map(rows.map(({ id, detail }) => [id, detail]));
}

/** By comment, what of the list is in those that are held for their words. */
export async function findHeldWords(db: Db, ids: number[]): Promise<Map<number, string>> {
  const held = db.selectFrom('comments').select(['id', 'text']).where('id', 'in', ids).where('state', '=', 'held');
  const rows = await held.where('reason', '=', 'held-words').execute();
  if (rows.length === 0) return new Map();
  const { hold } = await findMatchers(db);
  return new Map(rows.flatMap(({ id, text }) => named(id, hold(compare(text)))));
}

const named = (id: number, pattern: string | null): [number, string][] => (pattern === null ? [] : [[id, pattern]]);
