import { sql } from 'kysely';
import type { Database, Tx } from '../../src/db/database.ts';

/** Rows by table, in the order in which the tables are to be filled. */
export type Rows = Record<string, Record<string, unknown>[]>;

/** All rows of a table go in one statement with one parameter, so that neither is taken apart value by value. */
export async function insertRows(tx: Tx, dialect: Database['dialect'], rows: Rows): Promise<void> {
  for (const [table, some] of Object.entries(rows)) {
    const [first] = some;
    if (!first) continue;
    const names = Object.keys(first);
    const columns = sql.join(names.map((name) => sql.ref(name)));
    const json = JSON.stringify(some);
    const from =
      dialect === 'sqlite'
        ? sql`select ${sql.join(names.map((name) => sql`value ->> ${sql.lit(name)}`))} from json_each(${json})`
        : sql`select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${json}::json)`;
    await sql`insert into ${sql.table(table)} (${columns}) ${from}`.execute(tx);
  }
}

/** The number after the greatest of a column. */
export async function nextOf({ reader }: Database, table: string, column = 'id'): Promise<number> {
  const asked = sql<{ next: number }>`select coalesce(max(${sql.ref(column)}), 0) + 1 as next from ${sql.table(table)}`;
  return Number((await asked.execute(reader)).rows[0]?.next);
}

/** PostgreSQL counts numbers apart from the rows: it goes on after those that were given. */
export async function countOn(tx: Tx, dialect: Database['dialect'], tables: string[]): Promise<void> {
  if (dialect === 'sqlite') return;
  for (const table of tables) {
    const sequence = sql`pg_get_serial_sequence(${table}, 'id')`;
    await sql`select setval(${sequence}, (select coalesce(max(id), 1) from ${sql.table(table)}))`.execute(tx);
  }
}
