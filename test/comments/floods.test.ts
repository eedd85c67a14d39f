import { beforeEach, describe, expect, test } from '@jest/globals';
import { findFlood } from '../../src/comments/queries/floods.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  addStory,
  idIn,
  isHeld,
  leaveComment,
  type Newsroom,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
let other: TestStory;
let agent: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
  other = await addStory(newsroom, { headline: 'Another' });
  agent = await newsroom.signIn('moderator');
});

async function turnOn(mode: 'hold' | 'close', of: TestStory | null, length = 'open'): Promise<void> {
  const page = await agent.get(`/admin/comments/flood${of ? `?story=${of.articleId}` : ''}`).expect(200);
  await sendForm(agent, fillForm(page, 'Turn it on', { mode, For: length })).expect(303);
}

const send = (path: string) =>
  newsroom
    .reader()
    .post(`${path}/comments`)
    .type('form')
    .send({ text: 'Mine.', name: 'Renske', email: 'r@example.org' });

describe('Flood mode', () => {
  test('holds even what people write of whom comments were let through', async () => {
    const reader = newsroom.reader();
    const id = idIn(await leaveComment(reader, story.path));
    await agent.post(`/admin/comments/${id}/publish`).type('form').send({ seen: 'held' }).expect(303);
    expect(isHeld(await leaveComment(reader, story.path))).toBe(false);
    await turnOn('hold', story);
    expect(isHeld(await leaveComment(reader, story.path))).toBe(true);
    expect(isHeld(await leaveComment(reader, other.path))).toBe(false);
    expect((await stored(newsroom.context, id)).state).toBe('published');
  });

  test('closes a story at once: no form, no post, no reply, and what is there stays', async () => {
    const id = idIn(await leaveComment(newsroom.reader(), story.path, { Comment: 'Said before.' }));
    await agent.post(`/admin/comments/${id}/publish`).type('form').send({ seen: 'held' }).expect(303);
    await turnOn('close', story);
    const { text } = await newsroom.reader().get(story.path).expect(200);
    expect(text).toContain('Said before.');
    expect(text).not.toContain('Post comment');
    expect((await send(story.path)).status).toBe(422);
    const reply = await newsroom.reader().get(`${story.path}/comments/${id}/reply`).expect(200);
    expect(reply.text).toContain('Comments are closed for a while.');
    expect(reply.text).not.toContain('Post comment');
    expect((await newsroom.reader().get(other.path)).text).toContain('Post comment');
  });

  test('for all stories counts beside that of one, the stricter first, and is shown in the queue until it is ended', async () => {
    await turnOn('hold', story);
    await turnOn('close', null);
    const { db, now } = newsroom.context;
    expect(await findFlood(db.reader, story.articleId, now())).toEqual({ mode: 'close', until: null });
    expect((await send(other.path)).status).toBe(422);
    const queue = await agent.get('/admin/comments').expect(200);
    expect(queue.text).toContain('On all stories, no comments are taken.');
    expect(queue.text).toContain('On “Dockers halt speech”, every new comment is held.');
    const ending = /End it<span class="visually-hidden">: (On all[^<]*)</.exec(queue.text)?.[1] ?? '';
    const form = fillForm(queue, `End it: ${ending}`);
    await sendForm(agent, form).expect(303);
    expect((await send(other.path)).status).toBe(303);
    expect(await findFlood(db.reader, story.articleId, now())).toEqual({ mode: 'hold', until: null });
    expect((await sendForm(agent, form).expect(409)).text).toContain('over already');
  });

  test('ends by itself when its time is over', async () => {
    await turnOn('close', story, 'hour');
    expect((await agent.get('/admin/comments')).text).toContain('until 23 November, 13:00');
    newsroom.clock.advance({ minutes: 61 });
    expect((await send(story.path)).status).toBe(303);
    expect((await newsroom.reader().get(story.path)).text).toContain('Post comment');
    expect((await agent.get('/admin/comments')).text).not.toContain('every new comment');
  });

  test('is put anew in place of what stood, also by twenty at once', async () => {
    const fields = { mode: 'hold', length: 'day', story: String(story.articleId) };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => agent.post('/admin/comments/flood').type('form').send(fields)),
    );
    expect(answers.every(({ status }) => status === 303)).toBe(true);
    await turnOn('close', story);
    const rows = await newsroom.context.db.reader.selectFrom('comment_floods').selectAll().execute();
    expect(rows.map(({ mode, until }) => [mode, until])).toEqual([['close', null]]);
  });

  test('never opens what is closed', async () => {
    const closed = await addStory(newsroom, { comments: 'closed' });
    await turnOn('hold', closed);
    expect((await send(closed.path)).status).toBe(422);
  });
});

test('What is wrong in the form is said', async () => {
  const ask = (fields: object) => agent.post('/admin/comments/flood').type('form').send(fields);
  await ask({ mode: 'burn', length: 'hour' }).expect(422);
  await ask({ mode: 'hold', length: 'constructor' }).expect(422);
  await ask({ mode: 'hold', length: 'hour', story: '999999' }).expect(404);
  await ask({ mode: 'hold', length: 'hour', story: "1' or 1=1" }).expect(404);
  await agent.get('/admin/comments/flood?story=999999').expect(404);
  expect(await newsroom.context.db.reader.selectFrom('comment_floods').selectAll().execute()).toEqual([]);
});
