import { beforeEach, describe, expect, test } from '@jest/globals';
import { rebuild } from '../../src/articles/actions/rebuild.ts';
import { publishDue } from '../../src/articles/actions/schedule.ts';
import type { Context } from '../../src/context.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import {
  complete,
  edit,
  idIn,
  type Newsroom,
  plain,
  press,
  publishChanges,
  schedule,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;
let author: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  author = await newsroom.signIn(await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' }));
});

/** By going through all stories: whose they are, and in which state. */
async function scanned({ db }: Context): Promise<string[]> {
  const stories = await db.reader.selectFrom('articles').selectAll().where('kind', '=', 'story').execute();
  const bylines = await db.reader.selectFrom('revision_authors').selectAll().execute();
  const tasks = await db.reader.selectFrom('assignments').selectAll().execute();
  const counts = new Map<string, number>();
  for (const { id, state, created_by, revision_id, discarded_at } of stories) {
    if (discarded_at !== null) continue;
    const bylined = bylines.filter((byline) => byline.revision_id === revision_id).map(({ person_id }) => person_id);
    const writers = tasks.flatMap((task) => (task.article_id === id ? [task.assignee_id ?? 0] : []));
    const lists = writers.flatMap((writer) => (writer > 0 ? [writer, -writer] : []));
    for (const person of new Set([0, created_by, ...bylined, ...lists])) {
      counts.set(`${person} ${state}`, (counts.get(`${person} ${state}`) ?? 0) + 1);
    }
  }
  return [...counts].map(([key, count]) => `${key} ${count}`).sort();
}

async function kept({ db }: Context): Promise<string[]> {
  const rows = await db.reader.selectFrom('desk_counts').selectAll().where('count', '<>', 0).execute();
  return rows.map(({ person_id, state, count }) => `${person_id} ${state} ${count}`).sort();
}

const entries = ({ db }: Context) =>
  db.reader.selectFrom('desk_entries').selectAll().orderBy('article_id').orderBy('person_id').execute();

const done = async (...pressed: Parameters<typeof press>) => expect((await press(...pressed)).status).toBe(303);
const changed = async (...edited: Parameters<typeof edit>) => expect((await edit(...edited)).status).toBe(303);
/** No two have the same headline, and so the same address. */
const story = (number: number) => ({ ...complete, Headline: `Dockers halt speech ${number}` });
const soon = () => new Date(Date.parse(newsroom.context.now()) + 30 * 60_000).toISOString().slice(0, 16);
const inHouse = (id: number) => `/admin/articles/${id}`;

/** What happens to stories, each kind of it. */
const lives: ((number: number) => Promise<unknown>)[] = [
  async (number) => {
    const id = await write(author, { ...story(number) }, 'Submit for review');
    await done(newsroom.desk, inHouse(id), 'Send back to draft', { note: 'More voices.' });
    await changed(author, id, { Standfirst: 'More voices' }, 'Submit for review');
    await changed(newsroom.desk, id, {}, 'Publish');
  },
  async (number) => {
    const id = await write(newsroom.desk, { ...story(number), Bylines: 'Ilse Brandt' }, 'Publish');
    await publishChanges(newsroom.desk, id, { values: { Headline: 'Changed', Bylines: 'Mara Oyelaran' } });
    await changed(newsroom.desk, id, { Headline: 'Changed, not published', Section: 'World' });
  },
  async (number) => {
    const id = await write(newsroom.desk, story(number), 'Publish');
    await done(newsroom.desk, inHouse(id), 'Withdraw story', { reason: 'It was wrong.' });
    await done(newsroom.desk, inHouse(id), 'Publish again');
  },
  async (number) => {
    const id = await write(newsroom.desk, story(number), 'Publish');
    await done(newsroom.desk, inHouse(id), 'Withdraw story', { reason: 'It was wrong.' });
  },
  async () => {
    const id = await write(author, { Headline: 'Thrown away' });
    await changed(author, id, { Headline: 'Thrown away later', Bylines: 'Mara Oyelaran' });
    await done(newsroom.desk, inHouse(id), 'Discard story');
  },
  async (number) => {
    const id = await write(newsroom.desk, story(number));
    await done(newsroom.desk, inHouse(id), 'Save the assignment', { 'Assigned to': 'Ilse Brandt', Brief: 'Ask them.' });
    await done(newsroom.desk, inHouse(id), 'Save the assignment', { 'Assigned to': 'Mara Oyelaran' });
    await changed(newsroom.desk, id, { Bylines: 'Mara Oyelaran, Ilse Brandt' });
  },
  async (number) => {
    const plan = { 'Working headline': `To be written ${number}`, 'Assigned to': 'Ilse Brandt' };
    await done(newsroom.desk, '/admin/assignments/new', 'Assign', plan);
  },
  async (number) => {
    await schedule(newsroom.desk, 'new', { ...story(number), at: soon() });
  },
  async (number) => {
    const id = idIn(await schedule(newsroom.desk, 'new', { ...story(number), at: '2026-11-29T12:30' }));
    await changed(newsroom.desk, id, { Bylines: 'Ilse Brandt, Mara Oyelaran' });
    await done(newsroom.desk, inHouse(id), 'Back to draft');
  },
  async (number) => {
    await done(newsroom.desk, '/admin/pages/new', 'Save', { Headline: `About ${number}` });
  },
];

describe('The counts of the desk', () => {
  test('are what a count of all stories says, whatever happens to many at once, and after the sweep', async () => {
    const { context, clock } = newsroom;
    await Promise.all([...lives, ...lives].map((live, number) => live(number)));
    const before = await scanned(context);
    expect(before.length).toBeGreaterThan(8);
    expect(await kept(context)).toEqual(before);
    clock.advance({ hours: 1 });
    await Promise.all([publishDue(context), publishDue(context), ...lives.map((live, number) => live(100 + number))]);
    await publishDue(context);
    const after = await scanned(context);
    expect(after.some((line) => line.startsWith('0 published'))).toBe(true);
    expect(await kept(context)).toEqual(after);
  });

  test('are made again by a rebuild, with the list', async () => {
    const { context, desk } = newsroom;
    await Promise.all(lives.map((live, number) => live(number)));
    const [counts, list] = [await kept(context), await entries(context)];
    await context.db.transaction(async (tx) => {
      await tx.updateTable('desk_counts').set({ count: 77 }).execute();
      await tx.deleteFrom('desk_entries').where('state', '=', 'published').execute();
    });
    expect(plain(await desk.get('/admin/articles'))).toContain('Drafts 77');
    await rebuild(context);
    expect(await kept(context)).toEqual(counts);
    expect(await entries(context)).toEqual(list);
  });
});
