import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { TextEngine } from './engine.ts';
import { firstHolding, isInSet } from './postgres-first.ts';
import { marksOf } from './postgres-marks.ts';
import { vectorOf } from './postgres-words.ts';

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

    holds: (asked, query) => isInSet({ table, id }, asked, query),
    first: (db, query, listing) => firstHolding({ table, id }, db, { query, listing }),
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
