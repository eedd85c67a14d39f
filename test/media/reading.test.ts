import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NotUsable } from '../../src/media/reading/not-usable.ts';
import { readRecording } from '../../src/media/reading/recording.ts';
import { type Sample, sample } from '../support/recordings.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broadsheet-reading-'));
  path = join(folder, 'film');
});
afterEach(() => rm(folder, { recursive: true }));

const readAs = async (content: Buffer) => {
  await writeFile(path, content);
  return readRecording(path);
};

/** Of those that tell of more than picture and sound, which are there. */
const wordsIn = (content: Buffer) => ['33.8938', 'Secret', 'Fixture'].filter((word) => content.includes(word));

/** A part of an MP4 file. */
function box(name: string, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, content]);
}

const notWhole = 'The recording is not whole: its end is missing. Play it to its end, then send it again.';
const notCommon = /not every reader can play. Save it with H.264 and AAC/;

describe('A recording is read by its content', () => {
  test.each<[Sample, object]>([
    [
      'harbour.mp4',
      {
        ...{ kind: 'video', mime: 'video/mp4', ending: 'mp4', codecs: 'H.264, AAC', seconds: 2 },
        size: { width: 160, height: 90 },
      },
    ],
    ['harbour.webm', { kind: 'video', mime: 'video/webm', ending: 'webm', codecs: 'VP8, Opus' }],
    ['harbour.mp3', { kind: 'audio', mime: 'audio/mpeg', ending: 'mp3', codecs: 'MP3', size: null }],
  ])('%s', async (name, read) => {
    expect(await readAs(await sample(name))).toMatchObject(read);
  });

  test.each<[Sample, RegExp]>([
    ['hevc.mp4', /H.265/],
    ['old.mp4', notCommon],
  ])('%s is refused: not every browser plays it', async (name, message) => {
    await expect(readAs(await sample(name))).rejects.toThrow(message);
    await expect(readAs(await sample(name))).rejects.toThrow(notCommon);
  });

  test('of seconds as they are', async () => {
    const { seconds } = await readAs(await sample('harbour.mp3'));
    expect(seconds).toBeGreaterThan(2.9);
    expect(seconds).toBeLessThan(3.2);
  });
});

describe('What a recording tells beyond picture and sound', () => {
  test('is blanked in an MP4, which stays as long as it was and plays', async () => {
    const before = await sample('harbour.mp4');
    expect(wordsIn(before)).toEqual(['33.8938', 'Secret', 'Fixture']);
    await readAs(before);
    const after = await readFile(path);
    expect(wordsIn(after)).toEqual([]);
    expect(after).toHaveLength(before.length);
    expect(await readAs(after)).toMatchObject({ seconds: 2, codecs: 'H.264, AAC' });
  });

  test('stands nowhere else in it either: beside all, and in a part that is longer than memory is handed out', async () => {
    const place = Buffer.from('33.8938'.repeat(20_000));
    await readAs(Buffer.concat([await sample('harbour.mp4'), box('uuid', place), box('meta', place)]));
    expect((await readFile(path)).includes('33.8938')).toBe(false);
  });

  test('is blanked in a WebM', async () => {
    const before = await sample('harbour.webm');
    // Its tags, which name what wrote it.
    expect(before.indexOf('ENCODER')).toBeGreaterThan(0);
    await readAs(before);
    const after = await readFile(path);
    expect(after.indexOf('ENCODER')).toBe(-1);
    expect(await readAs(after)).toMatchObject({ codecs: 'VP8, Opus' });
  });

  test('is blanked before and behind the sound of an MP3', async () => {
    const tag = Buffer.from(`TAG${'Secret'.padEnd(125, '\0')}`, 'latin1');
    const before = Buffer.concat([await sample('harbour.mp3'), tag]);
    expect(before.includes('Fixture')).toBe(true);
    await readAs(before);
    expect(wordsIn(await readFile(path))).toEqual([]);
    expect(await readAs(await readFile(path))).toMatchObject({ codecs: 'MP3' });
  });

  test('is refused where it stands beside each picture, as places do that a camera writes all the time', async () => {
    const film = await sample('harbour.mp4');
    film.write('meta', film.indexOf('soun'), 'latin1');
    await expect(readAs(film)).rejects.toThrow('Save it anew with picture and sound alone.');
  });
});

describe('What is no whole recording', () => {
  test.each<[string, () => Promise<Buffer> | Buffer, string | RegExp]>([
    ['an MP4 that was cut off', async () => (await sample('harbour.mp4')).subarray(0, 6000), notWhole],
    ['one that ends within its first part', async () => (await sample('harbour.mp4')).subarray(0, 20), /./],
    ['a WebM that was cut off', async () => (await sample('harbour.webm')).subarray(0, 4000), notWhole],
    ['a text that begins like an MP4', () => Buffer.from(`\0\0\0\x18ftypmp42${'no film '.repeat(99)}`, 'latin1'), /./],
    ['a text that begins like a WebM', () => Buffer.from(`\x1a\x45\xdf\xa3${'no film '.repeat(99)}`, 'latin1'), /./],
    ['a text that begins like an MP3', () => Buffer.from(`ID3${'no sound '.repeat(99)}`), /./],
    ['parts within parts without end', () => nested(50_000), /./],
    ['nothing', () => Buffer.alloc(0), /./],
    ['zeros', () => Buffer.alloc(100_000), /./],
  ])('is refused: %s', async (_what, content, message) => {
    const refused = readAs(await content());
    await expect(refused).rejects.toBeInstanceOf(NotUsable);
    await expect(refused).rejects.toThrow(message);
  });

  test('whatever byte of it is another', async () => {
    const film = await sample('harbour.mp4');
    const seen = new Set<string>();
    for (let at = 4; at < 3000; at += 150) {
      const broken = Buffer.from(film);
      broken.writeUInt32BE(0xfffffff0, at);
      await readAs(broken).then(
        () => seen.add('read'),
        (error: Error) => seen.add(error.constructor.name),
      );
    }
    expect([...seen].filter((name) => name !== 'read' && name !== 'NotUsable')).toEqual([]);
  });
});

/** Each box holds the next one. */
function nested(depth: number): Buffer {
  const heads = Array.from({ length: depth }, (_, index) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE((depth - index) * 8);
    return Buffer.concat([head.subarray(0, 4), Buffer.from('moov')]);
  });
  return Buffer.concat([box('ftyp', Buffer.from('mp42\0\0\0\0mp42')), ...heads]);
}
