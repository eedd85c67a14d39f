import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { cleanUp } from './clean-up.ts';

declare global {
  /** The database that this project of the suite runs on (jest.config.js). */
  var DATABASE: 'sqlite' | 'postgres';
}

/**
 * A migrated database of the test's own, as a value of DATABASE_URL, for processes too. Gone after the test; after the file,
 * where it is made outside of a test or `shared`.
 */
export async function newDatabaseUrl(options: { shared?: boolean } = {}): Promise<string> {
  return DATABASE === 'sqlite' ? newSqlite(options) : newPostgres();
}

/** The same, opened. */
export async function newDatabase(options: { shared?: boolean } = {}): Promise<Database> {
  const url = await newDatabaseUrl(options);
  const database = openDatabase(
    DATABASE === 'sqlite' ? { kind: 'sqlite', file: url.slice('sqlite:'.length) } : { kind: 'postgres', url },
  );
  cleanUp(() => database.close(), options);
  return database;
}

/** A folder of the test's own. */
export function newFolder(options: { shared?: boolean } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-test-'));
  cleanUp(() => rmSync(folder, { recursive: true, force: true }), options);
  return folder;
}

function newSqlite(options: { shared?: boolean }): string {
  const file = join(newFolder(options), 'broadsheet.db');
  copyFileSync(join(setting('TEST_SQLITE_FOLDER'), 'template.db'), file);
  return `sqlite:${file}`;
}

async function newPostgres(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await ask(`create database ${name} template template_newsroom strategy file_copy`);
  // After the file: a drop right after the last connection's end waits 100 ms for that to be over.
  cleanUp(() => ask(`drop database ${name} with (force)`), { shared: true });
  return `${setting('TEST_POSTGRES_URL')}/${name}`;
}

async function ask(statement: string): Promise<void> {
  const client = new pg.Client(`${setting('TEST_POSTGRES_URL')}/postgres`);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run the tests with npm test.`);
  return value;
}
