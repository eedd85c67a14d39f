import { beforeEach, describe, expect, test } from '@jest/globals';
import { moveListAddress } from '../../src/topics/queries/redirects.ts';
import {
  articleOf,
  edit,
  type Newsroom,
  plain,
  press,
  publishChanges,
  publishNew,
  startNewsroom,
  write,
} from '../articles/newsroom.ts';
import { addTopic } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const list = async (query = '') => readPage(await newsroom.desk.get(`/admin/redirects${query}`).expect(200));
const search = async (q: string) => (await list(`?${new URLSearchParams({ q })}`)).texts('.headline');

async function renameTopic(from: string, to: string): Promise<number> {
  const topics = newsroom.context.db.reader.selectFrom('topics').select('id').where('name', '=', from);
  const { id } = await topics.executeTakeFirstOrThrow();
  await press(newsroom.desk, `/admin/topics/${id}`, 'Save', { Name: to, Address: '' });
  return id;
}

/** A story whose address was changed. */
async function movedStory(): Promise<{ id: number; old: string; path: string }> {
  const { id, path: old } = await publishNew(newsroom, { Topics: 'Ports' });
  await publishChanges(newsroom.desk, id, { kind: 'fix', values: { slug: 'another-end' } });
  return { id, old, path: old.replace(/[^/]+$/, 'another-end') };
}

const events = async () => {
  const rows = newsroom.context.db.reader.selectFrom('events').select(['action', 'subject', 'names']);
  return rows.where('action', '=', 'redirect.removed').execute();
};

describe('The list of old addresses', () => {
  test('says from where to where those of stories, sections, topics and series lead, and since when', async () => {
    const { old, path } = await movedStory();
    await renameTopic('Ports', 'ميناء');
    const admin = await newsroom.signIn('admin');
    await press(admin, `/admin/sections/${newsroom.world}`, 'Save', { Address: 'globe' });
    const page = await list();
    expect(page.texts('.headline').sort()).toEqual([old, '/topics/ports', '/world'].sort());
    expect(page.links('.leads').sort()).toEqual(['/admin/articles/1', '/globe', '/topics/ميناء', path].sort());
    expect(page.attributes('time', 'datetime')).toEqual(Array(3).fill(newsroom.context.now()));
  });

  test('is searched by any part of the old address, or by a whole one as browsers copy it', async () => {
    await write(newsroom.desk, { Topics: 'ميناء, 100 %, a_b' });
    await renameTopic('ميناء', 'Ports');
    await renameTopic('a_b', 'Between');
    expect(await search('مين')).toEqual(['/topics/ميناء']);
    expect(await search('https://elsewhere.example/topics/%D9%85%D9%8A%D9%86%D8%A7%D8%A1')).toEqual(['/topics/ميناء']);
    expect(await search('TOPICS')).toHaveLength(2);
    for (const nothing of ['%', '_', '\\', "' or 1=1", '%E0%A4%A']) expect(await search(nothing)).toEqual([]);
  });

  test('comes in pages, each row once, however many began at the same time', async () => {
    const { context, desk } = newsroom;
    const id = await addTopic(context, { slug: 'ports', name: 'Ports' });
    await context.db.transaction(async (tx) => {
      for (let number = 100; number < 220; number += 1) {
        const move = { kind: 'topic', id, from: `old-${number}`, to: 'ports', now: context.now() } as const;
        await moveListAddress(tx, move);
      }
    });
    const seen: string[] = [];
    for (let next: string | undefined = '/admin/redirects?q=old'; next; ) {
      const page = readPage(await desk.get(next).expect(200));
      seen.push(...page.texts('.headline'));
      next = page.links('.pager').find((href) => href.includes('before'));
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });
});

describe('Removing an old address', () => {
  test('of a story frees it: it is not found, and another story may have it', async () => {
    const { old, path } = await movedStory();
    const done = await press(newsroom.desk, '/admin/redirects', 'Remove for good');
    expect(done.headers.location).toBe('/admin/redirects?done=removed');
    await newsroom.visitor().get(old).expect(404);
    await newsroom.visitor().get(path).expect(200);
    const other = await publishNew(newsroom, { Headline: 'Another', slug: old.split('/').at(-1) as string });
    expect(other.path).toBe(old);
    const names = JSON.stringify([`path:${old}`]);
    expect(await events()).toEqual([{ action: 'redirect.removed', subject: 'article:1', names }]);
  });

  test('of a topic frees it: its old name means a new topic from then on', async () => {
    await write(newsroom.desk, { Topics: 'Ports' });
    await renameTopic('Ports', 'Harbours');
    await press(newsroom.desk, '/admin/redirects', 'Remove for good');
    await newsroom.visitor().get('/topics/ports').expect(404);
    await publishNew(newsroom, { Topics: 'Ports' });
    await newsroom.visitor().get('/topics/ports').expect(200);
  });

  test.each([
    [{ kind: 'story', path: '/nowhere' }],
    [{ kind: 'topic', path: '/nowhere' }],
    [{ kind: 'section', path: '/politics' }],
    [{ kind: 'people', path: '/by/mara' }],
    [{ kind: 'story', path: '\0' }],
    [{}],
  ])('that is none (%j) says so and changes nothing', async (form) => {
    const answer = await newsroom.desk.post('/admin/redirects/remove').type('form').send(form);
    expect([answer.status, await events()]).toEqual([404, []]);
    expect(plain(answer)).toContain('There is no such');
    await newsroom.visitor().get('/politics').expect(200);
  });

  test('is done once by two who press at the same time', async () => {
    const { old, id } = await movedStory();
    const remove = () => newsroom.desk.post('/admin/redirects/remove').type('form').send({ kind: 'story', path: old });
    const answers = await Promise.all([remove(), remove()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect(await events()).toHaveLength(1);
    expect((await articleOf(newsroom.context, id))?.state).toBe('published');
    await edit(newsroom.desk, id, {});
  });
});
