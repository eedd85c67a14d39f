import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Range, Scored } from '../document/document.ts';
import type { Term } from '../document/query.ts';
import type { Engine, TextEngine } from './engine.ts';

/** How much a word counts for in title, standfirst, text, and for where it is filed. */
const weights = sql.raw('10.0, 4.0, 1.0, 0.0');

/** FTS5. Its tokenizer sees folded words with spaces between them, and has nothing left to decide. */
export const sqlite: Engine = {
  async insert(tx, row, { title, standfirst, text, filed }) {
    await tx.insertInto('search_documents').values(row).execute();
    await sql`insert into search_index (rowid, title, standfirst, text, filed) values
      (${integer(row.key)}, ${title.join(' ')}, ${standfirst.join(' ')}, ${text.join(' ')}, ${filed})`.execute(tx);
  },

  async remove(tx, key) {
    await tx.deleteFrom('search_documents').where('key', '=', key).execute();
    await sql`delete from search_index where rowid = ${integer(key)}`.execute(tx);
  },

  // FTS5 marks what is removed, and forgets its words only when it merges what it has.
  async purge(tx) {
    await sql`insert into search_index (search_index) values ('optimize')`.execute(tx);
    await sql`insert into working_index (working_index) values ('optimize')`.execute(tx);
    await sql`insert into comment_index (comment_index) values ('optimize')`.execute(tx);
  },

  expression({ all, none, filed }) {
    const wanted = [
      ...all.map(oneOf),
      ...(filed.length === 0 ? [] : [`(${filed.map((place) => `"${place}"`).join(' OR ')})`]),
    ].join(' AND ');
    return none.length === 0 ? wanted : `(${wanted}) NOT (${none.map(oneOf).join(' OR ')})`;
  },

  async count(db, expression, { range, most }) {
    const [row] = await run<{ count: number }>(
      db,
      sql`select count(*) as count from (select rowid ${matches(expression, range)} limit ${sql.lit(most)})`,
    );
    return row?.count ?? 0;
  },

  async newest(db, expression, { range, most }) {
    const rows = await run<{ key: number }>(
      db,
      sql`select rowid as key ${matches(expression, range)} order by rowid desc limit ${sql.lit(most)}`,
    );
    return rows.map(({ key }) => key);
  },

  ranked(db, { rare, all, range }) {
    // The plus keeps SQLite from asking the index anew for each row.
    const also = all === null ? sql`` : sql`and +rowid in (select rowid ${matches(all, range)})`;
    return run<Scored>(
      db,
      sql`select rowid as key, -bm25(search_index, ${weights}) as score ${matches(rare, range)} ${also}`,
    );
  },

  working: textsIn({ table: 'working_texts', id: 'article_id', index: 'working_index' }),
  comments: textsIn({ table: 'comment_texts', id: 'comment_id', index: 'comment_index' }),
  searching: (db, search) => search(db),
};

const matches = (expression: string, { from, until }: Range) =>
  sql`from search_index where search_index match ${expression}
    and rowid >= ${integer(from)} and rowid < ${integer(until)}`;

async function run<Row>(db: Db, query: ReturnType<typeof sql>): Promise<Row[]> {
  return (await query.execute(db)).rows as Row[];
}

/** Texts that are known by a number, without times. */
function textsIn({ table, id, index }: { table: string; id: string; index: string }): TextEngine {
  const [rows, column, words] = [sql.table(table), sql.ref(id), sql.table(index)];
  return {
    async insert(tx, key, { title, standfirst, text }) {
      await sql`insert into ${rows} (${column}) values (${key})`.execute(tx);
      await sql`insert into ${words} (rowid, title, standfirst, text) values
        (${integer(key)}, ${title.join(' ')}, ${standfirst.join(' ')}, ${text.join(' ')})`.execute(tx);
    },

    async remove(tx, key) {
      await sql`delete from ${rows} where ${column} = ${key}`.execute(tx);
      await sql`delete from ${words} where rowid = ${integer(key)}`.execute(tx);
    },

    // The plus keeps the list in its own order: SQLite takes any search for one that finds little.
    holds: (asked, query) =>
      sql`+${sql.ref(asked)} in
        (select rowid from ${words} where ${words} match ${sqlite.expression({ ...query, filed: [] })})`,

    first(_, query, { limit, list }) {
      return list(limit, (asked) => this.holds(asked, query)).execute();
    },
  };
}

/** A number of JavaScript comes as a floating one, by which FTS5 does not look. */
const integer = (number: number) => sql`cast(${number} as integer)`;

/** Folded words hold letters and digits alone, so that nothing in the quotes can end them. */
function oneOf({ places, ending }: Term): string {
  const phrases =
    places.length === 1
      ? (places[0] ?? []).map((form) => `"${form}"`)
      : [`"${places.map(([form]) => form).join(' ')}"`];
  const exact = ending === 'prefix' ? [] : phrases;
  const prefix = ending === 'exact' ? [] : phrases.map((phrase) => `${phrase} *`);
  return `(${[...exact, ...prefix].join(' OR ')})`;
}
