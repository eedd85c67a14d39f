import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Range, Scored } from '../document/document.ts';
import type { Term } from '../document/query.ts';
import type { Engine, TextEngine, Words } from './engine.ts';

/** How much a word counts for by its weight D (where it is filed), C (text), B (standfirst), A (title). */
const weights = sql.raw("'{0, 0.1, 0.4, 1}'");
/** PostgreSQL divides by 1 + the logarithm of the length. */
const byLength = 1;
/** A tsvector holds less than a megabyte: of a text that was made to be larger, the rest is not found. */
const mostBytes = 900_000;

/** tsvector with a GIN index. Vectors and queries are made here of folded words, so no configuration of a language is needed. */
export const postgres: Engine = {
  async insert(tx, { key, id, text }, indexed) {
    await sql`insert into search_documents (key, id, text, words)
      values (${key}, ${id}, ${text}, ${vectorOf(indexed)}::tsvector)`.execute(tx);
  },

  // What is deleted goes with the next vacuum, as in every other table.
  async purge() {},

  async remove(tx, key) {
    await tx.deleteFrom('search_documents').where('key', '=', key).execute();
  },

  expression({ all, none, filed }) {
    const filing = filed.length === 0 ? [] : [`(${filed.map((place) => `'${place}'`).join(' | ')})`];
    return [...all.map(oneOf), ...filing, ...none.map((term) => `!${oneOf(term)}`)].join(' & ');
  },

  async count(db, expression, { range, most }) {
    const [row] = await run<{ count: number }>(
      db,
      sql`select count(*) as count from (select 1 ${matches(expression, range)} limit ${most}) as found`,
    );
    return row?.count ?? 0;
  },

  async newest(db, expression, { range, most }) {
    const rows = await run<{ key: number }>(
      db,
      sql`select key ${matches(expression, range)} order by key desc limit ${most}`,
    );
    return rows.map(({ key }) => key);
  },

  ranked(db, { rare, all, range }) {
    return run<Scored>(
      db,
      sql`select key, ts_rank(${weights}, words, ${rare}::tsquery, ${byLength}) as score ${matches(all ?? rare, range)}`,
    );
  },

  working: textsIn({ table: 'working_texts', id: 'article_id' }),
  comments: textsIn({ table: 'comment_texts', id: 'comment_id' }),
};

const matches = (expression: string, { from, until }: Range) =>
  sql`from search_documents where words @@ ${expression}::tsquery and key >= ${from} and key < ${until}`;

/** Texts that are known by a number, without times. */
function textsIn({ table, id }: { table: string; id: string }): TextEngine {
  const [rows, column] = [sql.table(table), sql.ref(id)];
  return {
    async insert(tx, key, words) {
      await sql`insert into ${rows} (${column}, words) values (${key}, ${vectorOf(words)}::tsvector)`.execute(tx);
    },

    async remove(tx, key) {
      await sql`delete from ${rows} where ${column} = ${key}`.execute(tx);
    },

    holds: (asked, expression) =>
      sql`${sql.ref(asked)} in (select ${column} from ${rows} where words @@ ${expression}::tsquery)`,
  };
}

async function run<Row>(db: Db, query: ReturnType<typeof sql>): Promise<Row[]> {
  return (await query.execute(db)).rows as Row[];
}

/** `'word':1A,5C …`: positions go on from field to field with a gap, over which no phrase reaches. */
function vectorOf({ title, standfirst, text, filed }: Words & { filed?: string }): string {
  const positions = new Map<string, string[]>(filed === undefined ? [] : [[filed, ['1D']]]);
  let position = 1;
  let bytes = 0;
  for (const [words, weight] of [
    [title, 'A'],
    [standfirst, 'B'],
    [text, 'C'],
  ] as const) {
    position += 1;
    for (const word of words) {
      position += 1;
      const known = positions.get(word) ?? [];
      if (known.length === 0) bytes += Buffer.byteLength(word) + 4;
      bytes += 2;
      if (bytes > mostBytes) break;
      positions.set(word, known);
      known.push(`${position}${weight}`);
    }
  }
  return [...positions].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ');
}

/** Folded words hold letters and digits alone, so that nothing in the quotes can end them. */
function oneOf({ places, ending }: Term): string {
  const goesOn = (word: string) => `${word}:*`;
  const lexemes = places.map(([form]) => `'${form}'`);
  if (places.length > 1) {
    const phrase = ending === 'prefix' ? [...lexemes.slice(0, -1), goesOn(lexemes.at(-1) ?? '')] : lexemes;
    return `(${phrase.join(' <-> ')})`;
  }
  const forms = (places[0] ?? []).map((form) => `'${form}'`);
  const exact = ending === 'prefix' ? [] : forms;
  const prefix = ending === 'exact' ? [] : forms.map(goesOn);
  return `(${[...exact, ...prefix].join(' | ')})`;
}
