import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Term } from '../document/query.ts';
import type { TextEngine, Words } from './engine.ts';
import { oneOf, vectorOf } from './postgres-words.ts';

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

    holds(asked, { all, none }) {
      const known = [...all.map(inIndex), ...none.filter(isWord).map(without)].join(' & ');
      // `is true` keeps PostgreSQL from joining the two: the list is gone through in its own order, until the page is full.
      const held = sql<boolean>`(${sql.ref(asked)} in
        (select ${column} from ${rows} where words @@ ${known}::tsquery)) is true`;
      const phrases = [...all.filter(isPhrase).map(oneOf), ...none.filter(isPhrase).map(without)].join(' & ');
      if (phrases === '') return held;
      return sql`${held} and (select words from ${rows} where ${column} = ${sql.ref(asked)}) @@ ${phrases}::tsquery`;
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
const without = (term: Term): string => `!${oneOf(term)}`;

/**
 * What the index can answer by itself: of a phrase, that a text has all its words and the marks of its pairs. Which of these
 * texts have the phrase is looked up one by one, so they should be few.
 */
function inIndex(term: Term): string {
  const { places, ending } = term;
  if (isWord(term)) return oneOf(term);
  const forms = places.map(([form]) => form ?? '');
  const words = forms.map((form, at) => `'${form}'${ending === 'prefix' && at === forms.length - 1 ? ':*' : ''}`);
  return [...words, ...marksIn(ending === 'prefix' ? forms.slice(0, -1) : forms)].join(' & ');
}
