import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/db/database.ts';
import { defaultSite, readSite, writeSetting } from '../../src/db/settings.ts';
import { record } from '../../src/events/log.ts';
import { type Answer, answerOf } from '../../src/http/answer.ts';
import { createPageCache, type Made, type PageCache } from '../../src/http/page-cache.ts';
import { cleanUp } from '../support/clean-up.ts';
import { fixedClock } from '../support/clock.ts';
import { newDatabaseUrl, openUrl } from '../support/database.ts';
import { until } from '../support/until.ts';

let database: Database;
let url: string;
let cache: PageCache;
const clock = fixedClock();

beforeEach(async () => {
  url = await newDatabaseUrl();
  database = openUrl(url);
  cleanUp(() => database.close());
  cache = await open(100_000);
});

async function open(bytes: number): Promise<PageCache> {
  const watch = database.watch();
  await watch.catchUp();
  const made = createPageCache({ bytes, watch, now: clock.now });
  cleanUp(() => made.close());
  return made;
}

/** Somebody did something that touched these; the next turn of the event loop finds it. */
async function happen(...names: string[]): Promise<void> {
  const event = { at: clock.now(), actor: null, action: 'article.published', subject: 'article:1', names };
  await database.transaction((tx) => record(tx, event));
  await new Promise((resolve) => setImmediate(resolve));
}

const page = (text: string): Promise<Answer> =>
  answerOf({ status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from(text), story: null });

interface Page {
  names?: string[];
  freshUntil?: string | null;
  own?: boolean;
}

const make =
  (text: string, { names = [], freshUntil = null, own = false }: Page = {}) =>
  async (): Promise<Made> => ({
    answer: await page(text),
    keeping: own ? null : { names, at: clock.now(), freshUntil },
  });

function textOf(answer: Answer | null): string | null {
  if (!answer) return null;
  const { bytes, isPacked } = answer.bodies.identity;
  return String(isPacked ? gunzipSync(bytes) : bytes);
}

const keep = (key: string, text: string, of: Page = {}) => cache.make(key, make(text, of));
const found = (key: string) => textOf(cache.find(key));

describe('What happens drops', () => {
  test.each<[string, string[], boolean]>([
    ['every page, where it may show anywhere', ['site'], false],
    ['the pages that show what is named', ['section:3', 'article:1', 'front'], false],
    ['no other', ['article:9', 'card:1', 'section:3', 'path:/2026/11/23/a', 'article:11'], true],
    ['the pages of a story that readers see a comment on', ['comments:1', 'article:1'], false],
    ['no other page than those of the comment’s story', ['comments:2', 'article:2'], true],
    ['nothing where a comment is held', ['comments:1'], true],
    ['nothing where it touches no page', [], true],
  ])('%s', async (_what, names, stays) => {
    await keep('/a', 'A', { names: ['article:1'] });
    expect(found('/a')).toBe('A');
    await happen(...names);
    expect(found('/a')).toBe(stays ? 'A' : null);
  });
});

test('Who is told that another process did something reads what it did, though they had begun to read before', async () => {
  const another = openUrl(url);
  cleanUp(() => another.close());
  await keep('/a', 'A');
  await new Promise((resolve) => setImmediate(resolve));
  expect((await readSite(database.reader)).name).toBe(defaultSite.name);
  await another.transaction(async (tx) => {
    await writeSetting(tx, 'name', 'The Tide');
    await record(tx, { at: clock.now(), actor: null, action: 'site.changed', subject: 'site', names: ['site'] });
  });
  // A server's reader begins anew with each question.
  if (DATABASE === 'sqlite') expect((await readSite(database.reader)).name).toBe(defaultSite.name);
  await until(() => found('/a') === null, 1000);
  expect((await readSite(database.reader)).name).toBe('The Tide');
});

test('A page is over at its time', async () => {
  await keep('/a', 'A', { freshUntil: '2026-11-23T12:00:01.000Z' });
  expect(found('/a')).toBe('A');
  clock.advance({ seconds: 1 });
  // What is asked in a turn of the event loop had been asked before it began.
  await new Promise((resolve) => setImmediate(resolve));
  expect(found('/a')).toBeNull();
  await keep('/a', 'B', { freshUntil: clock.now() });
  expect(found('/a')).toBeNull();
});

test('What nobody asked for longest goes first, and what is too large is not kept', async () => {
  // What cannot be compressed.
  const large = randomBytes(10_000).toString('base64');
  const { bytes } = await page(large);
  cache = await open(bytes * 3);
  for (const key of ['/a', '/b', '/c']) await keep(key, large);
  expect(found('/a')).toBe(large);
  await keep('/d', large);
  expect([found('/a'), found('/b'), found('/c'), found('/d')]).toEqual([large, null, large, large]);
  await keep('/e', randomBytes(40_000).toString('base64'));
  expect([found('/e'), found('/a')]).toEqual([null, large]);
});

test('Who asks while it is made gets the same one', async () => {
  let made = 0;
  const slowly = async () => {
    made += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return make('A')();
  };
  const answers = await Promise.all(Array.from({ length: 50 }, () => cache.make('/a', slowly)));
  expect(new Set(answers.map(textOf))).toEqual(new Set(['A']));
  expect(made).toBe(1);
});

test('Who waited for what is one visitor’s own makes theirs', async () => {
  const first = cache.make('/a', make('Only mine', { own: true }));
  const second = cache.make('/a', make('Mine'));
  expect([textOf(await first), await second]).toEqual(['Only mine', null]);
  expect(found('/a')).toBeNull();
});

describe('While a page is made, something happens:', () => {
  const during = async (names: string[]) => {
    const begun = Promise.withResolvers<void>();
    const waits = cache.make('/a', async () => {
      await begun.promise;
      return make('Before', { names: ['article:1'] })();
    });
    await happen(...names);
    const later = cache.make('/a', make('After', { names: ['article:1'] }));
    begun.resolve();
    return [textOf(await waits), textOf(await later)];
  };

  test('who asked before gets it, who asks after gets another, and that one is kept', async () => {
    expect(await during(['article:1', 'front'])).toEqual(['Before', 'After']);
    expect(found('/a')).toBe('After');
  });

  test('a comment on its story counts, one on another does not', async () => {
    expect(await during(['comments:1', 'article:1'])).toEqual(['Before', 'After']);
    expect(found('/a')).toBe('After');
    await keep('/b', 'B');
    expect(found('/b')).toBe('B');
  });

  test('it is not kept where nobody asked since', async () => {
    const begun = Promise.withResolvers<void>();
    const waits = cache.make('/a', async () => {
      await begun.promise;
      return make('Before')();
    });
    await happen('site');
    begun.resolve();
    expect(textOf(await waits)).toBe('Before');
    expect(found('/a')).toBeNull();
  });
});

test('A page that cannot be made is nobody’s, and is made anew', async () => {
  const fails = () => Promise.reject(new Error('no paper'));
  const both = [cache.make('/a', fails), cache.make('/a', fails)];
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await keep('/a', 'A');
  expect(found('/a')).toBe('A');
});
