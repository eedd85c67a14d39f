import type { Config } from '../config.ts';
import { openDisk } from './disk.ts';
import type { Storage } from './storage.ts';

/** @throws StartError when the place cannot be reached, read or written. */
export async function openStorage({ storage, storageKeys }: Pick<Config, 'storage' | 'storageKeys'>): Promise<Storage> {
  if (storage.kind === 'disk') return openDisk(storage.folder);
  // Who keeps files on a disk does not load the client.
  const { openS3 } = await import('./s3.ts');
  return openS3(storage, storageKeys);
}
