import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { strikeOut } from '../../src/comments/comment/striking.ts';
import { reviseText } from '../../src/comments/queries/own.ts';
import type { Agent } from '../support/app.ts';
import { everyRow } from '../support/everything.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  addReply,
  addStory,
  idIn,
  leaveComment,
  type Newsroom,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';

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

const add = (text: string, articleId = story.articleId) => addReply(newsroom, { articleId, text });
const one = (id: number) => agent.get(`/admin/comments/${id}`).expect(200);
const read = async (path = story.path) => (await newsroom.reader().get(encodeURI(path)).expect(200)).text;

describe('A reply from the newsroom', () => {
  test('is posted under the moderator’s own name, below what it answers, and is published at once', async () => {
    const id = await add('Whose cameras are these?');
    await sendForm(agent, fillForm(await one(id), 'Post the reply', { 'Reply as Ana Ruiz': 'The *port’s*.' })).expect(
      303,
    );
    const reply = await stored(newsroom.context, id + 1);
    expect(reply).toMatchObject({ parent_id: id, name: 'Ana Ruiz', state: 'published', person_id: ana.id });
    const text = await read();
    expect(text).toContain('The <em>port’s</em>.');
    expect(readPage({ text }).main).toContain('Ana Ruiz Newsroom');
  });

  test('needs a text, and a comment that readers see', async () => {
    const id = await add('Whose?');
    const form = fillForm(await one(id), 'Post the reply', { text: ' ' });
    expect((await sendForm(agent, form).expect(422)).text).toContain('aria-invalid');
    await agent.post(`/admin/comments/${id}/reject`).type('form').send({ seen: 'published' }).expect(303);
    expect((await one(id)).text).not.toContain('Post the reply');
    const late = await sendForm(agent, { ...form, fields: { text: 'Typed before.' } }).expect(422);
    expect(late.text).toContain('Publish it first');
    expect(late.text).toContain('Typed before.');
    await agent.post('/admin/comments/999999/answer').type('form').send({ text: 'A' }).expect(404);
  });
});

describe('A passage that is struck out', () => {
  const strike = async (id: number, passage: string, status = 303) =>
    sendForm(agent, fillForm(await one(id), 'Strike it out', { passage })).expect(status);

  test('is gone from the text, its history, the search and the database, and readers see a mark', async () => {
    const id = idIn(await leaveComment(newsroom.reader(), story.path, { Comment: 'Call 0123 456 789 now' }));
    const { db, now } = newsroom.context;
    const before = { id, name: 'Renske V.', text: 'Call 0123 456 789 now' };
    const text = 'Call me: 0123 456 789, or 0123 456 789 (at night)';
    await db.transaction((tx) => reviseText(tx, before, { id, text, html: `<p>${text}</p>`, at: now() }));
    await strike(id, '0123 456 789');
    expect(await everyRow(newsroom.context)).not.toContain('0123');
    await agent.post(`/admin/comments/${id}/publish`).type('form').send({ seen: 'held' }).expect(303);
    expect(readPage({ text: await read() }).main).toContain(
      'Call me: [struck out by the newsroom], or [struck out by the newsroom] (at night)',
    );
    expect((await agent.get('/admin/comments?state=published&search=0123')).text).toContain('No comment here');
    expect((await one(id)).text).toContain('Ana Ruiz struck out a passage.');
    expect(await stored(newsroom.context, id)).toMatchObject({ edited_at: before ? now() : null });
  });

  test('is marked in the language of the story', async () => {
    const arabic = await addStory(newsroom, { headline: 'عمال الميناء', language: 'ar' });
    const id = await add('الرقم 0123', arabic.articleId);
    await strike(id, '0123');
    expect(readPage({ text: await read(arabic.path) }).main).toContain('الرقم [حذفته هيئة التحرير]');
  });

  test('within code leaves no backslash to be seen, nor in what its history quotes', async () => {
    const { db, now } = newsroom.context;
    const id = idIn(await leaveComment(newsroom.reader(), story.path, { Comment: 'Call 0123' }));
    const text = 'Call `tel:0123`, or [0123](https://a.example/)';
    await db.transaction((tx) =>
      reviseText(tx, { id, name: 'Renske V.', text: 'Call 0123' }, { id, text, html: '', at: now() }),
    );
    await strike(id, '0123');
    const { html } = await stored(newsroom.context, id);
    expect(html).toContain('<code>tel:[struck out by the newsroom]</code>');
    expect(html).toContain('>[struck out by the newsroom]</a>');
    expect(readPage(await one(id)).main).toContain('Before, it said: “Call [struck out by the newsroom]”');
  });

  test('must stand in the text; what was typed stays', async () => {
    const id = await add('Call me.');
    for (const passage of ['0123', ' ', 'call ME', '<p>', 'x'.repeat(501)]) {
      const { text } = await strike(id, passage, 422);
      expect(text).toContain('class="error"');
    }
    expect(await stored(newsroom.context, id)).toMatchObject({ text: 'Call me.' });
    await agent.post('/admin/comments/999999/strike').type('form').send({ passage: 'a' }).expect(404);
  });

  test.each([
    ['a.b', '.', 'a\\[m\\]b'],
    ['$& $1', '$&', '\\[m\\] $1'],
    ['aaa', 'aa', '\\[m\\]a'],
    ['a `b a` a', 'a', '\\[m\\] `b [m]` \\[m\\]'],
    ['a\n\n```\na\n```\n\n`a', 'a', '\\[m\\]\n\n```\n[m]\n```\n\n`\\[m\\]'],
    ['zqx0q `zqx0q a` a', 'a', 'zqx0q `zqx0q [m]` \\[m\\]'],
    ['abc', '', null],
    ['abc', 'd', null],
  ])('%j without %j is %j', (text, passage, expected) => {
    expect(strikeOut(text, passage, 'm')).toBe(expected);
  });
});

describe('A note above the comments', () => {
  const open = (id = story.articleId) => agent.get(`/admin/comments/note?story=${id}`);

  test('is pinned, changed and taken away', async () => {
    await sendForm(agent, fillForm(await open(), 'Pin it', { text: 'Be *kind*. <script>' })).expect(303);
    const text = await read();
    expect(text).toContain('Be <em>kind</em>.');
    expect(readPage({ text }).texts('.pinned')[0]).toContain('Ana Ruiz');
    newsroom.clock.advance({ minutes: 1 });
    await sendForm(agent, fillForm(await open(), 'Change the note', { text: 'Be short.' })).expect(303);
    expect(await read()).toContain('Be short.');
    newsroom.clock.advance({ minutes: 1 });
    await sendForm(agent, fillForm(await open(), 'Change the note', { text: '' })).expect(303);
    expect(await read()).not.toContain('class="pinned"');
    const rows = await newsroom.context.db.reader.selectFrom('events').select('action').execute();
    expect(rows.map(({ action }) => action).filter((action) => action.startsWith('comment.note'))).toEqual([
      ...['comment.note_pinned', 'comment.note_pinned', 'comment.note_removed'],
    ]);
  });

  test('is not put over one that a colleague pinned meanwhile, and what was typed stays', async () => {
    const form = fillForm(await open(), 'Pin it', { text: 'Mine.' });
    const editor = await newsroom.signIn(newsroom.editor);
    await sendForm(editor, fillForm(await open(), 'Pin it', { text: 'Theirs.' })).expect(303);
    const page = await sendForm(agent, form).expect(409);
    expect(page.text).toContain('Mara Oyelaran has pinned a note meanwhile.');
    expect(page.text).toContain('Theirs.');
    expect(page.text).toContain('Mine.');
    await sendForm(agent, fillForm(page, 'Change the note')).expect(303);
    expect(await read()).toContain('Mine.');
  });

  test('has a length, and a story', async () => {
    const { text } = await sendForm(agent, fillForm(await open(), 'Pin it', { text: 'x'.repeat(1001) })).expect(422);
    expect(text).toContain('at most 1,000 characters');
    await open(999_999).expect(404);
    await agent.post('/admin/comments/note').type('form').send({ story: 'x', text: 'A' }).expect(404);
  });
});
