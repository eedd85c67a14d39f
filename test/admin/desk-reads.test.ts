import { beforeEach, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { setSite } from '../../src/admin/actions/site.ts';
import { addReads } from '../../src/articles/queries/reads.ts';
import { addDraft, addStory, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Newsroom;
let author: Person;
let story: TestStory;
let desk: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom({ now: '2026-11-23T19:07:00.000Z' });
  const { context, editor } = newsroom;
  author = await addPerson(context, { role: 'author', name: 'Tomas Brandt' });
  // Half an hour beside the hours of UTC: the day began at 18:30.
  await setSite(context, null, { zone: 'Asia/Kolkata' });
  story = await addStory(newsroom, { headline: 'Dockers halt speech', authorIds: [author.id] });
  desk = await newsroom.signIn(editor);
});

const count = (since: string, reads: number) =>
  newsroom.context.db.transaction((tx) => addReads(tx, since, [[story.articleId, reads]]));

const notes = async (agent: Agent) => readPage(await agent.get('/admin/articles').expect(200)).texts('.sub');

test('The list and the story’s own page say how often it was read in the last hour and today', async () => {
  await addDraft(newsroom, { headline: 'Another' });
  await addStory(newsroom, { headline: 'Nobody reads this' });
  expect((await notes(desk)).join()).not.toContain('read');
  await count('2026-11-23T18:00:00.000Z', 1);
  await count('2026-11-23T18:10:00.000Z', 20);
  await count('2026-11-23T18:30:00.000Z', 300);
  await count('2026-11-23T19:00:00.000Z', 4000);
  const says = '4,320 reads in the last hour, 4,300 today';
  expect((await notes(desk)).filter((note) => note.includes('read'))).toEqual([says]);
  const own = await newsroom.signIn(author);
  for (const agent of [desk, own]) {
    expect((await notes(agent)).join()).toContain(says);
    expect((await agent.get(`/admin/articles/${story.articleId}`).expect(200)).text).toContain(says);
  }
  newsroom.clock.set('2026-11-23T20:10:00.001Z');
  desk = await newsroom.signIn(newsroom.editor);
  expect((await notes(desk)).join()).toContain('4,300 reads today');
  newsroom.clock.set('2026-11-24T18:30:00.000Z');
  desk = await newsroom.signIn(newsroom.editor);
  expect((await notes(desk)).join()).not.toContain('read');
});

test('No reader is told, and nobody whose story it is not', async () => {
  await count('2026-11-23T19:00:00.000Z', 12345);
  const other = await newsroom.signIn('author');
  const moderator = await newsroom.signIn('moderator');
  for (const agent of [newsroom.visitor(), other, moderator, desk]) {
    for (const path of ['/', story.path]) expect((await agent.get(path).expect(200)).text).not.toContain('12,345');
  }
  expect((await other.get('/admin/articles').expect(200)).text).not.toContain('12,345');
  await other.get(`/admin/articles/${story.articleId}`).expect(404);
  await moderator.get('/admin/articles').expect(403);
});
