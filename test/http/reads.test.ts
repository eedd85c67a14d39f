import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeReads } from '../../src/articles/actions/reads.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { createReadCounts } from '../../src/http/reads.ts';
import { addStory, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import { browsers } from '../support/readers.ts';
import { until } from '../support/until.ts';

const [firefox] = browsers;

let newsroom: Newsroom;
let story: TestStory;
let counted: Map<number, number>;

/** As it comes out of the program: with just these headers. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<number>((resolve, reject) => {
    const asked = get(`${newsroom.url}${encodeURI(path)}`, { headers, method }, (response) =>
      response.resume().on('end', () => resolve(response.statusCode ?? 0)),
    );
    asked.on('error', reject);
  });

const read = (path: string, headers = {}) => ask(path, { 'user-agent': firefox, ...headers });

/** An answer is counted when it is sent, which its reader may know before. */
const untilCounted = (count: number) =>
  until(() => {
    for (const [id, more] of newsroom.context.reads.take()) counted.set(id, (counted.get(id) ?? 0) + more);
    return (counted.get(story.articleId) ?? 0) >= count;
  }, 1000);

describe.each([
  ['Where pages are kept', '8'],
  ['Where each page is made anew', '0'],
])('%s', (_where, megabytes) => {
  beforeEach(async () => {
    newsroom = await startNewsroom({ environment: { PAGE_CACHE_MB: megabytes } });
    story = await addStory(newsroom);
    counted = new Map();
  });

  test('each reader of a story counts, and who has it already and asks whether it changed', async () => {
    for (const browser of browsers) expect(await read(story.path, { 'user-agent': browser })).toBe(200);
    await read(`${story.path}?utm_source=post`, { cookie: 'theme=dark' });
    const { headers } = await newsroom.visitor().get(story.path);
    expect(await read(story.path, { 'if-none-match': String(headers.etag) })).toBe(304);
    await Promise.all([1, 2, 3].map(() => read(story.path)));
    await untilCounted(browsers.length + 5);
    expect(counted).toEqual(new Map([[story.articleId, browsers.length + 5]]));
  });

  describe('nothing counts that is no reading:', () => {
    afterEach(async () => {
      await read(story.path);
      await untilCounted(1);
      expect(counted).toEqual(new Map([[story.articleId, 1]]));
    });

    test('headers alone', async () => {
      for (const _ of [1, 2]) expect(await ask(story.path, { 'user-agent': firefox }, 'HEAD')).toBe(200);
    });

    test.each([
      ['sec-purpose', 'prefetch'],
      ['sec-purpose', 'prefetch;prerender'],
      ['purpose', 'prefetch'],
      ['x-moz', 'prefetch'],
      ['x-purpose', 'preview'],
    ])('a page that is fetched ahead (%s: %s)', async (name, value) => {
      for (const _ of [1, 2]) expect(await read(story.path, { [name]: value })).toBe(200);
    });

    test.each([
      ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
      [
        'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/128.0.0.0 Safari/537.36',
      ],
      ['facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'],
      ['curl/8.5.0'],
      ['python-requests/2.32.3'],
      [''],
      [`${firefox} ${'x/1 '.repeat(200)}`],
    ])('a program that looks through sites (%s)', async (name) => {
      for (const _ of [1, 2]) expect(await read(story.path, { 'user-agent': name })).toBe(200);
    });

    test('a program that says nothing of itself', async () => {
      for (const _ of [1, 2]) expect(await ask(story.path)).toBe(200);
    });

    test('the newsroom’s own people', async () => {
      const desk = await newsroom.signIn(newsroom.editor);
      for (const _ of [1, 2]) await desk.get(story.path).set('User-Agent', firefox).expect(200);
    });

    test('other pages, and what is none', async () => {
      const others = ['/', '/politics', `${story.path}/history`, '/feed.xml'];
      for (const path of others) expect(await read(path)).toBe(200);
      expect(await read(`${story.path}-not`)).toBe(404);
      const gone = await addStory(newsroom);
      const { context, editor } = newsroom;
      await withdraw(context, editor, { articleId: gone.articleId, reason: 'It was not so.' });
      expect(await read(gone.path)).toBe(410);
    });
  });

  test('a session that is over is none', async () => {
    await read(story.path, { cookie: `session=${'a'.repeat(43)}` });
    await untilCounted(1);
    expect(counted.get(story.articleId)).toBe(1);
  });
});

test('Writing it down drops no page', async () => {
  newsroom = await startNewsroom({ environment: { PAGE_CACHE_MB: '8' } });
  story = await addStory(newsroom);
  const { context } = newsroom;
  for (const path of [story.path, '/', '/politics']) await read(path);
  await until(() => context.pages?.counts().pages === 3, 1000);
  await read(story.path);
  const before = context.pages?.counts();
  await writeReads(context);
  expect(await context.db.reader.selectFrom('story_reads').select('count').execute()).not.toEqual([]);
  for (const path of [story.path, '/', '/politics']) await read(path);
  expect(context.pages?.counts()).toEqual({ ...before, hits: (before?.hits ?? 0) + 3 });
});

test('Where nothing can be written, what is counted takes no more room for ever', () => {
  const reads = createReadCounts();
  const request = { method: 'GET', headers: { 'user-agent': firefox } } as Parameters<typeof reads.count>[0];
  for (let id = 0; id < 30_000; id += 1) reads.count(request, id);
  reads.count(request, 1);
  const taken = reads.take();
  expect(taken).toHaveLength(20_000);
  expect(taken[1]).toEqual([1, 2]);
  reads.count(request, 99_999);
  reads.putBack(taken);
  expect(reads.take()).toHaveLength(20_000);
});
