import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Query } from '../document/query.ts';
import type { Held, Listing } from './engine.ts';
import { inIndex, phrasesOf } from './postgres-marks.ts';

/** What reading one text costs, in entries of the set that the index answers with: 5 µs and 0.27 µs of a processor (0038). */
const costOfOne = 20;
/** So many are read at first, of a list that is not asked for something rare. */
const firstRead = 200;
/** How many more are read than should be enough by that. */
const spare = 1.3;
/** Reading more would be felt, where they turn out to hold less than was likely. */
const mostRead = 5_000;
/** Up to so many times the page are looked up in the list, in place of going through it until the page is full. */
const fewPages = 2;
/** Beginnings that no statistics know are taken for those of one text in two hundred, each form of them; this is more. */
const rare = 1 / 40;

interface Explained {
  Plan: { 'Plan Rows': number };
}

/** A table of texts, and its column with their numbers. */
interface Texts {
  table: string;
  id: string;
}

interface Search<Key> {
  query: Query;
  listing: Listing<Key>;
}

/** The first of the list that hold what is looked for, in whichever way costs the least (0038). */
export async function firstHolding<Key>(texts: Texts, db: Db, search: Search<Key>): Promise<Key[]> {
  const { query, listing } = search;
  const { list, limit } = listing;
  const guessed = await guess(texts, db, query);
  const isRare = guessed.likely <= guessed.all * rare;
  const few = isRare ? await findFew(texts, db, { query, most: fewPages * limit }) : null;
  if (few !== null) return list(limit, isOneOf(texts, few, query)).execute();
  const read = guessed.likely < firstRead * costOfOne ? null : await readFirst(texts, db, { ...search, ...guessed });
  return read ?? list(limit, (asked) => isInSet(texts, asked, query)).execute();
}

/** A condition: the column has one of the set of all that hold what is looked for. */
export function isInSet(texts: Texts, asked: string, query: Query): RawBuilder<boolean> {
  const found = sql`select ${sql.ref(texts.id)} from ${sql.table(texts.table)} where words @@ ${inIndex(query)}::tsquery`;
  // `is true` keeps PostgreSQL from joining the two: the list is gone through in its own order, until the page is full.
  return sql`(${sql.ref(asked)} in (${found})) is true and ${hasPhrases(texts, asked, query)}`;
}

interface Guess {
  likely: number;
  all: number;
}

/** The planner's own guess of how many have a word is good for those that many have: the commonest are counted (`analyze`). */
async function guess({ table }: Texts, db: Db, query: Query): Promise<Guess> {
  const found = sql`select from ${sql.table(table)} where words @@ ${inIndex(query)}::tsquery`;
  const explained = await sql<{ 'QUERY PLAN': [Explained] }>`explain (format json) ${found}`.execute(db);
  const counted = await sql<{ count: number }>`
    select reltuples as count from pg_class where oid = ${table}::regclass`.execute(db);
  return {
    likely: explained.rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0,
    all: counted.rows[0]?.count ?? 0,
  };
}

/** All that the index finds; null where they turn out to be more. */
async function findFew(
  { table, id }: Texts,
  db: Db,
  { query, most }: { query: Query; most: number },
): Promise<number[] | null> {
  const { rows } = await sql<{ id: number }>`select ${sql.ref(id)} as id from ${sql.table(table)}
    where words @@ ${inIndex(query)}::tsquery limit ${most + 1}`.execute(db);
  return rows.length > most ? null : rows.map((row) => row.id);
}

const isOneOf =
  (texts: Texts, ids: number[], query: Query): Held =>
  (asked) =>
    sql`${sql.ref(asked)} = any(${ids}) and ${hasPhrases(texts, asked, query)}`;

function hasPhrases({ table, id }: Texts, asked: string, query: Query): RawBuilder<boolean> {
  const phrases = phrasesOf(query);
  if (phrases === '') return sql`true`;
  return sql`(select words from ${sql.table(table)} where ${sql.ref(id)} = ${sql.ref(asked)}) @@ ${phrases}::tsquery`;
}

/**
 * What is found by reading the list's own texts; null where the set of all costs less. The first few tell how many of this list hold
 * what is looked for: its other filters may have much to do with that, as an author has with a language.
 */
async function readFirst<Key>(
  texts: Texts,
  db: Db,
  { likely, all, ...search }: Search<Key> & Guess,
): Promise<Key[] | null> {
  const some = await readList(texts, db, { ...search, read: firstRead, ifShorter: false });
  if (some.isAll) return some.found;
  const share = some.found.length / firstRead;
  const enough = Math.ceil((search.listing.limit / share) * spare);
  const worth = Math.min(Math.floor(Math.max(likely, share * all) / costOfOne), mostRead);
  const { found, isAll } = await readList(texts, db, {
    ...search,
    read: Math.min(enough, worth),
    ifShorter: enough > worth,
  });
  return isAll ? found : null;
}

interface Reading<Key> extends Search<Key> {
  read: number;
  /** Whether nothing is read of a list that is longer. */
  ifShorter: boolean;
}

/** Reads the texts of the list's first, in its order, until the page is full; whether it was, or the list had no more. */
async function readList<Key>({ table, id }: Texts, db: Db, { query, listing, read, ifShorter }: Reading<Key>) {
  const { list, limit } = listing;
  const wanted = [inIndex(query), phrasesOf(query)].filter((each) => each !== '').join(' & ');
  const holds = sql`(select words @@ ${wanted}::tsquery from ${sql.table(table)} where ${sql.ref(id)} = listed.id)`;
  const isRead = ifShorter ? sql`(select count(*) from listed) <= ${read}` : sql`true`;
  const { rows } = await sql<{ key: Key | null; count: number }>`
    with listed as materialized ${list(read + 1, null)},
      found as materialized (
        select * from (select * from listed limit ${read}) as listed where ${isRead} and ${holds} limit ${limit})
    select to_json(found) as key, count from (select count(*) as count from listed) as counted
      left join found on true`.execute(db);
  const found = rows.flatMap(({ key }) => key ?? []);
  return { found, isAll: found.length === limit || (rows[0]?.count ?? 0) <= read };
}
