import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig } from '../../src/config.ts';
import { type Database, type OpenOptions, openDatabase } from '../../src/db/database.ts';
import { cleanUp } from './clean-up.ts';

declare global {
  /** The database that this project of the suite runs on (jest.config.js). */
  var DATABASE: 'sqlite' | 'postgres';
}

interface NewDatabase {
  shared?: boolean;
  /** Another test database, which nobody has open, or 'nothing' for one without a single table; by default one just migrated. */
  copyOf?: string;
}

/**
 * A migrated database of the test's own, as a value of DATABASE_URL, for processes too. Gone after the test; after the file,
 * where it is made outside of a test or `shared`.
 */
export async function newDatabaseUrl(options: NewDatabase = {}): Promise<string> {
  return DATABASE === 'sqlite' ? newSqlite(options) : newPostgres(options);
}

/** The same, opened. */
export async function newDatabase(options: NewDatabase = {}): Promise<Database> {
  const database = openUrl(await newDatabaseUrl(options));
  cleanUp(() => database.close(), options);
  return database;
}

/** To be closed by whoever opens it. */
export const openUrl = (url: string, options: OpenOptions = {}): Database =>
  openDatabase(readConfig({ DATABASE_URL: url }).database, options);

/** A folder of the test's own. */
export function newFolder(options: { shared?: boolean } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-test-'));
  // A thread or a process that is just ending may write a last file meanwhile.
  cleanUp(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }), options);
  return folder;
}

function newSqlite({ copyOf, ...options }: NewDatabase): string {
  const file = join(newFolder(options), 'broadsheet.db');
  const template = copyOf?.replace(/^sqlite:/, '') ?? join(setting('TEST_SQLITE_FOLDER'), 'template.db');
  if (copyOf !== 'nothing') copyFileSync(template, file);
  return `sqlite:${file}`;
}

async function newPostgres({ copyOf }: NewDatabase): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = copyOf === 'nothing' ? 'template0' : (copyOf?.split('/').at(-1) ?? 'template_newsroom');
  await ask(`create database ${name} template ${template} strategy file_copy`);
  // After the file: a drop right after the last connection's end waits 100 ms for that to be over.
  cleanUp(() => ask(`drop database ${name} with (force)`), { shared: true });
  return `${setting('TEST_POSTGRES_URL')}/${name}`;
}

let asked: Promise<pg.Client> | undefined;

/** Over one connection for the whole file: to begin one costs as much as half a database. */
async function ask(statement: string): Promise<void> {
  asked ??= connect();
  await (await asked).query(statement);
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(`${setting('TEST_POSTGRES_URL')}/postgres`);
  await client.connect();
  cleanUp(() => client.end(), { shared: true });
  return client;
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run the tests with npm test.`);
  return value;
}
