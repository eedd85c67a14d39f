import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { openDisk } from '../../src/storage/disk.ts';
import { cleanUp } from '../support/clean-up.ts';
import { endOf, startWithin } from '../support/full-disk.ts';

async function newPlace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-disk-'));
  cleanUp(() => rm(folder, { recursive: true }));
  return folder;
}

test('A file is put by its path as by its content, and stays where it was', async () => {
  const folder = await newPlace();
  const storage = openDisk(join(folder, 'uploads'));
  const content = Buffer.alloc(300_000, 'film');
  await writeFile(join(folder, 'film'), content);
  await storage.putFile('ab.mp4', join(folder, 'film'));
  await storage.putFile('ab.mp4', join(folder, 'film'));
  const stored = await storage.open('ab.mp4');
  expect(stored && (await buffer(stored.stream())).equals(content)).toBe(true);
  expect(await readdir(join(folder, 'uploads', 'ab'))).toEqual(['ab.mp4']);
  expect(await readFile(join(folder, 'film'))).toEqual(content);
});

test('What is not there is not put, and leaves nothing', async () => {
  const folder = await newPlace();
  const storage = openDisk(join(folder, 'uploads'));
  await expect(storage.putFile('ab.mp4', join(folder, 'nothing'))).rejects.toThrow('ENOENT');
  expect(await readdir(join(folder, 'uploads', 'ab'))).toEqual([]);
  await expect(storage.putFile('../ab.mp4', join(folder, 'nothing'))).rejects.toThrow('Not the name of a file');
});

test.each(['put', 'putFile'])('On a full disk %s says so, and leaves no part of a file', async (way) => {
  const folder = await newPlace();
  await writeFile(join(folder, 'film'), Buffer.alloc(3_000_000));
  // No file may be larger than a megabyte there: what a full disk refuses, too.
  const child = startWithin(1024, ['test/support/full-disk-child.ts', way, folder]);
  expect(await endOf(child)).toEqual({
    code: 0,
    said: 'Unavailable: There is no room left where files are kept, so nothing was kept of it. Tell whoever runs the server, then try again.',
  });
  expect(await readdir(join(folder, 'uploads', 'ab'))).toEqual([]);
});
