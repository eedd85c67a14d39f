import type { Db } from '../../db/database.ts';
import type { CommentAct, CommentState } from '../../db/tables.ts';

/** What happened to a comment, the oldest first. */
export interface HistoryEntry {
  id: number;
  at: string;
  kind: CommentAct;
  detail: string;
  /** Null for its writer, readers and rules. */
  by: string | null;
}

export function findHistoryOf(db: Db, commentId: number): Promise<HistoryEntry[]> {
  return db
    .selectFrom('comment_history as row')
    .leftJoin('people', 'people.id', 'row.person_id')
    .select(['row.id', 'row.at', 'row.kind', 'row.detail', 'people.name as by'])
    .where('row.comment_id', '=', commentId)
    .orderBy('row.id')
    .execute();
}

/** By what two comments are of one person: the email, or the browser. Neither leaves this file but the email, which moderators see anyway. */
export interface Mark {
  id: number;
  name: string;
  email: string;
  browserHash: string | null;
  networkHash: string | null;
  wideNetworkHash: string | null;
  /** In which week it was hashed where it came from. */
  hashedAt: string;
  articleId: number;
  state: CommentState;
  /** Somebody of the newsroom. */
  personId: number | null;
}

export async function findMark(db: Db, id: number): Promise<Mark | null> {
  const row = await db
    .selectFrom('comments')
    .select(['id', 'article_id as articleId', 'name', 'email', 'browser_hash as browserHash', 'state'])
    .select(['network_hash as networkHash', 'wide_network_hash as wideNetworkHash', 'created_at as hashedAt'])
    .select('person_id as personId')
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** So many of one person are looked at; the record counts no further. */
const mostOfOne = 1000;

/** The ids of all that this person wrote, the newest first, up to a thousand. */
export async function findByPerson(db: Db, { id, email, browserHash }: Mark): Promise<number[]> {
  const newest = db.selectFrom('comments').select('id').orderBy('id', 'desc').limit(mostOfOne);
  const [byEmail, byBrowser] = await Promise.all([
    email === '' ? [] : newest.where('email', '=', email).execute(),
    browserHash === null ? [] : newest.where('browser_hash', '=', browserHash).execute(),
  ]);
  const ids = new Set([id, ...byEmail.map((row) => row.id), ...byBrowser.map((row) => row.id)]);
  return [...ids].sort((one, other) => other - one);
}

/** How many of those are in which state. */
export async function countStates(db: Db, ids: number[]): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('comments')
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .where('id', 'in', ids)
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}
