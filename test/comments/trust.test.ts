import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { publishComment, rejectComment } from '../../src/comments/actions/decide.ts';
import type { Agent } from '../support/app.ts';
import type { Values } from '../support/forms.ts';
import {
  addStory,
  commenterCookie,
  idIn,
  isHeld,
  isPublished,
  leaveComment,
  type Newsroom,
  startNewsroom,
  type TestStory,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
let people = 0;
let email: string;
/** The browser of somebody of whom a comment was let through. */
let known: Agent;
let cookie: string;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
});

beforeEach(async () => {
  people += 1;
  email = `reader-${people}@example.org`;
  story = await addStory(newsroom);
  known = newsroom.reader();
  const posted = await say(known, story.path);
  cookie = commenterCookie(posted);
  await publishComment(newsroom.context, newsroom.editor, { id: idIn(posted), seen: 'held' });
  newsroom.clock.advance({ minutes: 5 });
});

const say = (agent: Agent, path: string, values: Values = {}) => leaveComment(agent, path, { Email: email, ...values });

test('The same email and name from the same browser appear at once', async () => {
  const posted = await say(known, story.path, { Comment: 'And who pays?' });
  expect(isPublished(posted)).toBe(true);
  expect(posted.headers.location).toBe(`${story.path}#comment-${idIn(posted)}`);
  expect((await newsroom.reader().get(story.path)).text).toContain('And who pays?');
  const events = newsroom.context.db.reader.selectFrom('events').selectAll().orderBy('id', 'desc');
  const { names } = await events.executeTakeFirstOrThrow();
  expect(JSON.parse(names)).toEqual([`comments:${story.articleId}`, `article:${story.articleId}`]);
});

test('So do they on another story', async () => {
  expect(isPublished(await say(known, (await addStory(newsroom)).path))).toBe(true);
});

test('The browser is named for a year by a cookie that scripts and other sites cannot use', async () => {
  const posted = await say(known, story.path);
  expect(String(posted.headers['set-cookie'])).toMatch(
    /^commenter=[\w-]{22}\.[\w-]{43}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
  );
  expect(commenterCookie(posted)).toBe(cookie);
});

test.each([
  ['another name', { Name: 'Renske W.' }],
  ['another email', { Email: 'renske@example.com' }],
])('The same browser with %s is held', async (_what, values) => {
  expect(isHeld(await say(known, story.path, values))).toBe(true);
});

test('Knowing the name and the email is no pass', async () => {
  expect(isHeld(await say(newsroom.reader(), story.path))).toBe(true);
});

test.each([
  ['forged', (value: string) => value.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
  ['changed', (value: string) => value.replace(/=./, (first) => (first === '=A' ? '=B' : '=A'))],
  ['unsigned', (value: string) => value.replace(/\..*/, '')],
])('A cookie that is %s is no pass, and is replaced', async (_how, change) => {
  const agent = newsroom.reader().set('Cookie', change(cookie));
  const posted = await say(agent, story.path);
  expect(isHeld(posted)).toBe(true);
  expect(commenterCookie(posted)).toMatch(/^commenter=/);
  expect(commenterCookie(posted)).not.toBe(cookie);
});

test('A rejection ends the trust, and a comment let through after it brings it back', async () => {
  const second = await say(known, story.path);
  newsroom.clock.advance({ minutes: 5 });
  await rejectComment(newsroom.context, newsroom.editor, { id: idIn(second), seen: 'published' });
  newsroom.clock.advance({ minutes: 5 });
  const third = await say(known, story.path);
  expect(isHeld(third)).toBe(true);
  newsroom.clock.advance({ minutes: 5 });
  await publishComment(newsroom.context, newsroom.editor, { id: idIn(third), seen: 'held' });
  newsroom.clock.advance({ minutes: 5 });
  expect(isPublished(await say(known, story.path))).toBe(true);
});

test('Somebody else who posts under the same email and is rejected takes the trust from nobody', async () => {
  const stranger = await say(newsroom.reader(), story.path);
  newsroom.clock.advance({ minutes: 5 });
  await rejectComment(newsroom.context, newsroom.editor, { id: idIn(stranger), seen: 'held' });
  expect(isPublished(await say(known, story.path))).toBe(true);
});

test('Many links are held from anybody', async () => {
  const text = 'https://a.example https://b.example https://c.example';
  expect(isHeld(await say(known, story.path, { Comment: text }))).toBe(true);
});

test('On a story whose comments are held, so are those of somebody known', async () => {
  const held = await addStory(newsroom, { comments: 'held' });
  expect((await known.get(held.path)).text).toContain('A moderator reads every comment on this story.');
  expect(isHeld(await say(known, held.path))).toBe(true);
});
