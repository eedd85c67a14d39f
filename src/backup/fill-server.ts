import type { Config } from '../config.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { findApplied, migrate } from '../db/migrate.ts';
import { checkPostgres } from '../db/postgres.ts';
import { fillPostgres } from '../db/postgres-copy.ts';
import { StartError } from '../errors.ts';
import type { About } from './about.ts';

type Server = Extract<Config['database'], { kind: 'postgres' }>;

/** @throws StartError where the database holds anything, or cannot be reached */
export const requireEmptyServer = (server: Server, about: About): Promise<void> =>
  withDatabase(server, (database) => requireEmpty(database, about));

/** Makes the tables as they were in the backup's version, and fills them; the next start brings them up to date. */
export async function fillServer(server: Server, folder: string, about: About): Promise<void> {
  await withDatabase(server, async (database) => {
    await requireEmpty(database, about);
    await migrate(database, { until: about.migrations.toSorted().at(-1) ?? '' });
    if (!isSame(await findApplied(database), about.migrations)) {
      throw new StartError(
        'This version of Broadsheet cannot make the tables of the backup: install the one that made it.',
      );
    }
  });
  await fillPostgres(server.url, folder, about.tables);
}

async function withDatabase(server: Server, work: (database: Database) => Promise<void>): Promise<void> {
  const database = openDatabase(server);
  try {
    await checkPostgres(database.reader);
    await work(database);
  } finally {
    await database.close();
  }
}

/** Tables that a restore made which was cut off are no hindrance, as long as they hold nobody and nothing. */
async function requireEmpty({ reader }: Database, { migrations }: About): Promise<void> {
  const tables = await reader.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.length === 0) return;
  const isOurs = tables.some(({ name }) => name === 'kysely_migration');
  if (isOurs && isSame(await findApplied({ reader }), migrations) && (await isUnused(reader))) return;
  throw new StartError(
    'The database of DATABASE_URL holds tables already: a backup is restored into an empty place only. Nothing was restored.',
  );
}

async function isUnused(reader: Database['reader']): Promise<boolean> {
  for (const table of ['people', 'articles', 'events'] as const) {
    if ((await reader.selectFrom(table).select('id').limit(1).execute()).length > 0) return false;
  }
  return true;
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join() === other.toSorted().join();
