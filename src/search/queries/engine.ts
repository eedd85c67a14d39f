import type { Expression, RawBuilder } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { Range, Scored } from '../document/document.ts';
import type { Query } from '../document/query.ts';

/** Folded words, in order. */
export interface Words {
  title: string[];
  standfirst: string[];
  text: string[];
}

/** What is indexed of a document. */
export interface Indexed extends Words {
  /** Where it is filed, as a word that no text holds. */
  filed: string;
}

export interface Row {
  key: number;
  id: number;
  /** As it was written, for snippets. */
  text: string;
}

/** Documents that hold all of `all` and none of `none`; filed in one of these places, where some are given. */
export interface Wanted extends Query {
  filed: string[];
}

/** What the two databases do not share. An `expression` is in the database's own language for queries, made by itself. */
export interface Engine {
  insert(tx: Tx, row: Row, indexed: Indexed): Promise<void>;
  remove(tx: Tx, key: number): Promise<void>;
  /** Takes what was removed out of the index's files too. It may write the whole index anew. */
  purge(tx: Tx): Promise<void>;
  expression(wanted: Wanted): string;
  /** How many there are, counted up to `most`. */
  count(db: Db, expression: string, asked: { range: Range; most: number }): Promise<number>;
  /** The keys of the newest, newest first. */
  newest(db: Db, expression: string, asked: { range: Range; most: number }): Promise<number[]>;
  /** All that match both, scored by `rare`, in no order; `all` is null where it asks for nothing more. */
  ranked(db: Db, asked: { rare: string; all: string | null; range: Range }): Promise<Scored[]>;
  /** What the newsroom searches: the newest texts of stories, and comments. */
  working: TextEngine;
  comments: TextEngine;
  /** Runs queries with conditions of these, as they are meant to be run; outside of a transaction. */
  searching<Result>(db: Db, search: (db: Db) => Promise<Result>): Promise<Result>;
}

/** An index of texts that have a number. */
export interface TextEngine {
  insert(tx: Tx, id: number, words: Words): Promise<void>;
  remove(tx: Tx, id: number): Promise<void>;
  /** A condition: the column has the id of a text that holds what is looked for. The query looks for something. */
  holds(column: string, query: Query): RawBuilder<boolean>;
  /** The first of a list that hold what is looked for, in its order. Inside of `searching`. */
  first<Key>(db: Db, query: Query, listing: Listing<Key>): Promise<Key[]>;
}

/** A condition on a list: the column has the id of a text that holds what is looked for. */
export type Held = (column: string) => RawBuilder<boolean>;

/** A list whose rows have the `id` of a text, and so many of its first that are wanted. */
export interface Listing<Key> {
  limit: number;
  /** The query for its first, in order, of those that fulfil the condition where there is one. */
  list: (most: number, held: Held | null) => Expression<Key> & { execute(): Promise<Key[]> };
}
