import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import { compare } from '../comment/patterns.ts';
import { findMatchers } from './rules.ts';

/* What stands beside comments on the cards of moderators. */

/** What waits because its writer objected is rejected until somebody decides otherwise. */
const counted = sql<string>`case when state = 'held' and rejection is not null then 'rejected' else state end`;

/** How many comments with each email were published and rejected. */
export async function findRecords(db: Db, written: string[]): Promise<Map<string, number>> {
  // Of staff who left, no email is known.
  const emails = [...new Set(written)].filter((email) => email !== '');
  if (emails.length === 0) return new Map();
  const rows = await db
    .selectFrom('comments')
    .select((select) => ['email', counted.as('state'), select.fn.countAll<number>().as('count')])
    .where('email', 'in', emails)
    .groupBy(['email', counted])
    .execute();
  return new Map(rows.map(({ email, state, count }) => [`${state} ${email}`, count]));
}

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
