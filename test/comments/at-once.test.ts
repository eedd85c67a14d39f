import { beforeEach, expect, test } from '@jest/globals';
import { addStory, countComments, type Newsroom, renske, startNewsroom, type TestStory } from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await addStory(newsroom);
});

const post = (text: string) =>
  newsroom.reader().post(`${story.path}/comments`).type('form').send({ text, name: renske.Name, email: renske.Email });

test('Two hundred who post at once are all kept, each in a thread of its own, counted and told in the order of their events', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, (_, number) => post(`Remark ${number}.`)));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(200);
  expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(200);
  const { reader } = newsroom.context.db;
  const rows = await reader.selectFrom('comments').select(['id', 'thread_id']).orderBy('id').execute();
  expect(rows).toHaveLength(200);
  expect(rows.every((row) => row.id === row.thread_id)).toBe(true);
  const counts = reader.selectFrom('comment_counts').select('held').where('article_id', '=', story.articleId);
  expect(await counts.executeTakeFirstOrThrow()).toEqual({ held: 200 });
  const events = reader.selectFrom('events').select('subject').where('action', '=', 'comment.posted').orderBy('id');
  expect((await events.execute()).map(({ subject }) => subject)).toEqual(rows.map(({ id }) => `comment:${id}`));
});

test('Among many at once, those that are refused get their text back and take nobody along', async () => {
  const texts = Array.from({ length: 60 }, (_, number) => (number % 3 === 0 ? 'The same again.' : `Remark ${number}.`));
  const answers = await Promise.all(texts.map(post));
  const accepted = answers.filter(({ status }) => status === 303);
  const refused = answers.filter(({ status }) => status === 422);
  expect([accepted.length, refused.length]).toEqual([41, 19]);
  for (const { text } of refused) expect(text).toContain('The same again.');
  expect(await countComments(newsroom.context)).toBe(41);
});
