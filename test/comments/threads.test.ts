import { beforeAll, describe, expect, test } from '@jest/globals';
import { rejectComment } from '../../src/comments/actions/decide.ts';
import { firstReplies, threadsOnPage } from '../../src/comments/comment.ts';
import { readPage } from '../support/pages.ts';
import { addReply, addStory, idIn, leaveComment, type Newsroom, startNewsroom, type TestStory } from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
/** Threads, oldest first; the third has many replies. */
const threads: number[] = [];
const replies: number[] = [];

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  story = await addStory(newsroom, { headline: 'Dockers halt' });
  const { articleId } = story;
  for (let number = 0; number < threadsOnPage * 2 + 1; number += 1) {
    threads.push(await addReply(newsroom, { articleId, text: `Thread ${number}.` }));
  }
  const threadId = threads[2] as number;
  for (let number = 1; number <= firstReplies + 60; number += 1) {
    const parentId = replies.at(-1) ?? threadId;
    replies.push(await addReply(newsroom, { articleId, threadId, parentId, text: `Reply ${number}.` }));
  }
});

const get = async (path: string, status = 200) => readPage(await newsroom.reader().get(path).expect(status));

/** The numbers of the threads and replies that a page shows, in its order. */
const shown = ({ texts }: ReturnType<typeof readPage>) =>
  texts('.text').flatMap((text) => /^(Thread|Reply) (\d+)\.$/.exec(text)?.[0] ?? []);

const named = (what: string, from: number, to: number): string[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => `${what} ${from < to ? from + index : from - index}.`);

describe('Below a story', () => {
  test('stand its newest threads, all its comments counted', async () => {
    const page = await get(story.path);
    expect(page.texts('#comments-heading')).toEqual([`${threadsOnPage * 2 + 1 + firstReplies + 60} comments`]);
    expect(shown(page)).toEqual(named('Thread', threadsOnPage * 2, threadsOnPage + 1));
  });

  test('a way leads to those before, at an address that stays', async () => {
    const more = (await get(story.path)).links('.more-comments').at(-1) ?? '';
    expect(more).toBe(`${story.path}/comments?order=newest&from=${threads[threadsOnPage + 1]}#comments`);
    const before = await get(more);
    expect(shown(before)).toEqual(named('Thread', threadsOnPage, 1).flatMap(withReplies));
    expect(shown(await get(before.links('.more-comments').at(-1) ?? ''))).toEqual(['Thread 0.']);
    await addReply(newsroom, { articleId: story.articleId, text: 'Since then.' });
    expect(shown(await get(more))).toEqual(shown(before));
  });

  test('a way leads to the oldest first, and on from there', async () => {
    const oldest = await get(`${story.path}/comments?order=oldest`);
    expect(shown(oldest)).toEqual(named('Thread', 0, threadsOnPage - 1).flatMap(withReplies));
    const next = oldest.links('.more-comments').at(-1) ?? '';
    expect(shown(await get(next))).toEqual(named('Thread', threadsOnPage, threadsOnPage * 2 - 1));
  });

  test('odd addresses are the first page, or none', async () => {
    for (const query of ['', '?order=newest', '?order=up', '?from=x']) {
      const { headers } = await newsroom.reader().get(`${story.path}/comments${query}`).expect(303);
      expect(headers.location).toBe(`${story.path}#comments`);
    }
    await get(`${story.path}/comments?from=1`, 404);
    await get(`${story.path}/comments?order=oldest&from=999999999999999`, 404);
  });
});

/** Below the third thread its first replies. */
const withReplies = (text: string) => (text === 'Thread 2.' ? [text, ...named('Reply', 1, firstReplies)] : [text]);

describe('A long thread', () => {
  test('has pages of its own, each of which leads on and back', async () => {
    const address = `${story.path}/comments/${threads[2]}/thread?after=`;
    const first = await get(`${address}${firstReplies}`);
    expect(shown(first)).toEqual(['Thread 2.', ...named('Reply', firstReplies + 1, firstReplies + 50)]);
    const second = await get(`${address}${firstReplies + 50}`);
    expect(shown(second)).toEqual(['Thread 2.', ...named('Reply', firstReplies + 51, firstReplies + 60)]);
    expect(second.links('.more-comments')[0]).toBe(`${address}${firstReplies}#comments`);
    for (const after of [999, 999_999_999_999_999]) {
      const beyond = await get(`${address}${after}`);
      expect(shown(beyond)).toEqual(['Thread 2.']);
      expect(shown(await get(beyond.links('.more-comments')[0] ?? '')).length).toBeGreaterThan(1);
    }
  });

  test('belongs to its story', async () => {
    const other = await addStory(newsroom);
    await get(`${other.path}/comments/${threads[2]}/thread?after=20`, 404);
    await get(`${story.path}/comments/${replies[0]}/thread?after=20`, 404);
  });
});

describe('The address of a comment leads to where it stands', () => {
  const placed = async (id: number | undefined) =>
    (await newsroom.reader().get(`${story.path}/comments/${id}`).expect(303)).headers.location ?? '';

  test.each([
    ['on the first page', () => threads.at(-1)],
    ['on a later page', () => threads[1]],
    ['among the first replies of a thread', () => replies[0]],
    ['on the first page of a long thread', () => replies[firstReplies]],
    ['at its end', () => replies[firstReplies + 49]],
    ['on the second', () => replies[firstReplies + 50]],
  ])('%s', async (_place, id) => {
    const location = await placed(id());
    expect(location).toMatch(new RegExp(`#comment-${id()}$`));
    expect((await newsroom.reader().get(location).expect(200)).text).toContain(`id="comment-${id()}"`);
  });

  test('but not that of one which readers do not see', async () => {
    const held = idIn(await leaveComment(newsroom.reader(), (await addStory(newsroom)).path));
    await get(`${story.path}/comments/${held}`, 404);
  });
});

describe('What a moderator takes away', () => {
  test('leaves its place to what answers it, and goes where nothing does', async () => {
    const { articleId, path } = await addStory(newsroom);
    const head = await addReply(newsroom, { articleId, name: 'Somebody', text: 'Thread 1.' });
    const answer = await addReply(newsroom, { articleId, threadId: head, text: 'Reply 1.' });
    const reject = (id: number) => rejectComment(newsroom.context, newsroom.editor, { id, seen: 'published' });
    await reject(head);
    const page = await get(path);
    expect(shown(page)).toEqual(['Reply 1.']);
    expect(page.main).toContain('This comment is not shown.');
    expect(page.main).not.toContain('Somebody');
    expect(page.texts('#comments-heading')).toEqual(['1 comment']);
    await reject(answer);
    const empty = await get(path);
    expect(empty.main).not.toContain('This comment is not shown.');
    expect(empty.main).toContain('No comments yet.');
  });
});

test('Where a moderator took away all that a page has room for, the way to what follows stays', async () => {
  const { articleId, path } = await addStory(newsroom);
  const threadId = await addReply(newsroom, { articleId });
  const taken = [threadId];
  for (let number = 1; number <= firstReplies; number += 1)
    taken.push(await addReply(newsroom, { articleId, threadId }));
  await addReply(newsroom, { articleId, threadId, text: 'Reply 1.' });
  for (const id of taken) await rejectComment(newsroom.context, newsroom.editor, { id, seen: 'published' });
  const page = await get(path);
  expect(page.main).toContain('This comment is not shown.');
  expect(shown(await get(page.links('.more-comments')[0] ?? ''))).toEqual(['Reply 1.']);
});

test('Picked comments stand first, on the first page alone, and a note from the newsroom above them', async () => {
  const { articleId, path } = await addStory(newsroom);
  for (let number = 0; number <= threadsOnPage; number += 1) await addReply(newsroom, { articleId });
  const picked = await addReply(newsroom, { articleId, text: 'Thread 7.' });
  const { db } = newsroom.context;
  const at = newsroom.clock.now();
  await db.writer.updateTable('comments').set({ picked_at: at }).where('id', '=', picked).execute();
  const note = { article_id: articleId, text: 'Be kind.', html: '<p>Be kind.</p>', at, person_id: newsroom.editor.id };
  await db.writer.insertInto('pinned_notes').values(note).execute();
  const first = await get(path);
  expect(first.texts('.pick')).toEqual([expect.stringMatching(/^Thread 7\. Renske V\./)]);
  expect(first.texts('.pinned')).toEqual([expect.stringMatching(/^Mara Oyelaran Newsroom .*Be kind\.$/)]);
  expect(first.texts('.picked')).toEqual(['Editors’ pick']);
  const later = await get(first.links('.more-comments').at(-1) ?? '');
  expect(later.texts('.pick')).toEqual([]);
});
