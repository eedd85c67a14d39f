import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { addReply, addStory, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import { type ReadFeed, readAtom, readJson, readRss } from '../support/feeds.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Newsroom;
let story: TestStory;
const ids: number[] = [];

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  story = await addStory(newsroom, { headline: 'Who pays <for> tolls & ferries?' });
  const { articleId } = story;
  const first = await addReply(newsroom, { articleId, name: 'Renske & co <b>', text: 'I do.' });
  newsroom.clock.advance({ minutes: 5 });
  ids.push(first, await addReply(newsroom, { articleId, threadId: first, name: 'Bram', text: 'ميناء ]]> 🚢' }));
});

const get = (ending: string): Promise<Response> =>
  Promise.resolve(newsroom.visitor().get(`${story.path}/comments/feed.${ending}`).buffer(true).expect(200));

const read: Record<string, (answer: Response) => Promise<ReadFeed> | ReadFeed> = {
  xml: readRss,
  atom: readAtom,
  json: readJson,
};

describe.each(Object.entries(read))('The feed of a story’s comments as feed.%s', (ending, parse) => {
  test('has them, replies too, the newest first, and nothing of their writers but the name', async () => {
    const answer = await get(ending);
    const { items, self, title, texts } = await parse(answer);
    expect(self).toBe(`${newsroom.url}${story.path}/comments/feed.${ending}`);
    expect(title).toBe('Comments: Who pays <for> tolls & ferries?');
    expect(items.map(({ title: said, authors }) => [said, authors])).toEqual([
      ['Comment by Bram', ['Bram']],
      ['Comment by Renske & co <b>', ['Renske & co <b>']],
    ]);
    const addresses = ids.toReversed().map((id) => `${newsroom.url}${story.path}/comments/${id}`);
    expect(items.map(({ address }) => address)).toEqual(addresses);
    expect(new Set(items.map(({ id }) => id)).size).toBe(2);
    expect(texts['Comment by Bram']).toContain('ميناء ');
    expect(answer.text).not.toContain('@');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });
});

test('The story’s page says where it is, and so does the end of its thread', async () => {
  const answer = await newsroom.visitor().get(story.path).expect(200);
  const address = `${story.path}/comments/feed.xml`;
  expect(readPage(answer).feeds).toMatchObject({ 'application/rss+xml': `${newsroom.url}${address}` });
  expect(answer.text).toContain(`<a href="${address}">Follow by RSS</a>`);
});

test('A story without comments has a feed with none, and its page names none', async () => {
  const bare = await addStory(newsroom);
  const { items } = await readRss(
    await newsroom.visitor().get(`${bare.path}/comments/feed.xml`).buffer(true).expect(200),
  );
  expect(items).toEqual([]);
  expect((await newsroom.visitor().get(bare.path)).text).not.toContain('comments/feed.xml');
});

test('What readers do not see is in no feed', async () => {
  const { articleId, path } = await addStory(newsroom);
  const id = await addReply(newsroom, { articleId, text: 'Gone meanwhile.' });
  const feed = () => newsroom.visitor().get(`${path}/comments/feed.json`);
  expect((await feed()).text).toContain('Gone meanwhile.');
  for (const state of ['held', 'rejected', 'removed'] as const) {
    await newsroom.context.db.writer.updateTable('comments').set({ state }).where('id', '=', id).execute();
    expect((await feed()).text).not.toContain('Gone meanwhile.');
  }
});

test('It holds the newest fifty', async () => {
  const { articleId, path } = await addStory(newsroom);
  for (let count = 0; count < 52; count += 1) await addReply(newsroom, { articleId });
  const { items } = readJson(await newsroom.visitor().get(`${path}/comments/feed.json`));
  expect(items.length).toBe(50);
});
