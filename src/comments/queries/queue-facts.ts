import type { Db } from '../../db/database.ts';
import { compare } from '../comment/patterns.ts';
import { findMatchers } from './rules.ts';

/* What stands beside comments on the cards of moderators. */

/** What became of somebody's comments. */
export interface WritersRecord {
  published: number;
  rejected: number;
}

/** How many comments with each email were published and rejected. What waits because its writer objected is rejected until somebody decides otherwise. */
export async function findRecords(db: Db, written: string[]): Promise<Map<string, WritersRecord>> {
  // Of staff who left, no email is known.
  const emails = [...new Set(written)].filter((email) => email !== '');
  if (emails.length === 0) return new Map();
  // Those of who has written for years are many: they are counted in the index alone.
  const [counts, objected] = await Promise.all([
    countsOf(db, emails).where('state', 'in', ['published', 'rejected']).execute(),
    countsOf(db, emails).where('state', '=', 'held').where('rejection', 'is not', null).execute(),
  ]);
  const countOf = (email: string, ...states: string[]) =>
    [...counts, ...objected]
      .filter((row) => row.email === email && states.includes(row.state))
      .reduce((sum, { count }) => sum + Number(count), 0);
  return new Map(
    emails.map((email) => [
      email,
      { published: countOf(email, 'published'), rejected: countOf(email, 'rejected', 'held') },
    ]),
  );
}

const countsOf = (db: Db, emails: string[]) =>
  db
    .selectFrom('comments')
    .select((select) => ['email', 'state', select.fn.countAll<number>().as('count')])
    .where('email', 'in', emails)
    .groupBy(['email', 'state']);

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
