import { z } from 'zod';

/** The first file of a backup says what it is, and the last lists all others with their hashes. */
export const aboutName = 'broadsheet-backup.json';
export const manifestName = 'manifest.json';
/** A database of SQLite. */
export const databaseName = 'database.sqlite';
/** Beginnings of the names of tables of PostgreSQL, and of files of the storage. */
export const tablesFolder = 'tables/';
export const filesFolder = 'files/';

export const about = z.strictObject({
  format: z.literal(1),
  madeAt: z.string(),
  database: z.enum(['sqlite', 'postgres']),
  /** The steps that brought the database to where it was (migrations/). */
  migrations: z.array(z.string()),
  /** Of PostgreSQL. */
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.string()),
      lastNumber: z.strictObject({ column: z.string(), value: z.number() }).nullable(),
    }),
  ),
});
export type About = z.infer<typeof about>;

export const listed = z.strictObject({ name: z.string(), bytes: z.number(), sha256: z.string() });
export type ListedEntry = z.infer<typeof listed>;

export const manifest = z.strictObject({
  files: z.array(listed),
  /** The end of the activity log, for `verify --event`; null where nothing had happened. */
  event: z.string().nullable(),
  /** Of a copy of the database alone: it goes beside the files as they are. */
  withoutFiles: z.boolean(),
});
export type Manifest = z.infer<typeof manifest>;
