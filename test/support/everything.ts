import { sql } from 'kysely';
import type { Context } from '../../src/context.ts';
import { emptied } from '../../src/db/empty.ts';

const tables = [...emptied.filter((table) => table !== 'outgoing_mails'), 'settings' as const];

/** All that anybody could have changed by a request: every row there is. Mails that are there already are sent meanwhile. */
export async function everything({ db }: Pick<Context, 'db'>): Promise<string> {
  const mails = await db.reader.selectFrom('outgoing_mails').select('message_id').orderBy('id').execute();
  return JSON.stringify([mails, await (db.dialect === 'postgres' ? lastChanges(db) : rows(db))]);
}

const rows = ({ reader }: Context['db']) =>
  Promise.all(tables.map((table) => reader.selectFrom(table).selectAll().execute()));

/** PostgreSQL notes in each row which transaction wrote it, and counts those up: reading that is a tenth of reading the rows. */
async function lastChanges({ reader }: Context['db']): Promise<unknown> {
  const each = tables.map(
    (table) => sql`(select concat(count(*), ' ', max(xmin::text::bigint)) from ${sql.table(table)})`,
  );
  return (await sql<{ changes: string[] }>`select array[${sql.join(each)}] as changes`.execute(reader)).rows[0]
    ?.changes;
}
