import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { sweepComments } from '../../src/comments/actions/sweep.ts';
import type { Agent } from '../support/app.ts';
import { everyRow } from '../support/everything.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { addStory, idIn, leaveComment, type Newsroom, startNewsroom, stored, type TestStory } from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
let ana: Person;
let agent: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await addStory(newsroom);
  ana = await addPerson(newsroom.context, { role: 'moderator', name: 'Ana Ruiz', slug: 'ana' });
  agent = await newsroom.signIn(ana);
});

const from = (address: string): Agent => newsroom.visitor().set('X-Forwarded-For', address);
const post = async (reader: Agent, values: Record<string, string> = {}) =>
  idIn(await leaveComment(reader, story.path, values));
const refused = async (reader: Agent, values: Record<string, string> = {}): Promise<boolean> => {
  const { status, text } = await leaveComment(reader, story.path, { Email: `${Math.random()}@example.org`, ...values });
  if (status === 422)
    expect(text).toContain('We take no comments from you, or from the network that you are on, until');
  return status === 422;
};
const bans = () => newsroom.context.db.reader.selectFrom('comment_bans').selectAll().execute();

async function ban(id: number, values: Values): Promise<string> {
  const page = await agent.get(`/admin/comments/${id}/ban`).expect(200);
  return (await sendForm(agent, fillForm(page, 'Ban', values)).expect(303)).headers.location as string;
}

describe('A ban keeps out', () => {
  test('an email, wherever it comes from, until it ends, and says until when', async () => {
    const id = await post(newsroom.reader(), { Email: 'Troll@example.org' });
    await ban(id, { 'Keep out': 'email', For: 'day', Reason: 'Threats' });
    const answer = await leaveComment(newsroom.reader(), story.path, { Email: 'troll@example.org', Comment: 'Again.' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('until 24 November, 12:00');
    expect(answer.text).toContain('Again.');
    expect(await refused(newsroom.reader(), { Email: 'other@example.org' })).toBe(false);
    newsroom.clock.advance({ hours: 25 });
    expect(await refused(newsroom.reader(), { Email: 'troll@example.org' })).toBe(false);
  });

  test('a browser, whatever it says and from wherever', async () => {
    const browser = newsroom.reader();
    const id = await post(browser);
    await ban(id, { 'Keep out': 'browser', For: 'hour' });
    expect(await refused(browser.set('X-Forwarded-For', '203.0.113.77'))).toBe(true);
    expect(await refused(newsroom.reader())).toBe(false);
  });

  test.each([
    ['network', '203.0.113.5', '203.0.113.5', '203.0.113.6'],
    ['wide-network', '203.0.113.5', '203.0.113.200', '203.0.114.5'],
    ['network', '2001:db8:1:2::7', '2001:db8:1:2::8', '2001:db8:1:3::7'],
    ['wide-network', '2001:db8:1:2::7', '2001:db8:1:ff::1', '2001:db8:2:2::7'],
  ])('a %s: %s means %s and not %s', async (target, address, inside, outside) => {
    const id = await post(from(address));
    await ban(id, { 'Keep out': target, For: 'month' });
    expect(await refused(from(inside))).toBe(true);
    expect(await refused(from(outside))).toBe(false);
    // Long after the week whose key it was made with, and what comments bore of it.
    newsroom.clock.advance({ hours: 24 * 22 });
    await sweepComments(newsroom.context);
    expect((await stored(newsroom.context, id)).network_hash).toBeNull();
    expect(await refused(from(inside))).toBe(true);
    expect(await refused(from(outside))).toBe(false);
  });

  test('nobody of the newsroom, on whatever network', async () => {
    const id = await post(from('203.0.113.5'));
    await ban(id, { 'Keep out': 'network', For: 'day' });
    const editor = (await newsroom.signIn('editor')).set('X-Forwarded-For', '203.0.113.5');
    expect((await leaveComment(editor, story.path)).status).toBe(303);
    const own = idIn(await leaveComment(editor, story.path));
    await agent.get(`/admin/comments/${own}/ban`).expect(404);
  });
});

describe('With a ban', () => {
  test('what came from there within a day is rejected in the same press, and one undoing takes back all of it', async () => {
    const reader = from('203.0.113.5');
    const old = await post(reader, { Name: 'Old' });
    newsroom.clock.advance({ hours: 25 });
    const [one, two] = [await post(reader), await post(from('203.0.113.5'))];
    const other = await post(newsroom.reader());
    const location = await ban(one, {
      ...{ 'Keep out': 'network', For: 'week' },
      'Reject what came from there within the last 24 hours, too': true,
    });
    const states = async () =>
      Promise.all([old, one, two, other].map(async (id) => (await stored(newsroom.context, id)).state));
    expect(await states()).toEqual(['held', 'rejected', 'rejected', 'held']);
    const page = await agent.get(location);
    expect(page.text).toContain('Banned Renske V. Rejected 2 comments.');
    await sendForm(agent, fillForm(page, 'Undo')).expect(303);
    expect(await states()).toEqual(['held', 'held', 'held', 'held']);
    expect(await bans()).toEqual([]);
  });

  test('nothing is rejected where that was not ticked, and one undoing within a minute takes back the ban alone', async () => {
    const [id, other] = [await post(from('203.0.113.5')), await post(newsroom.reader())];
    const page = await agent.get(await ban(id, { 'Keep out': 'network', For: 'week' })).expect(200);
    expect(page.text).toContain('Banned Renske V.');
    const undo = fillForm(page, 'Undo');
    const foreign = await newsroom.signIn('moderator');
    await sendForm(foreign, undo).expect(409);
    await sendForm(agent, undo).expect(303);
    expect(await bans()).toEqual([]);
    expect((await sendForm(agent, undo).expect(409)).text).toContain('it was undone before');
    for (const each of [id, other]) expect((await stored(newsroom.context, each)).state).toBe('held');
    expect((await agent.get(`/admin/comments/${id}`)).text).not.toContain('undid a decision');
    const late = fillForm(await agent.get(await ban(id, { 'Keep out': 'email', For: 'week' })), 'Undo');
    newsroom.clock.advance({ minutes: 2 });
    await sendForm(agent, late).expect(409);
    expect(await bans()).toHaveLength(1);
  });

  test('that somebody lifted meanwhile there is nothing to undo', async () => {
    const id = await post(newsroom.reader());
    const undo = fillForm(await agent.get(await ban(id, { 'Keep out': 'email', For: 'week' })), 'Undo');
    const [row] = await bans();
    await agent.post(`/admin/comments/bans/${row?.id}/lift`).type('form').send({}).expect(303);
    expect((await sendForm(agent, undo).expect(409)).text).toContain('somebody has lifted it');
  });

  test('no address and no email is stored, and nothing at all when it is over', async () => {
    const id = await post(from('203.0.113.5'), { Email: 'troll@example.org' });
    for (const target of ['email', 'network', 'wide-network']) await ban(id, { 'Keep out': target, For: 'hour' });
    for (const row of await bans()) expect(JSON.stringify(row)).not.toMatch(/203\.0|troll@/);
    expect(await everyRow(newsroom.context)).not.toContain('203.0.113');
    newsroom.clock.advance({ hours: 2 });
    await sweepComments(newsroom.context);
    expect(await bans()).toEqual([]);
  });

  test('a list says who is banned, by whom and until when, and each is lifted once', async () => {
    const id = await post(newsroom.reader(), { Name: 'The Troll', Email: 'troll@example.org' });
    await ban(id, { 'Keep out': 'email', For: 'week', Reason: '<b>Threats</b>' });
    const page = await agent.get('/admin/comments/bans').expect(200);
    for (const words of ['The Troll', 'Email, until 30 November, 12:00', 'Ana Ruiz', '&lt;b&gt;Threats']) {
      expect(page.text).toContain(words);
    }
    const lifting = fillForm(page, 'Lift the ban of The Troll');
    await sendForm(agent, lifting).expect(303);
    expect((await sendForm(agent, lifting).expect(409)).text).toContain('somebody has lifted it');
    expect(await refused(newsroom.reader(), { Email: 'troll@example.org' })).toBe(false);
    const events = await newsroom.context.db.reader.selectFrom('events').select('action').execute();
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['comment.banned', 'comment.ban_lifted']),
    );
  });
});

test('What is wrong in the form comes back with what was typed', async () => {
  const id = await post(newsroom.reader());
  const send = (fields: object) => agent.post(`/admin/comments/${id}/ban`).type('form').send(fields);
  for (const fields of [
    {},
    { target: 'everybody', length: 'day' },
    { target: 'email', length: '__proto__' },
    { target: 'email', length: 'day', reason: 'x'.repeat(201) },
  ]) {
    await send(fields).expect(422);
  }
  expect((await send({ target: 'email', length: 'never', reason: 'Threats' })).text).toContain('value="Threats"');
  await newsroom.context.db.transaction((tx) => tx.updateTable('comments').set({ email: '' }).execute());
  expect((await send({ target: 'email', length: 'day' }).expect(422)).text).toContain('not known of this comment');
  await agent.get('/admin/comments/999999/ban').expect(404);
  await agent.post('/admin/comments/999999/ban').type('form').send({ target: 'email', length: 'day' }).expect(404);
  expect(await bans()).toEqual([]);
});
