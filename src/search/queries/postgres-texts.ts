import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Query, Term } from '../document/query.ts';
import type { OneByOne, TextEngine, Words } from './engine.ts';
import { oneOf, vectorOf } from './postgres-words.ts';

/** What reading one text costs, in entries of the set that the index answers with: 12 µs and 0.65 µs (bench/desk.ts). */
const costOfOne = 18;
/** Reading more would be felt, where they turn out to hold less than was likely. */
const mostOneByOne = 2_000;
const moreThanLikely = 1.3;
const fewAnyway = 300;

interface Explained {
  Plan: { 'Plan Rows': number };
}

/** Texts that are known by a number, without times; they are a condition on a list, which has an order of its own (0033). */
export function textsIn({ table, id }: { table: string; id: string }): TextEngine {
  const [rows, column] = [sql.table(table), sql.ref(id)];
  return {
    async insert(tx, key, words) {
      const vector = `${vectorOf(words)} ${marksOf(words)}`;
      await sql`insert into ${rows} (${column}, words) values (${key}, ${vector}::tsvector)`.execute(tx);
    },

    async remove(tx, key) {
      await sql`delete from ${rows} where ${column} = ${key}`.execute(tx);
    },

    holds(asked, query) {
      const known = inIndex(query);
      // `is true` keeps PostgreSQL from joining the two: the list is gone through in its own order, until the page is full.
      const held = sql<boolean>`(${sql.ref(asked)} in
        (select ${column} from ${rows} where words @@ ${known}::tsquery)) is true`;
      const phrases = phrasesOf(query);
      if (phrases === '') return held;
      return sql`${held} and (select words from ${rows} where ${column} = ${sql.ref(asked)}) @@ ${phrases}::tsquery`;
    },

    oneByOne: oneByOneIn({ table, id }),
  };
}

/** The planner's own guess of how many have a word is good for those that many have: the commonest are counted (`analyze`). */
function oneByOneIn({ table, id }: { table: string; id: string }): OneByOne {
  const [rows, column] = [sql.table(table), sql.ref(id)];
  return {
    async worth(db, query, limit) {
      const found = sql`select from ${rows} where words @@ ${inIndex(query)}::tsquery`;
      const explained = await sql<{ 'QUERY PLAN': [Explained] }>`explain (format json) ${found}`.execute(db);
      const counted = await sql<{ count: number }>`
        select reltuples as count from pg_class where oid = ${table}::regclass`.execute(db);
      const likely = explained.rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
      const some = Math.ceil((limit * moreThanLikely * (counted.rows[0]?.count ?? 0)) / likely);
      if (some > 0 && some <= mostOneByOne && some * costOfOne < likely) return some;
      // Of a list that is short anyway all are read.
      return likely > fewAnyway * costOfOne * 2 ? fewAnyway : 0;
    },

    async holding(db, ids, query) {
      const wanted = [inIndex(query), phrasesOf(query)].filter((each) => each !== '').join(' & ');
      const found = await sql<{ id: number }>`
        select ${column} as id from ${rows} where ${column} = any(${ids}) and words @@ ${wanted}::tsquery`.execute(db);
      return found.rows.map(({ id }) => id);
    },
  };
}

/**
 * Runs queries with such a condition. PostgreSQL's planner knows nothing of what it costs to read a text, and takes going through all of
 * them for cheaper than the index: that way is closed to it for as long.
 */
export const byIndex = <Result>(db: Db, search: (db: Db) => Promise<Result>): Promise<Result> =>
  db.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    return search(tx);
  });

/** What tells of each two words that stand side by side, as one more word. */
const marksOf = ({ title, standfirst, text }: Words): string =>
  [...new Set([title, standfirst, text].flatMap(marksIn))].join(' ');

/** They begin with a character of private use, so that none is the beginning of a word. */
const marksIn = (words: string[]): string[] =>
  words.slice(1).map((word, index) => `'\ue001${markOf(`${words[index]} ${word}`)}'`);

/** One of 2^18: few texts have a pair's mark without the pair, and the index stays small. */
const markOf = (pair: string): string => hash('sha256', pair, 'base64url').slice(0, 3);

const isPhrase = ({ places }: Term): boolean => places.length > 1;
const isWord = (term: Term): boolean => !isPhrase(term);
const without = (term: Term): string => `!${isWord(term) ? wordOf(term) : oneOf(term)}`;
/** A word is its own beginning; named twice, it would be looked up twice, and taken for likelier than it is. */
const wordOf = (term: Term): string => oneOf(term.ending === 'either' ? { ...term, ending: 'prefix' } : term);

/**
 * What the index can answer by itself: of a phrase, that a text has all its words and the marks of its pairs. Which of these
 * texts have the phrase is looked up one by one, so they should be few.
 */
const inIndex = ({ all, none }: Query): string =>
  [...all.map(termInIndex), ...none.filter(isWord).map(without)].join(' & ');

const phrasesOf = ({ all, none }: Query): string =>
  [...all.filter(isPhrase).map(oneOf), ...none.filter(isPhrase).map(without)].join(' & ');

function termInIndex(term: Term): string {
  const { places, ending } = term;
  if (isWord(term)) return wordOf(term);
  const forms = places.map(([form]) => form ?? '');
  const words = forms.map((form, at) => `'${form}'${ending === 'prefix' && at === forms.length - 1 ? ':*' : ''}`);
  return [...words, ...marksIn(ending === 'prefix' ? forms.slice(0, -1) : forms)].join(' & ');
}
