import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import { storageMove } from '../../src/cli/storage-move.ts';
import { addPicture } from '../../src/media/actions.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { allOf, openAt } from '../storage/places.ts';
import { type Started, startApp } from '../support/app.ts';
import { startChild } from '../support/children.ts';
import { newFolder } from '../support/database.ts';
import { addPerson } from '../support/factories.ts';
import { addRecording, filmOf } from '../support/recordings.ts';
import { type S3, startS3 } from '../support/s3.ts';
import { run } from './run.ts';

let app: Started;
let editor: Person;
let s3: S3;
let folder: string;

beforeEach(async () => {
  s3 = await startS3();
  folder = newFolder();
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = s3.environment;
  const keys = { AWS_ACCESS_KEY_ID: String(AWS_ACCESS_KEY_ID), AWS_SECRET_ACCESS_KEY: String(AWS_SECRET_ACCESS_KEY) };
  app = await startApp({ environment: { STORAGE_URL: `file:${folder}`, ...keys } });
  editor = await addPerson(app.context, { role: 'editor' });
});

const addDrawn = async (width: number) => {
  const picture = sharp({ create: { width, height: 40, channels: 3, background: '#c33' } });
  const said = { originalName: 'hall.png', alt: 'The hall', caption: '', credit: '' };
  return addPicture(app.context, editor, { buffer: await picture.png().toBuffer(), ...said });
};

/** Pictures with all their sizes and originals, a film, and a file whose name says nothing of its content. */
async function fill(): Promise<void> {
  await addDrawn(300);
  await addDrawn(400);
  await app.context.images.idle();
  await addRecording(app.context, editor, { content: await filmOf(1) });
  await app.context.storage.put('erasures.txt', Buffer.from('one\n'));
}

async function contentOf(storage: Storage): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const { name } of await allOf(storage)) {
    const stored = await storage.open(name);
    content[name] = stored ? (await buffer(stored.stream())).toString('base64') : '';
  }
  return content;
}

const move = (to: string, { context } = app) => run(storageMove, context, ['--to', to]);

describe('Moving what is kept', () => {
  test('from a disk into S3 and from there onto a disk gives the same bytes, and takes nothing away', async () => {
    await fill();
    const before = await contentOf(app.context.storage);
    const count = Object.keys(before).length;
    expect(count).toBeGreaterThan(10);
    const there = await move(s3.url);
    expect(there.failure).toBeNull();
    expect(there.out).toMatch(
      new RegExp(`^${count} files copied \\(\\d+\\.\\d MB\\); 0 were there already\\. Nothing was removed`),
    );
    expect(there.out).toContain(`start it with\nSTORAGE_URL=${s3.url}\n`);
    expect(await contentOf(await openAt(s3.url))).toEqual(before);
    expect(await contentOf(app.context.storage)).toEqual(before);

    const moved = {
      ...app,
      context: { ...app.context, storage: await openAt(s3.url), config: { ...app.context.config } },
    };
    const back = newFolder();
    expect((await move(`file:${back}`, moved)).failure).toBeNull();
    expect(await contentOf(await openAt(`file:${back}`))).toEqual(before);
  });

  test('again copies what is new or of another size, and what has no name of its own', async () => {
    await fill();
    await move(s3.url);
    const there = await openAt(s3.url);
    const [first] = await allOf(there);
    await there.put(first?.name ?? '', Buffer.from('half'));
    await there.put('ff-of-another.webp', Buffer.from('theirs'));
    await app.context.storage.put('erasures.txt', Buffer.from('two\n'));
    await addRecording(app.context, editor, { content: await filmOf(2) });
    const { out, failure } = await move(s3.url);
    expect(failure).toBeNull();
    expect(out).toMatch(/^3 files copied/);
    expect(out).toContain('In the other place alone: 1 file,');
    const { 'ff-of-another.webp': theirs, ...ours } = await contentOf(there);
    expect(ours).toEqual(await contentOf(app.context.storage));
    expect(theirs).toBeDefined();
  });

  test('that is cut off half way goes on where it was, and leaves no half of a file', async () => {
    const before: Record<string, string> = {};
    for (let number = 0; number < 400; number += 1) {
      const name = `${randomBytes(16).toString('hex')}-640.avif`;
      await app.context.storage.put(name, randomBytes(20_000));
      before[name] = '';
    }
    const there = await openAt(s3.url);
    const { database } = app.context.config;
    const child = startChild(['src/start.js', '--cli', 'storage:move', '--to', s3.url], {
      ...s3.environment,
      DATABASE_URL: database.kind === 'sqlite' ? `sqlite:${database.file}` : database.url,
      STORAGE_URL: `file:${folder}`,
      ...{ NODE_ENV: 'test', DEMO: 'off' },
    });
    while ((await allOf(there)).length < 20) await wait(10);
    child.process.kill('SIGKILL');
    await child.ended;
    const half = await allOf(there);
    expect(half.length).toBeLessThan(400);
    expect(new Set(half.map(({ bytes }) => bytes))).toEqual(new Set([20_000]));
    const { out, failure } = await move(s3.url);
    expect(failure).toBeNull();
    expect(out).toMatch(new RegExp(`^${400 - half.length} files copied .*; ${half.length} were there already`));
    expect(Object.keys(await contentOf(there)).sort()).toEqual(Object.keys(before).sort());
  });

  test('goes on past a file that somebody removes meanwhile', async () => {
    await fill();
    const { storage } = app.context;
    const gone = (await allOf(storage)).find(({ name }) => name.includes('-'));
    const open = storage.open;
    storage.open = async (name) => {
      const stored = await open(name);
      // Once it was found, and before it is read.
      if (name === gone?.name) await storage.remove(name);
      return stored;
    };
    const { failure } = await move(s3.url);
    expect(failure).toBeNull();
    expect(await contentOf(await openAt(s3.url))).toEqual(await contentOf(storage));
  });

  test('tells of a damaged file and of a lost one, by name, and copies all others', async () => {
    await fill();
    const [damaged, lost] = [await addDrawn(200), await addDrawn(201)];
    await app.context.images.idle();
    await app.context.storage.put(damaged.file, Buffer.from('rust'));
    await app.context.storage.remove(lost.file);
    const { out, failure } = await move(s3.url);
    expect(out).toContain(`Damaged here, and not copied: 1 file, ${damaged.file}.`);
    expect(failure).toMatch(/^Lost where they were, though the library names them: 2 files, /);
    expect(failure).toContain(lost.file);
    expect(await (await openAt(s3.url)).open(damaged.file)).toBeNull();
  });

  test('says what is wrong with the other place, before anything is copied', async () => {
    await fill();
    expect((await move(`file:${folder}`)).failure).toMatch(/^Files are there already: /);
    expect((await move('uploads')).failure).toMatch(/^--to takes file:\.\/uploads or s3:/);
    expect((await move(s3.url.replace('pictures', 'nothing'))).failure).toMatch(/^There is no bucket nothing at /);
    await s3.stop();
    expect((await move(s3.url)).failure).toMatch(/cannot be reached \(ECONNREFUSED\)/);
  });

  test('stops where the other place is lost, and goes on when it is back', async () => {
    await fill();
    const { storage } = app.context;
    const open = storage.open;
    let asked = 0;
    storage.open = async (name) => {
      asked += 1;
      if (asked === 10) await s3.stop();
      return open(name);
    };
    expect((await move(s3.url)).failure).toMatch(/^The place where files are kept cannot be reached/);
    storage.open = open;
    await s3.start();
    expect((await move(s3.url)).failure).toBeNull();
    expect(await contentOf(await openAt(s3.url))).toEqual(await contentOf(storage));
  });
});

test('A person who watches sees a bar', async () => {
  const content = randomBytes(3 * 1024 * 1024);
  await app.context.storage.put(`${'a'.repeat(32)}-640.avif`, content);
  const { database } = app.context.config;
  const command = `${process.execPath} src/start.js --cli storage:move --to ${s3.url.replace('?', '\\?')}`;
  const child = startChild(
    ['-qec', command, '/dev/null'],
    {
      ...s3.environment,
      DATABASE_URL: database.kind === 'sqlite' ? `sqlite:${database.file}` : database.url,
      STORAGE_URL: `file:${folder}`,
      ...{ NODE_ENV: 'test', DEMO: 'off', TERM: 'xterm' },
    },
    'script',
  );
  const { stdout, code } = await child.ended;
  expect(stdout).toMatch(/100% {2}1 of 1 files, 3\.0 MB/);
  expect(code).toBe(0);
});
