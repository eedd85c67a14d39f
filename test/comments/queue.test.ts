import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { decideComment } from '../../src/comments/actions/decide.ts';
import { indexMissingComments } from '../../src/comments/actions/indexing.ts';
import { firstAddress } from '../../src/comments/comment/queue.ts';
import { blank, reviseText } from '../../src/comments/queries/own.ts';
import { countWaiting, findQueue } from '../../src/comments/queries/queue.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { addReportOf } from '../support/moderating.ts';
import { readPage } from '../support/pages.ts';
import { plansOf } from '../support/plans.ts';
import { addReply, addStory, idIn, leaveComment, type Newsroom, startNewsroom, type TestStory } from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
let ana: Person;
let agent: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
  ana = await addPerson(newsroom.context, { role: 'moderator', name: 'Ana Ruiz', slug: 'ana' });
  agent = await newsroom.signIn(ana);
});

const post = async (values: Record<string, string> = {}, path = story.path) =>
  idIn(await leaveComment(newsroom.reader(), path, values));

const listed = async (query: string): Promise<number[]> => {
  const { text } = await agent.get(`/admin/comments?${query}`).expect(200);
  return [...text.matchAll(/<article class="held" id="comment-(\d+)"/g)].map(([, id]) => Number(id));
};

const decide = (id: number, act: 'publish' | 'reject' | 'hold' | 'pick', seen = 'held') =>
  decideComment(newsroom.context, ana, { id, seen, act });

describe('The queue lists', () => {
  test('what needs a person: what is held, and what readers reported, the newest first', async () => {
    const shown = await addReply(newsroom, { articleId: story.articleId });
    const [one, two] = [await post(), await post()];
    const rejected = await post();
    await decide(rejected, 'reject');
    await addReportOf(newsroom.context, shown);
    await addReportOf(newsroom.context, shown, 'abuse');
    expect(await listed('')).toEqual([two, one, shown]);
    expect(await listed('state=held')).toEqual([two, one]);
    expect(await listed('state=reported')).toEqual([shown]);
    expect(await listed('state=rejected')).toEqual([rejected]);
    const { text } = await agent.get('/admin/comments');
    expect(text).toContain('Reported by 2 readers: abuse, spam');
    expect(readPage({ text }).texts('.tabs')[0]).toContain('Needs you 3 Held 2 Reported 1');
    expect(text).toContain('<title>(2) Comments');
  });

  test('by reason: people of whom nothing was let through, and what a rule holds', async () => {
    const first = await post();
    await decide(first, 'publish');
    const unknown = await post({ Email: 'new@example.org' });
    const links = await post({ Comment: 'http://a.example http://b.example http://c.example' });
    expect(await listed('state=new')).toEqual([unknown]);
    expect(await listed('state=rules')).toEqual([links]);
  });

  test('one story’s alone', async () => {
    const other = await addStory(newsroom, { headline: 'Another' });
    const [here] = [await post(), await post({}, other.path)];
    expect(await listed(`story=${story.articleId}`)).toEqual([here]);
  });
});

describe('Search finds', () => {
  test('words of text and name, folded, and an email as a whole, within the filter', async () => {
    const one = await post({ Comment: 'Die Öffnung am Hafen', Name: 'Søren Ķirsis', Email: 'soren@example.org' });
    const two = await post({ Comment: 'The harbour is shut', Name: 'Renske', Email: 'r.v@example.org' });
    await decide(two, 'reject');
    for (const [typed, state, found] of [
      ['offnung', 'held', [one]],
      ['SOREN kirsis', 'held', [one]],
      ['harbo', 'rejected', [two]],
      ['harbo', 'held', []],
      ['"is shut"', 'rejected', [two]],
      ['R.V@example.org', 'rejected', [two]],
      ['example.org', 'rejected', []],
      ['!!!', 'held', []],
      ["' or 1=1 --", 'held', []],
      ['x'.repeat(5000), 'held', []],
    ] as const) {
      expect([typed, await listed(`state=${state}&search=${encodeURIComponent(typed)}`)]).toEqual([typed, found]);
    }
    expect((await agent.get('/admin/comments?search=nothing-like-it')).text).toContain('No comment here has all these');
  });

  test('what a comment says now, and nothing of one that its writer deleted', async () => {
    const id = await post({ Comment: 'The first wording' });
    const { db, now } = newsroom.context;
    const before = { id, name: 'Renske V.', text: 'The first wording' };
    await db.transaction((tx) => reviseText(tx, before, { id, text: 'Another saying', html: '', at: now() }));
    expect(await listed('search=wording')).toEqual([]);
    expect(await listed('search=saying')).toEqual([id]);
    await db.transaction((tx) => blank(tx, id, now()));
    expect(await listed('search=saying')).toEqual([]);
    expect((await agent.get(`/admin/comments/${id}`).expect(200)).text).toContain('Its writer changed its text');
  });

  test('comments of before there was a search, once the program has started', async () => {
    const id = await post({ Comment: 'An ancient remark' });
    const { db } = newsroom.context;
    await db.transaction((tx) => tx.deleteFrom('comment_texts').execute());
    await indexMissingComments(newsroom.context);
    expect(await listed('search=ancient')).toEqual([id]);
    expect((await db.reader.selectFrom('comment_texts').selectAll().execute()).length).toBe(1);
  });
});

describe('The page of one person', () => {
  test('has all of one email, or of one browser, whatever the names, and no hash', async () => {
    const browser = newsroom.reader();
    const one = idIn(await leaveComment(browser, story.path, { Name: 'Renske', Email: 'a@example.org' }));
    await decide(one, 'publish');
    const two = idIn(await leaveComment(browser, story.path, { Name: 'Not Renske', Email: 'b@example.org' }));
    const three = await post({ Name: 'Elsewhere', Email: 'a@example.org' });
    const other = await post({ Email: 'c@example.org' });
    const { text } = await agent.get(`/admin/comments/${one}/person`).expect(200);
    for (const id of [one, two, three]) expect(text).toContain(`id="comment-${id}"`);
    expect(text).not.toContain(`id="comment-${other}"`);
    expect(text).toContain('1 published, 2 held, 0 rejected, 0 removed');
    expect(readPage({ text }).main).toContain('Under several names: Elsewhere, Not Renske, Renske');
    const rows = await newsroom.context.db.reader.selectFrom('comments').selectAll().execute();
    for (const { browser_hash, network_hash, wide_network_hash } of rows) {
      for (const hash of [browser_hash, network_hash, wide_network_hash]) expect(text).not.toContain(hash ?? 'none');
    }
    await agent.get('/admin/comments/999999/person').expect(404);
    await agent.get('/admin/comments/x/person').expect(404);
  });

  test('goes on thirty at a time', async () => {
    const first = await addReply(newsroom, { articleId: story.articleId, text: 'The first.' });
    const row = await newsroom.context.db.reader.selectFrom('comments').selectAll().executeTakeFirstOrThrow();
    const { id: _, ...same } = row;
    const rows = Array.from({ length: 31 }, (_, index) => ({
      ...same,
      text: `${index}`,
      html: `<p>No. ${index}!</p>`,
    }));
    await newsroom.context.db.transaction((tx) => tx.insertInto('comments').values(rows).execute());
    const page = await agent.get(`/admin/comments/${first}/person`);
    const next = readPage(page).links('.pager')[0] ?? '';
    const rest = await agent.get(next).expect(200);
    expect(rest.text).toContain('The first.');
    expect(rest.text).not.toContain('No. 30!');
    expect(readPage(rest).links('.pager')).toEqual([]);
  });
});

test('The page of one comment says what happened to it, by whom and when', async () => {
  const id = await post({ Name: 'Renske' });
  await decide(id, 'publish');
  newsroom.clock.advance({ minutes: 2 });
  await decide(id, 'pick', 'published');
  await decideComment(newsroom.context, newsroom.editor, { id, seen: 'published', act: 'reject', rejection: 'abuse' });
  const { text } = await agent.get(`/admin/comments/${id}`).expect(200);
  const told = readPage({ text })
    .texts('li')
    .map((line) => line.replace(/^\S+ /, ''));
  expect(told).toEqual([
    'Renske posted it.',
    'Ana Ruiz published it.',
    'Ana Ruiz picked it.',
    'Mara Oyelaran rejected it: abuse of a person.',
  ]);
  await agent.get('/admin/comments/999999').expect(404);
  await agent.get('/admin/comments/1e3').expect(404);
});

describe('The chart of the queue', () => {
  test('says how many came in each hour of the newsroom’s day, and how many of them wait', async () => {
    expect((await agent.get('/admin/comments')).text).not.toContain('<svg');
    await decide(await post(), 'publish');
    newsroom.clock.advance({ hours: 2 });
    await post();
    await post();
    const { text } = await agent.get('/admin/comments').expect(200);
    expect(text).toContain('aria-label="3 comments within 24 hours, by the hour: most from 14:00 on, 2."');
    expect(text).toContain('<title>From 14:00: 2, of which 2 wait</title>');
    expect(text).toContain('<title>From 12:00: 1, of which 0 wait</title>');
    expect(text.match(/class="hour"/g)).toHaveLength(24);
    newsroom.clock.advance({ hours: 23 });
    expect((await agent.get('/admin/comments')).text).toContain('2 comments within 24 hours');
  });
});

test('What was reported is found by an index of its own, however many comments are published', async () => {
  const { reader } = newsroom.context.db;
  const [listed] = await plansOf(reader, (db) => findQueue(db, { ...firstAddress, filter: 'reported' }, 31));
  expect(listed).toContain('comments_reported');
  const [counted] = await plansOf(reader, countWaiting);
  expect(counted).toContain('comments_reported');
});
