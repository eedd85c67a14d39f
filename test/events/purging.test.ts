import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { emptyPages } from '../../src/admin/actions/site.ts';
import { publishComment } from '../../src/comments/actions/decide.ts';
import { Unavailable } from '../../src/errors.ts';
import { purgeOutdated } from '../../src/events/purging.ts';
import { startPurging } from '../../src/server/purging.ts';
import { addStory, leaveComment, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import { cleanUp } from '../support/clean-up.ts';
import { startOtherSite } from '../support/other-site.ts';
import { until } from '../support/until.ts';

/* A cache before the site, which keeps pages and drops what it is told to. */

interface Heard {
  headers: Record<string, unknown>;
  tags: string[];
}

let newsroom: Newsroom;
let story: TestStory;
let heard: Heard[];
let status: number;

beforeEach(async () => {
  [heard, status] = [[], 200];
  const cache = await startOtherSite(async (request, response) => {
    const { tags } = JSON.parse(await text(request)) as { tags: string[] };
    if (status === 200) heard.push({ headers: request.headers, tags });
    response.writeHead(status).end();
  });
  const address = cache.url.replace('//', '//desk:s%40cret@');
  const environment = { PAGE_CACHE_MB: '8', PURGE_URL: `${address}/purge`, PURGE_HEADER: 'X-Key: 12 34' };
  newsroom = await startNewsroom({ environment });
  story = await addStory(newsroom);
});

function purging() {
  const { db, config } = newsroom.context;
  if (!config.purge) throw new Error('It is told.');
  return { db, purge: config.purge };
}

/** It was told of everything that happened until now. */
async function catchUp(): Promise<void> {
  while (await purgeOutdated(purging()));
  heard = [];
}

describe('A cache before the site is told', () => {
  test('at first that all it has may be old, then what happened, and nothing twice', async () => {
    expect(await purgeOutdated(purging())).toEqual(['site']);
    expect(await purgeOutdated(purging())).toBeNull();
    const next = await addStory(newsroom);
    await purgeOutdated(purging());
    const [first, second] = heard;
    expect(first?.tags).toEqual(['site']);
    expect(second?.tags).toEqual(
      expect.arrayContaining([`article:${next.articleId}`, 'front', `section:${newsroom.sectionId}`]),
    );
    expect(second?.tags.some((tag) => tag.startsWith('path:'))).toBe(false);
    expect(second?.headers).toMatchObject({
      'surrogate-key': second?.tags.join(' '),
      authorization: `Basic ${Buffer.from('desk:s@cret').toString('base64')}`,
      'x-key': '12 34',
    });
    expect(await purgeOutdated(purging())).toBeNull();
    expect(heard).toHaveLength(2);
  });

  test('of a comment when readers see it, and of no text, name or address', async () => {
    await catchUp();
    await leaveComment(newsroom.reader(), story.path, { Comment: 'It begins here.' });
    expect(await purgeOutdated(purging())).toEqual([]);
    expect(heard).toEqual([]);
    const held = newsroom.context.db.reader.selectFrom('comments').select('id').where('state', '=', 'held');
    await publishComment(newsroom.context, newsroom.editor, {
      ...(await held.executeTakeFirstOrThrow()),
      seen: 'held',
    });
    await purgeOutdated(purging());
    expect(heard.map(({ tags }) => tags)).toEqual([[`article:${story.articleId}`]]);
  });

  test('of everything by an administrator', async () => {
    await catchUp();
    await emptyPages(newsroom.context, { ...newsroom.editor, role: 'admin' });
    await purgeOutdated(purging());
    expect(heard.map(({ tags }) => tags)).toEqual([['site']]);
  });

  test('again, where it did not hear', async () => {
    await catchUp();
    status = 503;
    const first = await addStory(newsroom);
    await expect(purgeOutdated(purging())).rejects.toThrow(Unavailable);
    const second = await addStory(newsroom);
    status = 200;
    expect(await purgeOutdated(purging())).toEqual(
      expect.arrayContaining([`article:${first.articleId}`, `article:${second.articleId}`]),
    );
  });

  test('by itself, once more a while later, and on its own after it could not be reached', async () => {
    await catchUp();
    status = 500;
    const stop = startPurging(newsroom.context, { every: 20, term: 5000, longest: 40, again: 100 });
    cleanUp(stop);
    const { articleId } = await addStory(newsroom);
    const told = () => heard.filter(({ tags }) => tags.includes(`article:${articleId}`)).length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(told()).toBe(0);
    status = 200;
    await until(() => told() === 2, 5000);
    await stop();
    await addStory(newsroom);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(told()).toBe(2);
  });
});

describe('What it may keep says', () => {
  const names = (answer: { headers: Record<string, string> }) => String(answer.headers['surrogate-key']).split(' ');

  test('for how long, under which names, and of what is kept here how old it is', async () => {
    for (const _ of [1, 2]) {
      const answer = await newsroom.visitor().get(story.path).expect(200);
      const [, left] = /^max-age=0, must-revalidate, s-maxage=(\d+)$/.exec(answer.headers['cache-control'] ?? '') ?? [];
      // A new comment form stands there until midnight at the latest, since pages say today.
      expect(Number(left)).toBe(12 * 60 * 60);
      expect(names(answer)).toEqual(expect.arrayContaining(['site', `article:${story.articleId}`]));
      expect(answer.headers['cache-tag']).toBe(names(answer).join(','));
      expect(answer.headers.age).toBe('0');
    }
    const feed = await newsroom.visitor().get('/feed.xml').expect(200);
    expect([names(feed), feed.headers['cache-control']]).toEqual([
      ['site', 'front'],
      expect.stringContaining('s-maxage'),
    ]);
  });

  test('nothing of the kind to who has signed in, of a search or of what is not there', async () => {
    const desk = await newsroom.signIn(newsroom.editor);
    const answers = [
      await desk.get(story.path).expect(200),
      await newsroom.visitor().get('/search?q=dockers').expect(200),
      await newsroom.visitor().get('/nowhere').expect(404),
    ];
    for (const { headers } of answers) {
      expect(headers['cache-control']).not.toContain('s-maxage');
      expect(headers['surrogate-key']).toBeUndefined();
    }
  });
});

test('Where no cache is told, none may keep anything', async () => {
  const other = await startNewsroom({ environment: { PAGE_CACHE_MB: '8' } });
  const { headers } = await other.visitor().get('/').expect(200);
  expect(headers['cache-control']).toBe('max-age=0, must-revalidate');
  expect([headers['surrogate-key'], headers['cache-tag'], headers.age]).toEqual([undefined, undefined, undefined]);
});
