import { join } from 'node:path';
import { readStorageUrl } from '../../src/config/storage.ts';
import { openDisk } from '../../src/storage/disk.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Listed, Storage } from '../../src/storage/storage.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newFolder } from '../support/database.ts';
import { s3Keys, startS3 } from '../support/s3.ts';

/** Every kind of storage, new and empty. */
export const places: [kind: string, open: () => Promise<Storage>][] = [
  ['a disk', async () => openDisk(join(newFolder(), 'uploads'))],
  ['S3', async () => openAt((await startS3()).url)],
];

/** The storage at an address, with the keys of the tests' own server; closed after the test. */
export async function openAt(url: string, storageKeys = s3Keys): Promise<Storage> {
  const storage = readStorageUrl(url);
  if (!storage) throw new Error(`No storage: ${url}`);
  const opened = await openStorage({ storage, storageKeys });
  cleanUp(() => opened.close());
  return opened;
}

/** Its files, by name. */
export async function allOf(storage: Storage): Promise<Listed[]> {
  const files: Listed[] = [];
  for await (const file of storage.all()) files.push(file);
  return files.sort((one, other) => (one.name < other.name ? -1 : 1));
}
