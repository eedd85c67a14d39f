import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { findApplied } from '../db/migrate.ts';
import { StartError } from '../errors.ts';
import { copyDatabase, packDatabase } from './make.ts';
import { draftOf, writeArchive } from './write.ts';

/** So many of them stay. */
const most = 2;
const pattern = /^before-.*\.backup$/;

interface Saving {
  config: Pick<Config, 'database'> & { backup: Pick<Config['backup'], 'passphrase'> };
  db: Database;
  now(): string;
  /** Where copies stand. */
  folder: string;
}

/**
 * Copies the database, without files, before a newer version of the program changes it: `restore` puts it back beside the files as they are. The last
 * two stay.
 * @returns the path of the copy; null where another process has brought the database up to date meanwhile
 * @throws StartError where it cannot be written: then nothing may be changed
 */
export async function keepSafetyCopy({ config, db, now, folder }: Saving): Promise<string | null> {
  const before = await findApplied(db);
  const name = `before-${now().slice(0, 19).replaceAll(':', '-')}Z-after-${before.toSorted().at(-1)}.backup`;
  const path = join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    await write({ config, db, now, folder }, path);
  } catch (error) {
    throw new StartError(
      `The database is not brought up to date, since no copy of it could be kept before (${(error as Error).message}): make ${folder} writable, with room for it.`,
    );
  }
  if ((await findApplied(db)).length !== before.length) {
    await rm(path, { force: true });
    return null;
  }
  const old = (await readdir(folder)).filter((each) => pattern.test(each)).sort();
  for (const each of old.slice(0, -most)) await rm(join(folder, each), { force: true });
  return path;
}

async function write({ config, db, now }: Saving, path: string): Promise<void> {
  const folder = draftOf(path, 'copy');
  const silent = () => undefined;
  try {
    await writeArchive(path, {
      passphrase: config.backup.passphrase,
      async fill(archive) {
        await mkdir(folder, { mode: 0o700 });
        const about = await copyDatabase({ config, db, now }, folder, silent);
        await packDatabase(archive, { folder, about, begin: silent, done: silent });
        return { event: null, withoutFiles: true };
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
