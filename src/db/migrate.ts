import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Kysely, type Migration, Migrator } from 'kysely';
import { StartError } from '../errors.ts';
import type { Database } from './database.ts';
import { checkPostgres } from './postgres.ts';

const folder = new URL('../../migrations/', import.meta.url);

/** A file of migrations/ exports `up`, which is told the dialect for what the two databases do not share. */
interface MigrationFile {
  up(db: Kysely<unknown>, dialect: Database['dialect']): Promise<void>;
}

/**
 * Brings the database to this version. Safe to call from several processes at once.
 * @param until the last step that is taken; by default all are
 * @param before is waited for where there is something in the database, and it is to be changed
 * @throws StartError when the database is out of reach, or a newer version has made it.
 */
export async function migrate(
  database: Database,
  { until, before }: { until?: string; before?: () => Promise<unknown> } = {},
): Promise<void> {
  if (database.dialect === 'postgres') await checkPostgres(database.reader);
  const migrator = new Migrator({
    db: database.writer,
    provider: { getMigrations: () => load(database.dialect) },
    // What was written on two branches does not come in the order of its numbers.
    allowUnorderedMigrations: true,
  });
  const known = await migrator.getMigrations();
  await refuseNewer(
    database,
    known.map(({ name }) => name),
  );
  if (known.every(({ executedAt }) => executedAt)) return;
  if (known.some(({ executedAt }) => executedAt)) await before?.();
  const { error } = await (until === undefined ? migrator.migrateToLatest() : migrator.migrateTo(until));
  if (error) throw error;
}

/** For processes that start later than the one that migrates. @throws StartError where another version of the program made the database */
export async function requireMigrated(database: Database): Promise<void> {
  const applied = await findApplied(database);
  const known = knownSteps();
  if (known.length === applied.length && known.every((name) => applied.includes(name))) return;
  throw new StartError('The program was updated while it ran: stop it and start it again.');
}

async function load(dialect: Database['dialect']): Promise<Record<string, Migration>> {
  const entries = knownSteps().map(async (name) => {
    const { up } = (await import(new URL(`${name}.ts`, folder).href)) as MigrationFile;
    return [name, { up: (db: Kysely<unknown>) => up(db, dialect) }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The steps that this version knows. */
export const knownSteps = (): string[] =>
  readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));

async function refuseNewer(database: Database, known: string[]): Promise<void> {
  const tables = await database.writer.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return;
  const unknown = (await findApplied(database)).find((name) => !known.includes(name));
  if (unknown) {
    throw new StartError(
      `The database was made by a newer version of Broadsheet (it has ${unknown}): install that version, or restore a backup.`,
    );
  }
}

/** The steps that a database has taken. */
export async function findApplied({ reader }: Pick<Database, 'reader'>): Promise<string[]> {
  const log = reader as unknown as Kysely<{ kysely_migration: { name: string } }>;
  return (await log.selectFrom('kysely_migration').select('name').execute()).map(({ name }) => name);
}
