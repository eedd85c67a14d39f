import { beforeAll, describe, expect, test } from '@jest/globals';
import { publishComment, rejectComment } from '../../src/comments/actions/decide.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  addReply,
  addStory,
  idIn,
  isHeld,
  isPublished,
  leaveComment,
  type Newsroom,
  renske,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
});

const letThrough = (id: number) => publishComment(newsroom.context, newsroom.editor, { id, seen: 'held' });

describe('A first comment', () => {
  test('is held, and shown to its writer alone', async () => {
    const agent = newsroom.reader();
    const posted = await leaveComment(agent, story.path, { Comment: 'Who reads this?' });
    expect(isHeld(posted)).toBe(true);
    const own = await agent.get(posted.headers.location as string).expect(200);
    expect(own.text).toContain('Waiting for a moderator. Only you see this.');
    expect(own.text).toContain('Who reads this?');
    expect(own.text).toContain('Dockers halt speech');
    expect(own.text).toContain(`href="${story.path}#comments"`);
    expect(own.text).toContain(`id="comment-${idIn(posted)}"`);
    expect(own.headers['cache-control']).toBe('private, no-store');
    expect(own.text).toContain('content="noindex"');
    expect((await agent.get(story.path)).text).not.toContain('Who reads this?');
  });

  test('is shown by no address but the signed one', async () => {
    const agent = newsroom.reader();
    const other = await addStory(newsroom);
    const [first, second] = [await leaveComment(agent, story.path), await leaveComment(agent, story.path)];
    const [id, key] = [idIn(first), /key=([\w-]+)/.exec(second.headers.location ?? '')?.[1]];
    const right = /key=([\w-]+)/.exec(first.headers.location ?? '')?.[1];
    // The browser that wrote it is known by its cookie.
    await agent.get(`${story.path}/comments/${id}`).expect(200);
    const stranger = newsroom.reader();
    await stranger.get(`${story.path}/comments/${id}?key=${right}`).expect(200);
    await stranger.get(`${story.path}/comments/${id}`).expect(404);
    await stranger.get(`${story.path}/comments/${id}?key=`).expect(404);
    await stranger.get(`${story.path}/comments/${id}?key=${key}`).expect(404);
    await stranger.get(`${story.path}/comments/0${id}?key=${right}`).expect(404);
    await stranger.get(`${story.path}/comments/${id}?key=${right}&key=${right}`).expect(404);
    await agent.get(`${other.path}/comments/${id}?key=${right}`).expect(404);
  });

  test('stands below the story once it is let through, and its own address leads there', async () => {
    const agent = newsroom.reader();
    const posted = await leaveComment(agent, story.path, { Comment: 'The cameras went up in *August*.' });
    await letThrough(idIn(posted));
    const own = await agent.get(posted.headers.location as string).expect(303);
    expect(own.headers.location).toBe(`${story.path}#comment-${idIn(posted)}`);
    expect((await newsroom.reader().get(story.path)).text).toContain('The cameras went up in <em>August</em>.');
  });

  test('that is not let through says so to its writer', async () => {
    const agent = newsroom.reader();
    const posted = await leaveComment(agent, story.path);
    await rejectComment(newsroom.context, newsroom.editor, { id: idIn(posted), seen: 'held' });
    const own = await agent.get(posted.headers.location as string).expect(200);
    expect(own.text).toContain('A moderator did not publish this.');
    expect(own.text).not.toContain('Waiting');
  });

  test('keeps no address or name of the browser in the clear, and its event none of the person', async () => {
    const posted = await leaveComment(newsroom.reader(), story.path);
    const { browser_hash: hash } = await stored(newsroom.context, idIn(posted));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(String(posted.headers['set-cookie'])).not.toContain(hash as string);
    const events = newsroom.context.db.reader.selectFrom('events').selectAll().orderBy('id', 'desc');
    expect(await events.executeTakeFirstOrThrow()).toMatchObject({
      action: 'comment.posted',
      subject: `comment:${idIn(posted)}`,
      person_id: null,
      names: JSON.stringify([`comments:${story.articleId}`]),
    });
  });
});

describe('A reply', () => {
  test('is written on a page that quotes its parent, and hangs below it', async () => {
    const agent = newsroom.reader();
    const target = await addStory(newsroom);
    const parent = idIn(await leaveComment(agent, target.path, { Comment: 'Nobody told us.' }));
    await letThrough(parent);
    const page = await agent.get(`${target.path}/comments/${parent}/reply`).expect(200);
    expect((await agent.get(target.path)).text).toContain(`href="${target.path}/comments/${parent}/reply"`);
    expect(page.text).toContain('Nobody told us.');
    expect(page.text).toContain('Reply to Renske V.');
    expect(page.headers['cache-control']).toBe('private, no-store');
    const values = { Comment: 'Same at gate 9.', Name: 'J. Ferreira', Email: 'j@example.org' };
    const reply = await sendForm(agent, fillForm(page, 'Post comment', values));
    expect(isHeld(reply)).toBe(true);
    await letThrough(idIn(reply));
    expect(await stored(newsroom.context, idIn(reply))).toMatchObject({ parent_id: parent });
    expect((await agent.get(target.path)).text).toMatch(
      /Nobody told us\.[\s\S]*class="replies"[\s\S]*Same at gate 9\./,
    );
  });

  test('has no page below a comment that readers do not see, or see elsewhere, and no form where comments are closed', async () => {
    const [agent, other] = [newsroom.reader(), await addStory(newsroom)];
    const id = idIn(await leaveComment(agent, story.path));
    await agent.get(`${story.path}/comments/${id}/reply`).expect(404);
    await letThrough(id);
    await agent.get(`${story.path}/comments/${id}/reply`).expect(200);
    await agent.get(`${other.path}/comments/${id}/reply`).expect(404);
    await agent.get(`${story.path}/comments/999999999999999/reply`).expect(404);
    const shown = newsroom.context.db.writer
      .updateTable('published_articles')
      .where('article_id', '=', story.articleId);
    await shown.set({ comments: 'closed' }).execute();
    const { text } = await agent.get(`${story.path}/comments/${id}/reply`).expect(200);
    await shown.set({ comments: 'open' }).execute();
    expect(text).toContain('Comments on this story are closed.');
    expect(text).not.toContain('Post comment');
  });
});

test('A reply deeper than the third level stands on the third, and says what it answers', async () => {
  const { path, articleId } = await addStory(newsroom);
  const first = idIn(await leaveComment(newsroom.reader(), path));
  await letThrough(first);
  let last = first;
  for (const name of ['Two', 'Three', 'Four']) {
    last = await addReply(newsroom, { articleId, threadId: first, parentId: last, name });
  }
  const { text } = await newsroom.reader().get(path);
  expect(text.match(/class="replies"/g)).toHaveLength(2);
  expect(text).toMatch(/Four<\/b>[\s\S]*href="#comment-\d+" rel="nofollow" dir="auto">In reply to Three</);
  expect(text.match(/In reply to/g)).toHaveLength(1);
});

describe('Staff who are signed in', () => {
  test('are published at once under their own name, with a badge where they wrote the story', async () => {
    const agent = await newsroom.signIn(newsroom.editor);
    const posted = await leaveComment(agent, story.path, { Comment: 'We are looking into it.' });
    expect(isPublished(posted)).toBe(true);
    expect(await stored(newsroom.context, idIn(posted))).toMatchObject({
      name: 'Mara Oyelaran',
      email: newsroom.editor.email,
      person_id: newsroom.editor.id,
    });
    expect((await newsroom.reader().get(story.path)).text).toMatch(/Mara Oyelaran<\/b>\s*<span class="badge">Author/);
  });

  test('have another badge below a story of somebody else', async () => {
    const target = await addStory(newsroom, { authorIds: [] });
    expect(isPublished(await leaveComment(await newsroom.signIn('author'), target.path))).toBe(true);
    expect((await newsroom.reader().get(target.path)).text).toContain('<span class="badge">Newsroom</span>');
  });
});

test('A story is the same for every reader, whatever cookie they have', async () => {
  const agent = newsroom.reader();
  await leaveComment(agent, story.path, renske);
  const [known, unknown] = [await agent.get(story.path), await newsroom.reader().get(story.path)];
  expect(known.text).toBe(unknown.text);
  expect(known.headers['set-cookie']).toBeUndefined();
});

test('A page of mistakes that is loaded again leads to the story', async () => {
  const answer = await newsroom.reader().get(`${story.path}/comments`).expect(303);
  expect(answer.headers.location).toBe(`${story.path}#comments`);
});
