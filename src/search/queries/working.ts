import type { RawBuilder } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { Query } from '../document/query.ts';
import { engineOf, indexedWords } from './documents.ts';

/** A text as somebody is working on it; readers search others. */
export interface WorkingText {
  id: number;
  title: string;
  standfirst: string;
  text: string;
}

/** Makes the text findable in the newsroom, in place of what was indexed of it. */
export async function indexWorking(tx: Tx, { id, title, standfirst, text }: WorkingText): Promise<void> {
  await removeWorking(tx, id);
  const words = { title: indexedWords(title), standfirst: indexedWords(standfirst), text: indexedWords(text) };
  await engineOf(tx).working.insert(tx, id, words);
}

export const removeWorking = (tx: Tx, id: number): Promise<void> => engineOf(tx).working.remove(tx, id);

/** A condition: the column has the id of a working text that holds what is looked for. The query looks for something. */
export const holdsWords = (db: Db, column: string, query: Query): RawBuilder<boolean> =>
  engineOf(db).working.holds(column, query);

/**
 * The first of a list that hold what is looked for, where more than a few of all texts do, so that they are found sooner by reading
 * the list's own. Null where the index has to be asked. `next` gives the list's first, in its order.
 */
export async function firstHolding<Key extends { id: number }>(
  db: Db,
  query: Query,
  { limit, next }: { limit: number; next: (most: number) => Promise<Key[]> },
): Promise<Key[] | null> {
  const { oneByOne } = engineOf(db).working;
  const most = (await oneByOne?.worth(db, query, limit)) ?? 0;
  if (!oneByOne || most === 0) return null;
  const keys = await next(most);
  const ids = keys.map(({ id }) => id);
  const holding = new Set(await oneByOne.holding(db, ids, query));
  const found = keys.filter(({ id }) => holding.has(id));
  return found.length >= limit || keys.length < most ? found.slice(0, limit) : null;
}

/** Runs queries with such a condition, on the connection that they are given. */
export const searchingTexts = <Result>(db: Db, search: (db: Db) => Promise<Result>): Promise<Result> =>
  engineOf(db).searching(db, search);
