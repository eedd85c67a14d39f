import { beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { addStory, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';

/* A row of the reading side is damaged: what is built of it cannot be read. */

let newsroom: Newsroom;
let whole: TestStory;
let broken: TestStory;
let logged: string[];

beforeEach(async () => {
  logged = [];
  const log = pino({ level: 'error' }, { write: (line) => void logged.push(line) });
  newsroom = await startNewsroom({ log });
  whole = await addStory(newsroom, { headline: 'Dockers halt speech' });
  broken = await addStory(newsroom, { headline: 'Quay is closed' });
  const { db } = newsroom.context;
  await db.transaction((tx) =>
    tx
      .updateTable('published_articles')
      .set({ blocks: '[{"half' })
      .where('article_id', '=', broken.articleId)
      .execute(),
  );
});

test('Only the page of its story fails, in plain words; lists and all other pages go on', async () => {
  const { text } = await newsroom.reader().get(broken.path).expect(500);
  expect(text).not.toMatch(/JSON|\.ts:\d|half/);
  const { text: feed } = await newsroom.reader().get('/feed.xml').expect(200);
  expect(feed).toContain('Dockers halt speech');
  for (const path of ['/', whole.path, '/politics', '/search?q=quay', '/feed.xml', '/sitemap.xml']) {
    const { status } = await newsroom.reader().get(path);
    expect({ path, status }).toEqual({ path, status: 200 });
  }
});

test('The log names its path, by which the row is found', async () => {
  await newsroom.reader().get(broken.path).expect(500);
  expect(logged.join()).toContain(broken.path);
});
