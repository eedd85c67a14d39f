import { dirname, resolve } from 'node:path';

export type DatabaseConfig =
  | { kind: 'sqlite'; file: string }
  /** `replica`: another server that follows this one, for what may be read a moment late. */
  | { kind: 'postgres'; url: string; replica?: string };

export const databaseTakes = 'sqlite:./data/broadsheet.db or postgres://user:password@host/database';
export const replicaTakes = 'postgres://user:password@host/database of a server that follows that of DATABASE_URL';

/** Null where it names no database. */
export function readDatabaseUrl(value: string): DatabaseConfig | null {
  if (isPostgresUrl(value)) return { kind: 'postgres', url: value };
  const file = /^sqlite:(.+)$/.exec(value)?.[1];
  return file === undefined ? null : { kind: 'sqlite', file: resolve(file) };
}

export const isPostgresUrl = (value: string): boolean => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value);

/** Where the database lies; that of PostgreSQL is elsewhere. */
export const dataFolder = (database: DatabaseConfig): string =>
  database.kind === 'sqlite' ? dirname(database.file) : resolve('data');
