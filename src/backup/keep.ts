import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorageConfig } from '../config/storage.ts';
import type { Config } from '../config.ts';
import { StartError } from '../errors.ts';
import { listOf } from '../storage/move.ts';
import { openStorage } from '../storage/open.ts';
import { type Backing, type Made, makeBackup, type Wanted } from './make.ts';
import { backupName, outOfRotation } from './rotation.ts';

export interface Keeping extends Backing {
  config: Pick<Config, 'database' | 'storage' | 'storageKeys' | 'backup'>;
}

export interface Kept extends Made {
  name: string;
  /** The names of those that were removed. */
  removed: string[];
}

/**
 * Makes a backup in the place where they are kept, and removes there those whose time is over. Nothing is removed where none could be made.
 * @throws StartError where the place is that of the newsroom's own files, or cannot be written
 */
export async function keepBackup(keeping: Keeping, to: StorageConfig, wanted: Wanted): Promise<Kept> {
  if (JSON.stringify(to) === JSON.stringify(keeping.config.storage)) {
    throw new StartError('Backups are kept in another place than STORAGE_URL.');
  }
  const name = backupName(keeping.now());
  const place = await (to.kind === 'disk' ? openFolder(to.folder) : openBucket(to, keeping.config));
  try {
    const made = await place.keep(name, (path) => makeBackup(keeping, path, wanted));
    const removed = outOfRotation(await place.names(), keeping.config.backup.keep);
    for (const old of removed) await place.remove(old);
    return { ...made, name, removed };
  } finally {
    place.close();
  }
}

interface Place {
  keep(name: string, make: (path: string) => Promise<Made>): Promise<Made>;
  names(): Promise<string[]>;
  remove(name: string): Promise<void>;
  close(): void;
}

async function openFolder(folder: string): Promise<Place> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`The folder for backups, ${folder}, cannot be made (${error.code}).`);
  });
  return {
    keep: (name, make) => make(join(folder, name)),
    names: () => readdir(folder),
    remove: (name) => rm(join(folder, name)),
    close: () => undefined,
  };
}

/** A bucket takes a file whose size is known, so it is made here first. */
async function openBucket(to: StorageConfig, { storageKeys }: Pick<Config, 'storageKeys'>): Promise<Place> {
  const storage = await openStorage({ storage: to, storageKeys });
  return {
    async keep(name, make) {
      const folder = await mkdtemp(join(tmpdir(), 'broadsheet-backup-'));
      try {
        const made = await make(join(folder, name));
        await storage.putFile(name, join(folder, name));
        return made;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    names: async () => (await listOf(storage)).map(({ name }) => name),
    remove: (name) => storage.remove(name),
    close: () => storage.close(),
  };
}
