import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { addStory, leaveComment, type Newsroom, renske, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import { type Started, startApp } from '../support/app.ts';
import { type Between, startBetween } from '../support/between.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabaseUrl, openUrl } from '../support/database.ts';
import { endConnections } from '../support/faults.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { eventually } from '../support/until.ts';

/* The server of the database is lost while the program runs, and comes back; the program is not started again. */

let url: string;
let between: Between;
let newsroom: Newsroom;
let story: TestStory;

beforeEach(async () => {
  url = await newDatabaseUrl();
  between = await startBetween(url);
  newsroom = await startNewsroom({ environment: { DATABASE_URL: between.url, PAGE_CACHE_MB: '8' } });
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
});

const text = 'What I wrote about the harbour.';
const commentForm = async (reader = newsroom.reader()) =>
  fillForm(await reader.get(story.path).expect(200), 'Post comment', { ...renske, Comment: text });
const kept = async ({ context } = newsroom as Started) =>
  (await context.db.reader.selectFrom('comments').select('text').execute()).length;

describe('While the server is away', () => {
  test('readers and writers are told so at once, with what was typed; then everything goes on', async () => {
    const reader = newsroom.reader();
    const form = await commentForm(reader);
    between.stop();
    const begun = performance.now();
    const page = await eventually(() => reader.get(story.path).expect(503));
    expect(page.headers['retry-after']).toBeDefined();
    expect(page.text).toMatch(/try again/i);
    const refused = await sendForm(reader, form).expect(503);
    expect(refused.text).toContain(text);
    expect(refused.text).not.toMatch(/postgres|ECONN|\.ts:\d/i);
    await reader.get('/healthz').expect(503, { reading: false });
    await reader.get('/healthz/write').expect(503, { reading: false, writing: false });
    expect(performance.now() - begun).toBeLessThan(10_000);
    between.start();
    await eventually(() => reader.get(story.path).expect(200));
    await eventually(() => sendForm(reader, form).expect(303));
    expect(await kept()).toBe(1);
    await eventually(() => reader.get('/healthz/write').expect(200));
  });
});

test('Where the server says nothing any more, readers and writers are told so, and read and write again once it does', async () => {
  const impatient = await startApp({ silence: 700, environment: { DATABASE_URL: between.url } });
  const reader = impatient.visitor();
  const form = await commentForm(reader);
  between.hush();
  const begun = performance.now();
  await reader.get(story.path).expect(503);
  await reader.get('/search?q=harbour').expect(503);
  await reader.get('/healthz').expect(503, { reading: false });
  const refused = await sendForm(reader, form).expect(503);
  expect(refused.text).toContain(text);
  expect(performance.now() - begun).toBeLessThan(10_000);
  between.mend();
  await eventually(() => reader.get(story.path).expect(200));
  await eventually(() => sendForm(reader, form).expect(303));
  expect(await kept(impatient)).toBe(1);
});

test('Connections that the server ends cost nobody more than one try', async () => {
  const reader = newsroom.reader();
  const form = await commentForm(reader);
  await endConnections(url);
  for (let asked = 0; asked < 10; asked += 1) expect([200, 503]).toContain((await reader.get('/politics')).status);
  await eventually(() => reader.get(story.path).expect(200));
  await eventually(() => sendForm(reader, form).expect(303));
  expect(await kept()).toBe(1);
});

test('A connection that is lost in a transaction is told as such, and leaves nothing behind', async () => {
  const { db } = newsroom.context;
  const lost = db.transaction(async (tx) => {
    await tx.insertInto('settings').values({ key: 'half', value: 'done' }).execute();
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
  });
  await expect(lost).rejects.toThrow('The database cannot be reached. Nothing was changed');
  expect(await db.reader.selectFrom('settings').select('key').where('key', '=', 'half').execute()).toEqual([]);
});

test('Where the answer to the commit is lost, nobody is told that nothing was changed', async () => {
  const reader = newsroom.reader();
  const form = await commentForm(reader);
  between.loseAnswerTo('commit');
  const answer = await sendForm(reader, form).expect(503);
  expect(readPage(answer).texts('textarea')).toEqual([text]);
  expect(answer.text).toContain('Look whether it is there before you send it again');
  expect(answer.text).not.toMatch(/nothing was changed/i);
  await eventually(async () => expect(await kept()).toBe(1));
});

test('A lock that somebody holds for long is waited for, and then told as such', async () => {
  const other = openUrl(url);
  cleanUp(() => other.close());
  const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const long = other.transaction(async () => {
    held.resolve();
    await over.promise;
  });
  await held.promise;
  const reader = newsroom.reader();
  const refused = leaveComment(reader, story.path, { Comment: text });
  await newsroom.reader().get('/politics').expect(200);
  const answer = await refused;
  expect(answer.status).toBe(503);
  expect(readPage(answer).texts('textarea')).toEqual([text]);
  over.resolve();
  await long;
  expect((await leaveComment(reader, story.path)).status).toBe(303);
});
