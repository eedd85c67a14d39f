import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Range, Scored } from '../document/document.ts';
import type { Engine } from './engine.ts';
import { byIndex, textsIn } from './postgres-texts.ts';
import { oneOf, vectorOf } from './postgres-words.ts';

/** How much a word counts for by its weight D (where it is filed), C (text), B (standfirst), A (title). */
const weights = sql.raw("'{0, 0.1, 0.4, 1}'");
/** PostgreSQL divides by 1 + the logarithm of the length. */
const byLength = 1;
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
  searching: byIndex,
};

const matches = (expression: string, { from, until }: Range) =>
  sql`from search_documents where words @@ ${expression}::tsquery and key >= ${from} and key < ${until}`;

async function run<Row>(db: Db, query: ReturnType<typeof sql>): Promise<Row[]> {
  return (await query.execute(db)).rows as Row[];
}
