import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.ts';
import { knownSteps } from '../db/migrate.ts';
import { findDamage } from '../db/sqlite-copy.ts';
import { StartError } from '../errors.ts';
import { listOf } from '../storage/move.ts';
import { openStorage } from '../storage/open.ts';
import { erasureList, type Storage } from '../storage/storage.ts';
import { type About, databaseName, filesFolder, type Manifest, tablesFolder } from './about.ts';
import { fillServer, requireEmptyServer } from './fill-server.ts';
import { type Read, readArchive } from './read.ts';
import { draftOf } from './write.ts';

export interface Restoring {
  config: Pick<Config, 'database' | 'storage' | 'storageKeys'>;
  /** Asked for where the backup is sealed. */
  passphrase(): Promise<string>;
  /** Called with how many bytes of the file were read since the last call; it is read twice. */
  done(bytes: number): void;
}

/**
 * Puts a newsroom back into an empty place: the database, and every file. All of the backup is read and looked at before anything is written,
 * and the database comes last, so that nobody can start with half of it.
 * @throws StartError where the place is not empty, or the backup is none, damaged, of a newer version, or for the other database
 */
export async function restoreBackup(path: string, restoring: Restoring): Promise<Read> {
  const { config } = restoring;
  if (config.database.kind === 'sqlite') requireNoFile(config.database.file);
  let known: Promise<string> | undefined;
  const reading = {
    done: restoring.done,
    passphrase: () => {
      known ??= restoring.passphrase();
      return known;
    },
  };
  const read = await readArchive(path, reading);
  requireFitting(read.about, config.database.kind);
  if (config.database.kind === 'postgres') await requireEmptyServer(config.database, read.about);
  const storage = await openStorage(config);
  try {
    if (!read.manifest.withoutFiles) await requireEmptyStorage(storage, read.manifest);
    const folder = await newFolder(config.database);
    try {
      const take = (name: string, content: Readable) => takeEntry(storage, folder, { name, content });
      await readArchive(path, { ...reading, take });
      await placeDatabase(config.database, folder, read.about);
      return read;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } finally {
    storage.close();
  }
}

/** The log beside a database would be taken for that of another one that comes in its place. */
function requireNoFile(file: string): void {
  for (const each of [file, `${file}-wal`, `${file}-journal`]) {
    if (!existsSync(each)) continue;
    throw new StartError(
      `${each} is there: a backup is restored into an empty place only. Move it away, or set DATABASE_URL.`,
    );
  }
}

function requireFitting({ database, migrations }: About, kind: About['database']): void {
  const [newest] = migrations.filter((name) => !knownSteps().includes(name));
  if (newest) {
    throw new StartError(
      `The backup was made by a newer version of Broadsheet (it has ${newest}): install that version. Nothing was restored.`,
    );
  }
  if (database === kind) return;
  const names = { sqlite: 'SQLite', postgres: 'PostgreSQL' };
  throw new StartError(
    `The backup is of ${names[database]}, and DATABASE_URL names ${names[kind]}: set DATABASE_URL. Nothing was restored.`,
  );
}

/** What a restore that was cut off has put there is no hindrance, nor the list of those who were erased since. */
async function requireEmptyStorage(storage: Storage, { files }: Manifest): Promise<void> {
  const ours = new Set([...files.map(({ name }) => name), filesFolder + erasureList]);
  const other = (await listOf(storage)).find(({ name }) => !ours.has(filesFolder + name));
  if (!other) return;
  throw new StartError(
    `There are files at STORAGE_URL already (${other.name}): a backup is restored into an empty place only. Nothing was restored.`,
  );
}

/** Of SQLite beside the place where it will stand, so that it is moved there at once. */
async function newFolder(database: Config['database']): Promise<string> {
  if (database.kind === 'postgres') return mkdtemp(join(tmpdir(), 'broadsheet-restore-'));
  const folder = draftOf(database.file, 'copy');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function takeEntry(
  storage: Storage,
  folder: string,
  { name, content }: { name: string; content: Readable },
): Promise<void> {
  if (name === databaseName || name.startsWith(tablesFolder)) {
    await pipeline(content, createWriteStream(join(folder, basename(name)), { mode: 0o600, flush: true }));
    return;
  }
  const file = name.startsWith(filesFolder) ? name.slice(filesFolder.length) : null;
  if (file === erasureList) await addErasures(storage, await text(content));
  else if (file !== null) await storage.putStream(file, content);
}

/** Who was erased since the backup was made stays erased. */
async function addErasures(storage: Storage, listed: string): Promise<void> {
  const there = await storage.open(erasureList);
  const lines = `${there ? await text(there.stream()) : ''}\n${listed}`.split('\n').filter((line) => line !== '');
  await storage.put(erasureList, Buffer.from([...new Set(lines)].map((line) => `${line}\n`).join('')));
}

async function placeDatabase(database: Config['database'], folder: string, about: About): Promise<void> {
  if (database.kind === 'postgres') return fillServer(database, folder, about);
  const copy = join(folder, databaseName);
  const [damage] = findDamage(copy);
  if (damage) throw new StartError(`The database in the backup is damaged (${damage}): nothing was restored.`);
  await rename(copy, database.file);
  const place = await open(dirname(database.file));
  await place.sync().finally(() => place.close());
}
