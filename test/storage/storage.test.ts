import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Storage } from '../../src/storage/storage.ts';
import { newFolder } from '../support/database.ts';
import { allOf, places } from './places.ts';

const megabyte = 1024 * 1024;

describe.each(places)('On %s', (_kind, openPlace) => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await openPlace();
  });

  async function read(name: string, part?: { start: number; end: number }): Promise<Buffer | null> {
    const stored = await storage.open(name);
    return stored && buffer(stored.stream(part));
  }

  test('what was put comes back, whole or in parts, with its size', async () => {
    const content = randomBytes(200_000);
    await storage.put('ab.webp', content);
    expect((await storage.open('ab.webp'))?.bytes).toBe(200_000);
    expect(await read('ab.webp')).toEqual(content);
    expect(await read('ab.webp', { start: 0, end: 1 })).toEqual(content.subarray(0, 2));
    expect(await read('ab.webp', { start: 100, end: 150_000 })).toEqual(content.subarray(100, 150_001));
    expect(await read('ab.webp', { start: 199_999, end: 199_999 })).toEqual(content.subarray(199_999));
  });

  test('one stream after the other can be had of one file, and left before its end', async () => {
    await storage.put('ab.mp4', randomBytes(5 * megabyte));
    const stored = await storage.open('ab.mp4');
    for (let times = 0; times < 60; times += 1) {
      const stream = stored?.stream();
      if (stream) await once(stream, 'readable');
      stream?.destroy();
    }
    expect((await read('ab.mp4'))?.length).toBe(5 * megabyte);
  });

  test.each([0, 1, 300_000, 20 * megabyte])(
    'a file of %i bytes is put by its path, and stays where it was',
    async (bytes) => {
      const [path, content] = [join(newFolder(), 'film'), randomBytes(bytes)];
      await writeFile(path, content);
      await storage.putFile('ab.mp4', path);
      await storage.putFile('ab.mp4', path);
      expect((await read('ab.mp4'))?.equals(content)).toBe(true);
      expect((await storage.open('ab.mp4'))?.bytes).toBe(bytes);
      expect((await readFile(path)).equals(content)).toBe(true);
    },
  );

  test('what is put anew under a name takes the place of what was there', async () => {
    await storage.put('erased', Buffer.from('one'));
    await storage.put('erased', Buffer.from('one and two'));
    expect(await read('erased')).toEqual(Buffer.from('one and two'));
  });

  test('what is not there is null, is removed without a word, and cannot be put', async () => {
    expect(await storage.open('ab.webp')).toBeNull();
    await storage.remove('ab.webp');
    await expect(storage.putFile('ab.mp4', join(newFolder(), 'nothing'))).rejects.toThrow('ENOENT');
    expect(await storage.open('ab.mp4')).toBeNull();
    expect(await storage.list('ab')).toEqual([]);
    expect(await allOf(storage)).toEqual([]);
  });

  test('what was removed is gone', async () => {
    await storage.put('ab.webp', Buffer.from('picture'));
    await storage.remove('ab.webp');
    expect(await storage.open('ab.webp')).toBeNull();
    expect(await storage.list('ab')).toEqual([]);
  });

  test('files are listed by their beginning, however many, and all with their sizes', async () => {
    const names = Array.from({ length: 1100 }, (_, index) => `ab-${index}.webp`);
    for (let at = 0; at < names.length; at += 20) {
      await Promise.all(names.slice(at, at + 20).map((name) => storage.put(name, Buffer.from(name))));
    }
    await storage.put('ac.webp', Buffer.from('other'));
    expect((await storage.list('ab-')).toSorted()).toEqual(names.toSorted());
    expect(await storage.list('ab-1099')).toEqual(['ab-1099.webp']);
    expect(await storage.list('ac')).toEqual(['ac.webp']);
    const all = await allOf(storage);
    expect(all).toHaveLength(1101);
    expect(all).toContainEqual({ name: 'ab-1099.webp', bytes: 12 });
    expect(all).toContainEqual({ name: 'ac.webp', bytes: 5 });
  });

  test.each(['../ab.webp', '/etc/passwd', 'ab/cd.webp', '', 'a..b', '.hidden', 'ab.webp\n', 'ab\u202egpj.exe'])(
    '%j is no name of a file',
    async (name) => {
      const content = Buffer.from('x');
      await writeFile(join(newFolder(), 'x'), content);
      const wrong = 'Not the name of a file';
      await expect((async () => storage.put(name, content))()).rejects.toThrow(wrong);
      await expect((async () => storage.putFile(name, '/dev/null'))()).rejects.toThrow(wrong);
      await expect((async () => storage.open(name))()).rejects.toThrow(wrong);
      await expect((async () => storage.remove(name))()).rejects.toThrow(wrong);
      await expect((async () => storage.list(name))()).rejects.toThrow(wrong);
    },
  );
});
