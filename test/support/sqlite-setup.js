import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes one migrated database, from whose bytes every test makes its own. */
export default async function setUp() {
  const { openDatabase } = await import('../../src/db/database.ts');
  const { migrate } = await import('../../src/db/migrate.ts');
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-sqlite-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'template.db');
  const database = openDatabase({ kind: 'sqlite', file });
  await migrate(database);
  // The last connection to close moves the write-ahead log into the file.
  await database.close();
  process.env.TEST_SQLITE_FOLDER = folder;
}
