import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { publishComment, rejectComment } from '../../src/comments/actions/decide.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  addReply,
  addStory,
  commenterCookie,
  idIn,
  isHeld,
  isPublished,
  leaveComment,
  type Newsroom,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
let reader: Agent;
let people = 0;
/** A comment that waits for a moderator, and the signed address that its writer was led to. */
let held: number;
let address: string;
let cookie: string;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
});

beforeEach(async () => {
  people += 1;
  story = await addStory(newsroom);
  reader = newsroom.reader();
  const posted = await say('As it was typed.');
  held = idIn(posted);
  cookie = commenterCookie(posted);
  address = String(posted.headers.location).split('#')[0] ?? '';
});

const say = (Comment: string) => leaveComment(reader, story.path, { Comment, Email: `changer-${people}@example.org` });
const letThrough = (id: number) => publishComment(newsroom.context, newsroom.editor, { id, seen: 'held' });
const editPage = (id: number) => `${story.path}/comments/${id}/edit`;

/** Through the page on which a writer changes a comment. */
async function edit(agent: Agent, at: string, Comment: string) {
  return sendForm(agent, fillForm(await agent.get(at).expect(200), 'Save changes', { Comment }));
}

async function historyOf(id: number) {
  const rows = newsroom.context.db.reader.selectFrom('comment_history').select(['kind', 'detail', 'person_id']);
  return rows.where('comment_id', '=', id).orderBy('id').execute();
}

test('From the page of a comment that waits, a link leads to where it can be changed', async () => {
  const page = await reader.get(address).expect(200);
  const link = /href="([^"]+)"[^>]*>Edit or delete</.exec(page.text)?.[1]?.replace('&#x3D;', '=') ?? '';
  // Even from another machine: whoever has the signed address wrote it.
  const elsewhere = newsroom.reader();
  const opened = await elsewhere.get(link).expect(200);
  expect(opened.text).toContain('You can change or delete it until 12:10.');
  expect(opened.headers['cache-control']).toBe('private, no-store');
  expect(isHeld(await edit(elsewhere, link, 'As it was meant.'))).toBe(true);
  expect(await stored(newsroom.context, held)).toMatchObject({
    ...{ text: 'As it was meant.', html: '<p dir="auto">As it was meant.</p>', state: 'held', reason: 'first-comment' },
    edited_at: newsroom.clock.now(),
  });
  expect(await historyOf(held)).toEqual([{ kind: 'edited', detail: 'As it was typed.', person_id: null }]);
});

test('A published comment is changed in the browser that wrote it, and says so', async () => {
  await letThrough(held);
  const posted = await say('Second thoughts.');
  expect(isPublished(posted)).toBe(true);
  const page = await reader.get(story.path);
  expect(page.text).not.toContain('Edited');
  const link = editPage(idIn(posted));
  expect(page.text).toContain(`href="${link}"`);
  const changed = await edit(reader, link, 'Third thoughts.');
  expect(changed.headers.location).toBe(`${story.path}#comment-${idIn(posted)}`);
  const { text } = await newsroom.visitor().get(story.path);
  expect(text).toContain('Third thoughts.');
  expect(text).not.toContain('Second thoughts.');
  expect(text).toContain('<span>Edited</span>');
});

test('The page offers no way to change what is older than ten minutes', async () => {
  await letThrough(held);
  newsroom.clock.advance({ minutes: 10 });
  const { text } = await newsroom.visitor().get(story.path);
  expect(text).not.toContain('/edit"');
});

describe('Nobody else changes it', () => {
  test.each([
    ['another browser', () => newsroom.reader()],
    [
      'a forged cookie',
      () =>
        newsroom.reader().set(
          'Cookie',
          cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        ),
    ],
  ])('%s', async (_who, open) => {
    const stranger = open();
    for (const asked of [editPage(held), `${editPage(held)}?key=${'a'.repeat(43)}`, `${editPage(held)}?key=`]) {
      await stranger.get(asked).expect(404);
      await stranger.post(asked).type('form').send({ text: 'Mine now.' }).expect(404);
      await stranger.post(asked.replace('/edit', '/delete')).expect(404);
    }
    expect(await stored(newsroom.context, held)).toMatchObject({ text: 'As it was typed.', state: 'held' });
  });

  test('The key of one comment opens no other, and none below another story', async () => {
    const key = new URL(address, 'http://localhost').searchParams.get('key');
    const other = idIn(await say('Another one.'));
    const stranger = newsroom.reader();
    await stranger.get(`${editPage(other)}?key=${key}`).expect(404);
    const elsewhere = await addStory(newsroom);
    await stranger.get(`${elsewhere.path}/comments/${held}/edit?key=${key}`).expect(404);
    await stranger.post(`${elsewhere.path}/comments/${held}/delete?key=${key}`).expect(404);
  });

  test('What staff wrote is theirs by name, whatever browser it was', async () => {
    const desk = await newsroom.signIn(newsroom.editor);
    const posted = await sendForm(desk, fillForm(await desk.get(story.path), 'Post comment', { Comment: 'From us.' }));
    const own = editPage(idIn(posted));
    const signedOut = newsroom.reader().set('Cookie', commenterCookie(posted));
    await signedOut.get(own).expect(404);
    await signedOut.post(own).type('form').send({ text: 'From you.' }).expect(404);
    expect((await edit(desk, own, 'From all of us.')).status).toBe(303);
    expect(await stored(newsroom.context, idIn(posted))).toMatchObject({ text: 'From all of us.', state: 'published' });
  });
});

describe('After ten minutes', () => {
  test('nothing is changed or deleted, and what was typed is kept', async () => {
    newsroom.clock.advance({ minutes: 9, seconds: 59 });
    const form = fillForm(await reader.get(editPage(held)), 'Save changes', { Comment: 'Too late & lost?' });
    newsroom.clock.advance({ seconds: 1 });
    const late = await sendForm(reader, form).expect(422);
    expect(late.text).toContain('The time is over in which you could change or delete it.');
    expect(late.text).toContain('Too late &amp; lost?</textarea>');
    expect(late.text).not.toContain('Save changes');
    await reader.post(editPage(held).replace('/edit', '/delete')).expect(422);
    expect(await stored(newsroom.context, held)).toMatchObject({
      text: 'As it was typed.',
      state: 'held',
      edited_at: null,
    });
    expect((await reader.get(editPage(held)).expect(200)).text).not.toContain('<textarea');
    expect((await reader.get(address)).text).not.toContain('Edit or delete');
  });

  test('nor is what a moderator rejected', async () => {
    await rejectComment(newsroom.context, newsroom.editor, { id: held, seen: 'held' });
    await reader.post(editPage(held)).type('form').send({ text: 'Nicer.' }).expect(422);
    expect(await stored(newsroom.context, held)).toMatchObject({ text: 'As it was typed.', state: 'rejected' });
  });
});

describe('A changed text passes the rules again', () => {
  const links = 'https://a.example https://b.example https://c.example';

  test('one with many links is held, wherever it stood', async () => {
    await letThrough(held);
    expect(isHeld(await edit(reader, editPage(held), links))).toBe(true);
    expect(await stored(newsroom.context, held)).toMatchObject({ state: 'held', reason: 'links' });
    expect((await newsroom.visitor().get(story.path)).text).not.toContain('a.example');
    // Without them it is as welcome as any other of somebody known: that one was let through, and is not now.
    expect(isHeld(await edit(reader, editPage(held), 'Without.'))).toBe(true);
  });

  test('what rules held comes out where nothing holds it any more', async () => {
    await letThrough(held);
    const withLinks = idIn(await say(links));
    expect(await stored(newsroom.context, withLinks)).toMatchObject({ state: 'held' });
    expect(isPublished(await edit(reader, editPage(withLinks), 'Without.'))).toBe(true);
  });

  test.each([
    ['nothing', ' \u200B ', 'Write your comment.'],
    ['too much', 'a'.repeat(5001), 'Shorten your comment to 5,000 characters.'],
    ['space that looks like something', '&nbsp;', 'Write your comment.'],
  ])('%s is refused, and kept', async (_what, typed, says) => {
    const refused = await reader.post(editPage(held)).type('form').send({ text: typed }).expect(422);
    expect(refused.text).toContain(says);
    expect(refused.text).toContain('Save changes');
    expect(await stored(newsroom.context, held)).toMatchObject({ text: 'As it was typed.', edited_at: null });
  });

  test('saving what is there already changes nothing', async () => {
    await edit(reader, editPage(held), 'As it was typed.');
    expect(await stored(newsroom.context, held)).toMatchObject({ edited_at: null });
  });
});

describe('A deleted comment', () => {
  const remove = async (id: number) =>
    sendForm(reader, fillForm(await reader.get(editPage(id)).expect(200), 'Delete comment'));

  test('is gone, with what it said before and who wrote it', async () => {
    await letThrough(held);
    await edit(reader, editPage(held), 'A second thought.');
    const answered = await remove(held);
    expect(answered.headers.location).toBe(`${story.path}#comments`);
    const { text } = await newsroom.visitor().get(story.path);
    expect(text).not.toContain(`comment-${held}`);
    expect(text).toContain('No comments yet');
    expect(await stored(newsroom.context, held)).toMatchObject({
      state: 'removed',
      text: '',
      html: '',
      name: '',
      email: '',
    });
    expect(new Set((await historyOf(held)).map(({ detail }) => detail))).toEqual(new Set(['']));
    await reader.get(editPage(held).replace('/edit', '')).expect(404);
  });

  test('leaves its place where others hang on it', async () => {
    await letThrough(held);
    await addReply(newsroom, { articleId: story.articleId, threadId: held, text: 'I disagree.' });
    await remove(held);
    const { text } = await newsroom.visitor().get(story.path);
    expect(text).toContain('This comment was removed by whoever wrote it.');
    expect(text).toContain('I disagree.');
    expect(text).not.toContain('As it was typed.');
  });

  test('can be deleted where comments were closed meanwhile, but not changed', async () => {
    const { articleId } = story;
    await newsroom.context.db.transaction((tx) =>
      tx.updateTable('published_articles').set({ comments: 'closed' }).where('article_id', '=', articleId).execute(),
    );
    const closed = await edit(reader, editPage(held), 'More.');
    expect(closed.status).toBe(422);
    expect(closed.text).toContain('Comments on this story are closed.');
    expect((await remove(held)).status).toBe(303);
  });

  test('is deleted once, however often that is sent', async () => {
    const form = fillForm(await reader.get(editPage(held)), 'Delete comment');
    const answers = await Promise.all(Array.from({ length: 5 }, () => sendForm(reader, form)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect((await historyOf(held)).length).toBe(1);
  });
});

test('A browser that changes comments all the time has to wait', async () => {
  const answers: number[] = [];
  for (let count = 0; count < 21; count += 1) {
    answers.push(
      (
        await reader
          .post(editPage(held))
          .type('form')
          .send({ text: `Version ${count}` })
      ).status,
    );
  }
  expect(answers.slice(0, 20)).toEqual(Array(20).fill(303));
  expect(answers.at(-1)).toBe(429);
});
