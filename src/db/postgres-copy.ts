import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { connectPostgres } from './postgres.ts';

/** A table as it was copied, and what its numbers had come to; null where its rows have none. */
export interface CopiedTable {
  name: string;
  columns: string[];
  lastNumber: { column: string; value: number } | null;
}

/** Of the program that runs, not of the newsroom. */
const leftOut = ['limits', 'kysely_migration_lock'];

type Client = Awaited<ReturnType<typeof connectPostgres>>;

/** Where the rows of a table stand in a folder of copies. */
export const tableFile = (name: string): string => `${name}.copy`;

/**
 * Copies every table into a file of the folder, all as they are at this moment, while others go on writing. The rows are in the text format
 * of PostgreSQL's COPY.
 * @param told after each table, with the part of them that is copied, from 0 to 1
 */
export async function copyPostgres(url: string, folder: string, told: (part: number) => void): Promise<CopiedTable[]> {
  const client = await connectPostgres(url);
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const tables = await findTables(client);
    for (const [index, { name, columns }] of tables.entries()) {
      const reading = client.query(copyTo(`copy ${called(name)} (${columns.map(called)}) to stdout`));
      await pipeline(reading, createWriteStream(join(folder, tableFile(name)), { mode: 0o600 }));
      told((index + 1) / tables.length);
    }
    return tables;
  } finally {
    await client.end();
  }
}

/** Fills the tables of a database of the same version, all in one transaction, in place of what its making put there. */
export async function fillPostgres(url: string, folder: string, tables: readonly CopiedTable[]): Promise<void> {
  const client = await connectPostgres(url);
  try {
    await client.query('begin');
    for (const { name } of tables) await client.query(`alter table ${called(name)} disable trigger user`);
    const putReferencesOn = await takeReferencesOff(client);
    for (const { name } of tables) await client.query(`delete from ${called(name)}`);
    for (const { name, columns, lastNumber } of tables) {
      const writing = client.query(copyFrom(`copy ${called(name)} (${columns.map(called)}) from stdin`));
      await pipeline(createReadStream(join(folder, tableFile(name))), writing);
      if (lastNumber) await goOnFrom(client, name, lastNumber);
    }
    await putReferencesOn();
    for (const { name } of tables) await client.query(`alter table ${called(name)} enable trigger user`);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

const called = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function findTables(client: Client): Promise<CopiedTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; numbered: string | null }>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '') as numbered
     from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and not c.relname = any($1)
     order by c.relname`,
    [leftOut],
  );
  const tables: CopiedTable[] = [];
  for (const { name, columns, numbered } of rows) {
    const lastNumber = numbered === null ? null : { column: numbered, value: await lastOf(client, name, numbered) };
    tables.push({ name, columns, lastNumber });
  }
  return tables;
}

interface Reference {
  place: string;
  name: string;
  definition: string;
}

/** Tables refer to each other in circles, so references are taken off while they are filled, and looked at when they are put on again. */
async function takeReferencesOff(client: Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<Reference>(
    `select conrelid::regclass::text as place, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`,
  );
  for (const { place, name } of rows) await client.query(`alter table ${place} drop constraint ${name}`);
  return async () => {
    for (const { place, name, definition } of rows) {
      await client.query(`alter table ${place} add constraint ${name} ${definition}`);
    }
  };
}

/** The last number that a row was given; 0 where none was. Sequences know no transactions, so it may be of a row that came since. */
async function lastOf(client: Client, table: string, column: string): Promise<number> {
  const { rows } = await client.query<{ sequence: string }>('select pg_get_serial_sequence($1, $2) as sequence', [
    called(table),
    column,
  ]);
  const last = `select case when is_called then last_value else 0 end as value from ${rows[0]?.sequence}`;
  return (await client.query<{ value: number }>(last)).rows[0]?.value ?? 0;
}

async function goOnFrom(client: Client, table: string, { column, value }: { column: string; value: number }) {
  const place = 'pg_get_serial_sequence($1, $2)';
  await client.query(`select setval(${place}, $3, $4)`, [called(table), column, Math.max(value, 1), value > 0]);
}
