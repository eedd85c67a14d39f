import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { backupLease, whileHeld } from '../db/leases.ts';
import { findApplied } from '../db/migrate.ts';
import { copyPostgres, tableFile } from '../db/postgres-copy.ts';
import { copySqlite } from '../db/sqlite-copy.ts';
import { endText, findEnd } from '../events/chain.ts';
import { hashIn, listOf } from '../storage/move.ts';
import type { Storage } from '../storage/storage.ts';
import { verifying } from '../storage/verify.ts';
import { type About, aboutName, databaseName, filesFolder, tablesFolder } from './about.ts';
import { type Archive, draftOf, writeArchive } from './write.ts';

export interface Backing {
  config: Pick<Config, 'database'>;
  db: Database;
  storage: Storage;
  now(): string;
}

export interface Wanted {
  /** Null where the backup is not to be sealed. */
  passphrase: string | null;
  /** Called while the database is copied, with the part that is, from 0 to 1. */
  copied(part: number): void;
  /** Called once, with all bytes that there are, and then with those written since the last call. */
  begin(bytes: number): void;
  done(bytes: number): void;
}

export interface Made {
  files: number;
  /** Whose content is not what their names say. They are in the backup as they are. */
  damaged: string[];
}

/**
 * Writes all of a newsroom into one file, while it is used: the database as it is at one moment, and every file. Nothing is left of one that
 * does not come to its end.
 * @throws Unavailable where files cannot be reached
 */
export function makeBackup(backing: Backing, path: string, wanted: Wanted): Promise<Made> {
  return whileHeld(backing.db, backupLease, async () => {
    const folder = draftOf(path, 'copy');
    const made: Made = { files: 0, damaged: [] };
    const fill = async (archive: Archive) => {
      await mkdir(folder, { mode: 0o700 });
      const event = await findEnd(backing.db.reader);
      const about = await copyDatabase(backing, folder, wanted.copied);
      const files = await listOf(backing.storage);
      const inFiles = files.reduce((sum, { bytes }) => sum + bytes, 0);
      const begin = (bytes: number) => wanted.begin(bytes + inFiles);
      await packDatabase(archive, { folder, about, begin, done: wanted.done });
      for (const { name, bytes } of files) {
        if (await addStored(archive, backing.storage, name, made)) made.files += 1;
        wanted.done(bytes);
      }
      return { event: event && endText(event), withoutFiles: false };
    };
    try {
      await writeArchive(path, { passphrase: wanted.passphrase, fill });
      return made;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Copies the database into a folder. @returns what the first file of an archive says */
export async function copyDatabase(
  { config, db, now }: Omit<Backing, 'storage'>,
  folder: string,
  told: (part: number) => void,
): Promise<About> {
  const { database } = config;
  const said = { format: 1, madeAt: now(), database: database.kind, migrations: await findApplied(db) } as const;
  if (database.kind === 'postgres') return { ...said, tables: await copyPostgres(database.url, folder, told) };
  await copySqlite(database.file, join(folder, databaseName), told);
  return { ...said, tables: [] };
}

interface Packing {
  folder: string;
  about: About;
  /** Called once, with all bytes that the copies have, and then with those written since the last call. */
  begin(bytes: number): void;
  done(bytes: number): void;
}

/** Adds what `copyDatabase` copied, and takes each copy away. */
export async function packDatabase(archive: Archive, { folder, about, begin, done }: Packing): Promise<void> {
  const copies = await copiesIn(folder, about);
  begin(copies.reduce((sum, { bytes }) => sum + bytes, 0));
  const text = Buffer.from(JSON.stringify(about));
  await archive.add(aboutName, text.length, once(text));
  for (const { name, bytes, path } of copies) {
    await archive.add(name, bytes, createReadStream(path));
    // Its room is wanted for what comes next.
    await rm(path);
    done(bytes);
  }
}

async function copiesIn(folder: string, { database, tables }: About) {
  const names = database === 'sqlite' ? [databaseName] : tables.map(({ name }) => tableFile(name));
  const found = names.map(async (name) => {
    const path = join(folder, name);
    return { name: database === 'sqlite' ? name : tablesFolder + name, path, bytes: (await stat(path)).size };
  });
  return Promise.all(found);
}

/** Files of this size are held in memory, so that one that is written anew meanwhile is one or the other. */
const small = 1024 * 1024;

/** False for one that was removed meanwhile: no copied row names it. */
async function addStored(archive: Archive, storage: Storage, name: string, made: Made): Promise<boolean> {
  const stored = await storage.open(name);
  if (!stored) return false;
  const held = stored.bytes <= small ? await buffer(stored.stream()) : null;
  const content: Readable | Iterable<Buffer> = held ? [held] : stored.stream();
  const isIntact = verifying(hashIn(name));
  await archive.add(filesFolder + name, held?.length ?? stored.bytes, isIntact.through(content));
  if (!isIntact.holds()) made.damaged.push(name);
  return true;
}

async function* once(content: Buffer) {
  yield content;
}
