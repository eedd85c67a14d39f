import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import { pack } from 'tar-stream';
import { eraseAgain, eraseEverywhere } from '../../src/comments/actions/erasing.ts';
import { postComment } from '../../src/comments/actions/post.ts';
import { networkAround } from '../../src/comments/queries/networks.ts';
import { startApp } from '../support/app.ts';
import { newFolder } from '../support/database.ts';
import { backUp, contentAt, contentOf, emptyPlace, fileIn, type Place, putBack, startFilled } from './newsroom.ts';

let app: Awaited<ReturnType<typeof startFilled>>;
let file: string;
let place: Place;

beforeEach(async () => {
  app = await startFilled();
  file = fileIn(newFolder());
  place = await emptyPlace();
});

/** Nothing was written, in the storage and in the database. */
async function expectUntouched(): Promise<void> {
  expect(readdirSync(place.files)).toEqual([]);
  if (DATABASE === 'sqlite') expect(existsSync(place.database.replace('sqlite:', ''))).toBe(false);
  expect(await contentAt(place)).toEqual({});
}

describe('Nothing is touched by', () => {
  const sealed = { BACKUP_PASSPHRASE: 'correct horse battery' };
  const damaged = /^(This is no backup of Broadsheet, or it is damaged|The backup is damaged)/;

  test.each([
    ['a file that is cut off', {}],
    ['a sealed file that is cut off', sealed],
  ])('%s, wherever', async (_what, environment) => {
    await backUp(app, file, environment);
    const whole = await readFile(file);
    // An archive ends with two empty blocks, without which it is whole still.
    const last = whole.length - 1600;
    const borders = [1024, 75 + 65_552, last - (last % 512)];
    for (const bytes of [last, last * 0.5, ...borders.filter((border) => border < last)]) {
      await writeFile(file, whole.subarray(0, Math.floor(bytes)));
      expect({ bytes, ...(await putBack(file, place, environment)) }).toMatchObject({
        failure: expect.stringMatching(damaged),
      });
    }
    await expectUntouched();
  });

  test.each([
    ['a file of which a bit was changed', {}],
    ['a sealed file of which a bit was changed', sealed],
  ])('%s, wherever', async (_what, environment) => {
    await backUp(app, file, environment);
    const whole = await readFile(file);
    for (let number = 1; number < 6; number += 1) {
      const changed = Buffer.from(whole);
      // Behind the head, and before the padding at the end, which means nothing.
      const at = 600 + Math.floor(((whole.length - 4000) * number) / 6);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(file, changed);
      const { failure } = await putBack(file, place, environment);
      // Between the files of an archive stands padding, too.
      if (failure !== null) expect(failure).toMatch(/damaged|kind that this version does not know/);
      else if (environment === sealed) throw new Error(`A change at ${at} was not seen.`);
      if (failure === null) place = await emptyPlace();
    }
    await expectUntouched();
  });

  test('files that are something else', async () => {
    const tar = pack();
    tar.entry({ name: 'notes.txt' }, 'Notes');
    tar.finalize();
    const others = [Buffer.from(''), Buffer.from('Notes'), Buffer.alloc(5000, 'x'), await buffer(tar)];
    for (const other of others) {
      await writeFile(file, other);
      expect((await putBack(file, place)).failure).toBe(
        'This is no backup of Broadsheet, or it is damaged: nothing was restored.',
      );
    }
    expect((await putBack(`${file}.none`, place)).failure).toMatch(/^There is no file /);
    await expectUntouched();
  });

  test('a backup of a newer version', async () => {
    const log = app.context.db.writer as unknown as Kysely<{ kysely_migration: { name: string; timestamp: string } }>;
    await log.insertInto('kysely_migration').values({ name: '9999-tomorrow', timestamp: '2099' }).execute();
    await backUp(app, file);
    expect((await putBack(file, place)).failure).toBe(
      'The backup was made by a newer version of Broadsheet (it has 9999-tomorrow): install that version. Nothing was restored.',
    );
    await expectUntouched();
  });

  test('a backup of the other database', async () => {
    await backUp(app, file);
    const [other, failure] =
      DATABASE === 'sqlite'
        ? ['postgres://localhost:1/nothing', /^The backup is of SQLite, and DATABASE_URL names PostgreSQL/]
        : [`sqlite:${join(newFolder(), 'other.db')}`, /^The backup is of PostgreSQL, and DATABASE_URL names SQLite/];
    expect((await putBack(file, { ...place, database: other })).failure).toMatch(failure);
    await expectUntouched();
  });
});

describe('A place that is not empty is refused', () => {
  beforeEach(() => backUp(app, file));

  test('where there is a newsroom already', async () => {
    expect((await putBack(file, place)).failure).toBeNull();
    const before = await contentAt(place);
    const other = newFolder();
    expect((await putBack(file, { ...place, files: other })).failure).toMatch(
      /: a backup is restored into an empty place only\./,
    );
    expect(await contentAt(place)).toEqual(before);
    expect(readdirSync(other)).toEqual([]);
  });

  test('where there are other files', async () => {
    const other = await startApp({ environment: { STORAGE_URL: `file:${place.files}` } });
    await other.context.storage.put('ab.webp', Buffer.from('theirs'));
    expect((await putBack(file, place)).failure).toMatch(/^There are files at STORAGE_URL already \(ab\.webp\)/);
    expect(readdirSync(place.files)).toEqual(['ab']);
  });

  if (DATABASE === 'sqlite') {
    test('where the log of another database lies beside', async () => {
      writeFileSync(`${place.database.replace('sqlite:', '')}-wal`, 'theirs');
      expect((await putBack(file, place)).failure).toMatch(
        /-wal is there: a backup is restored into an empty place only/,
      );
    });
  }
});

test('A restore that was cut off is done again, on top of the files that it brought', async () => {
  await backUp(app, file);
  const first = await emptyPlace();
  await putBack(file, first);
  const halfway = { database: place.database, files: first.files };
  expect((await putBack(file, halfway)).failure).toBeNull();
  expect(await contentAt(halfway)).toEqual(await contentOf(app.context.db, app.context.storage));
});

test('Who was erased after the backup was made is erased again, where the list of erasures was kept', async () => {
  const { context } = app;
  const [story] = await context.db.reader.selectFrom('published_articles').select('path').orderBy('path').execute();
  const poster = { actor: null, browserHash: 'x', network: networkAround('demo') };
  const said = { path: story?.path ?? '', parentId: null, text: 'Well.', name: 'Ilse', email: 'ilse@reader.example' };
  await postComment(context, poster, { ...said, website: '' });
  await backUp(app, file);
  app.clock.advance({ minutes: 5 });
  await eraseEverywhere(context, null, said.email);
  const list = await context.storage.open('erasures.txt');
  const kept = await startApp({ environment: { STORAGE_URL: `file:${place.files}` } });
  if (list) await kept.context.storage.putStream('erasures.txt', list.stream());
  expect((await putBack(file, place)).failure).toBeNull();
  expect(JSON.stringify(await contentAt(place))).toContain(said.email);
  const back = await startApp({ copyOf: place });
  expect(await eraseAgain(back.context)).toBe(1);
  expect(JSON.stringify(await contentOf(back.context.db, back.context.storage))).not.toContain(said.email);
});
