import type { Db, Tx } from '../../db/database.ts';
import type { Query } from '../document/query.ts';
import { engineOf, indexedWords } from './documents.ts';
import type { Listing } from './engine.ts';

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

/** The first of a list whose working texts hold what is looked for, in its order; outside of a transaction. The query looks for something. */
export const firstHolding = <Key>(db: Db, query: Query, listing: (db: Db) => Listing<Key>): Promise<Key[]> =>
  searchingTexts(db, (texts) => engineOf(texts).working.first(texts, query, listing(texts)));

/** Runs queries with such a condition, on the connection that they are given. */
export const searchingTexts = <Result>(db: Db, search: (db: Db) => Promise<Result>): Promise<Result> =>
  engineOf(db).searching(db, search);
