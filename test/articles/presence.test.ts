import { beforeEach, describe, expect, test } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { sweepPresence } from '../../src/articles/actions/presence.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import {
  articleOf,
  complete,
  edit,
  eventsOf,
  type Newsroom,
  plain,
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;
let jonas: Person;
let colleague: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  jonas = await addPerson(newsroom.context, { role: 'editor', name: 'Jonas Weir' });
  colleague = await newsroom.signIn(jonas);
});

/** What the editor's script asks, and is told to show. */
async function tell(agent: Agent, id: number, revision: unknown = ''): Promise<string> {
  const { body } = await agent.post(`/admin/articles/${id}/presence`).send({ revision }).expect(200);
  return body.present + body.newer;
}

const leave = (agent: Agent, id: number) => agent.post(`/admin/articles/${id}/presence/leave`).expect(204);

const textOf = (page: Response, wanted: (attributes: Record<string, string>) => boolean): string[] =>
  DomUtils.findAll(({ attribs }) => wanted(attribs), parseDocument(page.text).children).map((found) =>
    DomUtils.textContent(found).trim(),
  );

/** What the editor's page says at its loading, with scripts or without. */
const shown = async (agent: Agent, id: number) =>
  textOf(await agent.get(`/admin/articles/${id}`).expect(200), (attributes) => 'data-presence' in attributes)[0];

const rows = () => newsroom.context.db.reader.selectFrom('editing').selectAll().execute();

const newestOf = async (id: number) => (await revisionsOf(newsroom.context, id)).at(-1)?.id;

describe('Who has a story open', () => {
  test('is told to who opens it, and to who has it open already, but nobody is told of themselves', async () => {
    const { desk, clock } = newsroom;
    const id = await write(desk, complete);
    expect(await tell(desk, id)).toBe('');
    expect(await shown(desk, id)).toBe('');
    clock.advance({ minutes: 1 });
    expect(await shown(colleague, id)).toBe('Mara Oyelaran has had this story open since 12:00.');
    expect(await tell(colleague, id)).toBe('Mara Oyelaran has had this story open since 12:00.');
    expect(await tell(desk, id)).toBe('Jonas Weir has had this story open since 12:01.');
    const ilse = await newsroom.signIn(await addPerson(newsroom.context, { role: 'admin', name: 'Ilse Brandt' }));
    expect(await shown(ilse, id)).toBe(
      'Mara Oyelaran (since 12:00) and Jonas Weir (since 12:01) have this story open.',
    );
  });

  test('is forgotten by itself, though not by a page that nobody looks at and that asks once a minute', async () => {
    const { context, desk, clock } = newsroom;
    const id = await write(desk, complete);
    await tell(desk, id);
    for (let minute = 0; minute < 3; minute += 1) {
      clock.advance({ seconds: 61 });
      await sweepPresence(context);
      expect(await shown(colleague, id)).toBe('Mara Oyelaran has had this story open since 12:00.');
      await tell(desk, id);
    }
    clock.advance({ seconds: 89 });
    expect(await shown(colleague, id)).not.toBe('');
    clock.advance({ seconds: 2 });
    expect(await shown(colleague, id)).toBe('');
    expect(await rows()).toHaveLength(1);
    await sweepPresence(context);
    expect(await rows()).toEqual([]);
  });

  test('is forgotten at once when they leave, and of nobody else', async () => {
    const id = await write(newsroom.desk, complete);
    await tell(newsroom.desk, id);
    await leave(colleague, id);
    expect(await shown(colleague, id)).not.toBe('');
    await leave(newsroom.desk, id);
    expect(await shown(colleague, id)).toBe('');
  });

  test('changes nothing of the story and leaves no trace of anybody in what happened', async () => {
    const { context, desk } = newsroom;
    const { id } = await publishNew(newsroom);
    const all = async () => [
      await articleOf(context, id),
      await revisionsOf(context, id),
      await eventsOf(context, id),
      await context.db.reader.selectFrom('events').selectAll().execute(),
    ];
    const before = await all();
    await tell(desk, id);
    await tell(colleague, id);
    await leave(desk, id);
    expect(await all()).toEqual(before);
  });

  test('does not count who may only read it, and they are told who has', async () => {
    const author = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
    const theirs = await newsroom.signIn(author);
    const id = await write(theirs, complete, 'Submit for review');
    await tell(newsroom.desk, id);
    expect(await tell(theirs, id)).toBe('Mara Oyelaran has had this story open since 12:00.');
    expect(await shown(theirs, id)).toBe('Mara Oyelaran has had this story open since 12:00.');
    expect(await shown(newsroom.desk, id)).toBe('');
  });

  test('is nothing to ask of a story that is discarded meanwhile, and goes with it', async () => {
    const id = await write(newsroom.desk, complete);
    await tell(colleague, id);
    await edit(newsroom.desk, id, {}, 'Discard story').then(({ status }) => expect(status).toBe(303));
    await colleague.post(`/admin/articles/${id}/presence`).send({ revision: '' }).expect(404);
    expect(await rows()).toHaveLength(1);
    await (await newsroom.signIn('admin')).post(`/admin/articles/${id}/delete`).expect(303);
    expect(await rows()).toEqual([]);
    await colleague.post(`/admin/articles/${id}/presence`).send({ revision: '' }).expect(404);
    await colleague.post(`/admin/articles/${id}/presence/leave`).expect(404);
    expect(await rows()).toEqual([]);
  });
});

describe('Who has saved since the page was loaded', () => {
  test('is told once somebody has, oneself in another window too', async () => {
    const { desk, clock } = newsroom;
    const id = await write(desk, complete);
    const loaded = await newestOf(id);
    expect(await tell(desk, id, String(loaded))).toBe('');
    clock.advance({ minutes: 5 });
    await edit(colleague, id, { Headline: 'Theirs' });
    expect(await tell(desk, id, String(loaded))).toBe(
      'Jonas Weir saved it at 12:05. What you save is merged with that.',
    );
    await edit(desk, id, { Headline: 'Mine' });
    expect(await tell(desk, id, String(loaded))).toBe('You saved it at 12:05. What you save is merged with that.');
    expect(await tell(desk, id, String(await newestOf(id)))).toBe('');
  });

  test.each([
    ['nothing', undefined],
    ['a word', 'newest'],
    ['a list', ['1']],
    ['a number nobody can have', '9'.repeat(30)],
    ['markup', '<script>'],
  ])('is not told to who names %s as what they have', async (_, revision) => {
    expect(await tell(newsroom.desk, await write(newsroom.desk, complete), revision)).toBe('');
  });
});

describe('The list of stories', () => {
  const list = async (agent: Agent, query = '') => agent.get(`/admin/articles${query}`).expect(200);
  const headlines = (page: Response) => textOf(page, (attributes) => attributes.class === 'headline');
  const editing = (page: Response) => textOf(page, (attributes) => /\bediting\b/.test(attributes.class ?? ''));

  test('says who is editing, and can be narrowed to what anybody or one person is editing now', async () => {
    const { desk, editor, clock } = newsroom;
    const ids = [];
    for (const Headline of ['Quiet', 'Of one', 'Of two']) ids.push(await write(desk, { ...complete, Headline }));
    const [, one, two] = ids as [number, number, number];
    await tell(desk, one);
    await tell(desk, two);
    clock.advance({ seconds: 1 });
    await tell(colleague, two);
    expect(editing(await list(desk))).toEqual([
      ...['Mara Oyelaran and Jonas Weir are editing now', 'Mara Oyelaran is editing now'],
    ]);
    expect(headlines(await list(desk, '?editing=somebody'))).toEqual(['Of two', 'Of one']);
    expect(headlines(await list(desk, `?editing=${jonas.id}`))).toEqual(['Of two']);
    expect(headlines(await list(desk, `?editing=${editor.id}&state=draft&mine=1`))).toEqual(['Of two', 'Of one']);
    expect(headlines(await list(desk, '?editing=999999'))).toEqual([]);
    expect(plain(await list(desk, `?editing=${jonas.id}`))).toContain('1 story');
    expect((await list(desk, `?editing=${jonas.id}`)).text).toContain(
      `<option value="${jonas.id}" lang="" selected>Jonas Weir</option>`,
    );
    clock.advance({ minutes: 2 });
    expect(editing(await list(desk))).toEqual([]);
    expect(headlines(await list(desk, '?editing=somebody'))).toEqual([]);
  });

  test('tells authors of their own stories only, and takes what is no person for nothing', async () => {
    const author = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
    const theirs = await newsroom.signIn(author);
    const other = await write(newsroom.desk, { ...complete, Headline: 'Not theirs' });
    const own = await write(theirs, { ...complete, Headline: 'Theirs' });
    for (const id of [other, own]) await tell(colleague, id);
    expect(headlines(await list(theirs, '?editing=somebody'))).toEqual(['Theirs']);
    expect(editing(await list(theirs))).toEqual(['Jonas Weir is editing now']);
    for (const wrong of ["'", '-1', '1e3', '%00', 'Somebody']) {
      expect(headlines(await list(theirs, `?editing=${wrong}`))).toEqual(['Theirs']);
    }
  });
});
