import { beforeEach, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { complete } from '../articles/newsroom.ts';
import { keepTyped, open } from '../articles/unsaved.ts';
import { addStory, type Newsroom, renske, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { password } from '../support/factories.ts';
import { type Fault, readOnly } from '../support/faults.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { eventually } from '../support/until.ts';

/* The database can be read and not be written: a disk that was mounted so, a server that has become a standby. */

let newsroom: Newsroom;
let story: TestStory;
let desk: Agent;
let fault: Fault;

beforeEach(async () => {
  const url = await newDatabaseUrl();
  newsroom = await startNewsroom({ environment: { DATABASE_URL: url } });
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
  desk = await newsroom.signIn(newsroom.editor);
  fault = readOnly(newsroom.context.db, url);
});

const internals = /sqlite|postgres|read-only|transaction|\.ts:\d|node_modules/i;

/** Told that nothing was saved, and what to do, in plain words; no cache keeps it. */
function expectNothingSaved({ status, headers, text }: Response): void {
  expect(status).toBe(503);
  expect(headers['retry-after']).toBeDefined();
  expect(headers['cache-control']).toBe('private, no-store');
  expect(text).toMatch(/nothing was changed/i);
  expect(text).toMatch(/try again/i);
  expect(text).not.toMatch(internals);
}

test('Readers are given every page, search included', async () => {
  await fault.begin();
  const paths = ['/', story.path, '/politics', '/search?q=dockers', '/feed.xml', `${story.path}/history`, '/site-map'];
  for (const path of paths) {
    const { status } = await newsroom.reader().get(path);
    expect({ path, status }).toEqual({ path, status: 200 });
  }
});

test('A reader who comments is told that nothing was saved, has the text back, and gets it through afterwards', async () => {
  const reader = newsroom.reader();
  const form = fillForm(await reader.get(story.path), 'Post comment', {
    ...renske,
    Comment: 'What I wrote about the harbour.',
  });
  await fault.begin();
  const refused = await sendForm(reader, form);
  expectNothingSaved(refused);
  expect(readPage(refused).texts('textarea')).toEqual(['What I wrote about the harbour.']);
  await fault.end();
  await eventually(() => sendForm(reader, form).expect(303));
  expect(await newsroom.context.db.reader.selectFrom('comments').select('text').execute()).toHaveLength(1);
});

test('An editor reads on at the desk, is told that nothing was saved, and sends the same again from the page that says so', async () => {
  const form = fillForm(await desk.get('/admin/articles/new').expect(200), 'Save', complete);
  await fault.begin();
  for (const path of ['/admin', '/admin/articles', '/admin/articles/new', '/admin/comments']) {
    expect({ path, status: (await desk.get(path).redirects(1)).status }).toEqual({ path, status: 200 });
  }
  const refused = await sendForm(desk, form);
  expectNothingSaved(refused);
  const again = fillForm(refused, 'Send it again');
  expect(again.fields).toMatchObject({ headline: 'Dockers halt speech', body: 'Some two hundred dockers.' });
  await fault.end();
  await eventually(() => sendForm(desk, again).expect(303));
  const rows = await newsroom.context.db.reader.selectFrom('articles').select('state').execute();
  expect(rows.map(({ state }) => state).sort()).toEqual(['draft', 'published']);
});

test('Text that is typed and was not saved is not kept, its editor is told so, and it is kept afterwards', async () => {
  const page = await open(desk, 'new');
  const keep = (turn: number) => keepTyped(desk, page, { person: newsroom.editor, values: { Headline: 'So' }, turn });
  await keep(1).expect(200);
  await fault.begin();
  expectNothingSaved(await keep(2));
  await fault.end();
  await eventually(() => keep(3).expect(200));
});

test('Who signs in is told why not, and can afterwards', async () => {
  const agent = newsroom.visitor();
  const { email } = newsroom.editor;
  const form = fillForm(await agent.get('/admin').expect(200), 'Sign in', { Email: email, Password: password });
  await fault.begin();
  const refused = await sendForm(agent, form);
  expect(refused.status).toBe(503);
  expect(refused.text).toMatch(/try again/i);
  expect(refused.text).not.toMatch(internals);
  expect(refused.text).not.toContain(password);
  await fault.end();
  await eventually(() => sendForm(agent, form).expect(303));
});
