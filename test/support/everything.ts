import { sql } from 'kysely';
import type { Context } from '../../src/context.ts';
import { emptied } from '../../src/db/empty.ts';

const tables = [...emptied.filter((table) => table !== 'outgoing_mails'), 'settings' as const];

type Newsroom = Pick<Context, 'db'>;

/** Stays the same for as long as nothing that anybody could change by a request is written. Mails that are there already are sent meanwhile. */
export async function everything({ db }: Newsroom): Promise<string> {
  const mails = await db.reader.selectFrom('outgoing_mails').select('message_id').orderBy('id').execute();
  return JSON.stringify([mails, await (db.dialect === 'postgres' ? lastChanges(db) : changesSoFar(db))]);
}

/**
 * Whether `work` leaves anything changed that anybody could change by a request. What it takes back by itself does not count: SQLite counts those rows, too, but
 * other connections see nothing of them.
 */
export async function leavesChanges<Result>(
  newsroom: Newsroom,
  work: () => Promise<Result>,
): Promise<{ result: Result; changed: boolean }> {
  const before = [await everything(newsroom), await committed(newsroom)];
  const result = await work();
  const after = [await everything(newsroom), await committed(newsroom)];
  return { result, changed: before[0] !== after[0] && (newsroom.db.dialect === 'postgres' || before[1] !== after[1]) };
}

async function committed({ db: { dialect, reader } }: Newsroom): Promise<string> {
  return dialect === 'postgres' ? '' : JSON.stringify((await sql`pragma data_version`.execute(reader)).rows);
}

/** Every row there is, as it reads. */
export async function everyRow({ db: { reader } }: Newsroom): Promise<string> {
  const all = [...tables, 'outgoing_mails' as const];
  return JSON.stringify(await Promise.all(all.map((table) => reader.selectFrom(table).selectAll().execute())));
}

/**
 * SQLite counts the rows that a connection has written, and only one of a newsroom's writes. What becomes of a mail does not
 * count: neither it, nor that it is counted here.
 */
async function changesSoFar({ writer }: Context['db']): Promise<unknown> {
  await sql`create temp table if not exists mail_changes (one integer)`.execute(writer);
  await sql`create temp trigger if not exists mail_changed after update on outgoing_mails
    begin insert into mail_changes values (1); end`.execute(writer);
  const changes = sql`select total_changes() - 2 * (select count(*) from mail_changes) as changes`;
  return (await changes.execute(writer)).rows;
}

/** PostgreSQL notes in each row which transaction wrote it, and counts those up: reading that is a tenth of reading the rows. */
async function lastChanges({ reader }: Context['db']): Promise<unknown> {
  const each = tables.map(
    (table) => sql`(select concat(count(*), ' ', max(xmin::text::bigint)) from ${sql.table(table)})`,
  );
  return (await sql<{ changes: string[] }>`select array[${sql.join(each)}] as changes`.execute(reader)).rows[0]
    ?.changes;
}
