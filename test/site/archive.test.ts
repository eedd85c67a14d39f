import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { type ReadPage, readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';

/* Lists are paged by the last story of the page before, so that no story is left out or shown twice while others come in. */

let newsroom: Started;
let editor: Person;
let politics: number;
let harbour: number;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: 'https://news.example', now: '2026-11-23T12:00:00.000Z' });
  const { context } = newsroom;
  await context.db.transaction((tx) => writeSetting(tx, 'zone', 'Europe/Oslo'));
  politics = await addSection(context, { slug: 'politics', name: 'Politics' });
  harbour = await addTopic(context, { slug: 'harbour', name: 'Harbour' });
  editor = await addPerson(context, { role: 'editor', name: 'Mara Oyelaran', bio: '' });
});

let count = 0;

async function write(headline: string, at: string): Promise<string> {
  count += 1;
  const filed = { sectionId: politics, topicIds: [harbour], authorIds: [editor.id] };
  const film = { leadKind: 'video', leadVideo: 'https://youtu.be/dQw4w9WgXcQ', leadVideoTitle: 'Film' } as const;
  const content = { ...filed, ...film, headline, slug: `story-${count}` };
  newsroom.clock.set(at);
  return (await addStory(newsroom.context, { editor, content })).path;
}

/** Minutes apart, but for every third, which shares its minute with the one before. */
async function writeMany(many: number): Promise<string[]> {
  const headlines: string[] = [];
  for (let number = 0; number < many; number += 1) {
    const minute = String(Math.floor((number * 2) / 3) % 60).padStart(2, '0');
    const hour = String(8 + Math.floor((number * 2) / 180)).padStart(2, '0');
    headlines.push(`Story ${number}`);
    await write(`Story ${number}`, `2026-11-20T${hour}:${minute}:00.000Z`);
  }
  newsroom.clock.set('2026-11-23T12:00:00.000Z');
  return headlines.toReversed();
}

const open = async (path: string): Promise<ReadPage> => readPage(await newsroom.visitor().get(path).expect(200));
const headlines = (page: ReadPage) => [...page.texts('h3'), ...page.texts('h2')].filter((text) => /^Story/.test(text));
const older = (page: ReadPage) => page.links('.pager').find((href) => href.includes('before='));

const lists = ['/politics', '/topics/harbour', '/by/mara-oyelaran', '/archive/2026/11', '/video'];

test('Every story stands on exactly one page of each list, newest first, and pages lead on to each other', async () => {
  const all = await writeMany(103);
  for (const path of lists) {
    const found: string[] = [];
    const titles = new Set<string>();
    let address: string | undefined = path;
    while (address) {
      const page = await open(address);
      const shown = headlines(page);
      // A section's first page shows one large, which stands after the cards in this reading.
      found.push(...shown.sort((one, other) => Number(other.slice(6)) - Number(one.slice(6))));
      titles.add(page.title);
      expect(page.canonical).toBe(`https://news.example${address}`);
      expect(page.description).toMatch(/\S/);
      if (address !== path) expect(page.links('.pager')).toContain(path);
      address = older(page);
    }
    expect({ path, found }).toEqual({ path, found: all });
    expect(titles.size).toBe(3);
  }
});

test('A page stays what it is when new stories come in', async () => {
  await writeMany(60);
  const second = older(await open('/politics')) as string;
  const before = headlines(await open(second));
  await write('Story new', '2026-11-23T12:00:00.000Z');
  expect(headlines(await open(second))).toEqual(before);
});

test.each([
  ...['x', '', '2026-11-20', '2026-11-20T08:00:00.000Z', '2026-13-45T08:00:00.000Z_1', '2026-11-20T08:00:00.000Z_-1'],
  ...["2026-11-20T08:00:00.000Z_1' or 1=1", '2026-11-20T08:00:00.000Z_9999999999999999', '%00', '%F0%9F%97%9E'],
  // Nothing is older.
  '2020-01-01T00:00:00.000Z_1',
])('A key “%s” that leads nowhere is not found', async (key) => {
  await write('Story one', '2026-11-20T08:00:00.000Z');
  newsroom.clock.set('2026-11-23T12:00:00.000Z');
  for (const path of lists) {
    await newsroom
      .visitor()
      .get(`${path}?before=${encodeURIComponent(key)}`)
      .expect(404)
      .expect('Content-Type', /html/);
  }
});

describe('A month', () => {
  test('is the newsroom’s, not that of UTC', async () => {
    // In Oslo, an hour ahead, the first of November has begun.
    const path = await write('Story first', '2026-10-31T23:30:00.000Z');
    expect(path).toMatch(/^\/2026\/11\/01\//);
    newsroom.clock.set('2026-11-23T12:00:00.000Z');
    const page = await open('/archive/2026/11');
    expect(headlines(page)).toEqual(['Story first']);
    expect(page.title).toBe('November 2026 | Broadsheet');
    await newsroom.visitor().get('/archive/2026/10').expect(404);
  });

  test('leads to the months before and after that have stories', async () => {
    for (const month of ['03', '08', '11']) await write(`Story of ${month}`, `2026-${month}-10T09:00:00.000Z`);
    newsroom.clock.set('2026-11-23T12:00:00.000Z');
    expect((await open('/archive/2026/08')).links('.months')).toEqual(['/archive/2026/11', '/archive/2026/03']);
    expect((await open('/archive/2026/03')).links('.months')).toEqual(['/archive/2026/08']);
  });

  test.each([
    ...['2026/00', '2026/13', '2026/1', '0000/01', '9999/12', '2026/ab', '2026', '2026/12', '2025/11', '20267/11'],
  ])('that is none, or has no story, is not found: %s', async (month) => {
    await write('Story one', '2026-11-20T08:00:00.000Z');
    await newsroom.visitor().get(`/archive/${month}`).expect(404);
  });
});
