import { beforeEach, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import type { Content } from '../../src/articles/article.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { ensureSeries, setTopicTranslations } from '../../src/topics/queries.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { type ReadPage, readPage } from '../support/pages.ts';
import { addStory, type Fate } from '../support/stories.ts';

let newsroom: Started;
let editor: Person;
let politics: number;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: 'https://news.example' });
  editor = await addPerson(newsroom.context, { role: 'editor', slug: 'mara', name: 'Mara' });
  politics = await addSection(newsroom.context, { slug: 'politics', name: 'Politics', translations: { ar: 'سياسة' } });
  await newsroom.context.db.transaction((tx) => writeSetting(tx, 'zone', 'Europe/Oslo'));
});

let count = 0;

function write(content: Partial<Content>, fate: Fate = 'published') {
  count += 1;
  const filed = { headline: `Story ${count}`, sectionId: politics, ...content };
  return addStory(newsroom.context, { editor, content: filed, fate });
}

const open = async (): Promise<ReadPage> => readPage(await newsroom.visitor().get('/site-map').expect(200));

const linksTo = async (folder: string) => (await open()).links('main').filter((href) => href.startsWith(`/${folder}/`));

test('A paper that has nothing yet has a map of what there is', async () => {
  const page = await open();
  expect(page).toMatchObject({ title: 'Site map | Broadsheet', canonical: 'https://news.example/site-map' });
  expect(page.description).not.toBeNull();
  expect(page.texts('h2').slice(0, 3)).toEqual(['Sections', 'About this site', 'Feeds']);
  expect(page.links('main')).toEqual(
    expect.arrayContaining(['/', '/politics', '/feed.xml', '/corrections', '/search']),
  );
});

test('Topics, people and series stand there by name, those alone that readers see a story of', async () => {
  const { context } = newsroom;
  const topic = (slug: string, name: string) => addTopic(context, { slug, name });
  const [ferries, zoos, secret] = [await topic('a', 'Ferries'), await topic('b', 'élan'), await topic('c', 'Secret')];
  await addTopic(context, { slug: 'd', name: 'Nothing' });
  const named = (slug: string, name: string) => addPerson(context, { role: 'author', slug, name });
  const [one, hidden] = [await named('zoe', 'Zoé'), await named('ottoline', 'Ottoline')];
  const [tolls, plan] = await context.db.transaction(async (tx) => [
    await ensureSeries(tx, { slug: 'tolls', name: 'Tolls' }),
    await ensureSeries(tx, { slug: 'plan', name: 'Plan' }),
  ]);
  await write({ topicIds: [ferries, zoos], authorIds: [one.id, editor.id], seriesId: tolls as number });
  const unseen = { topicIds: [secret], authorIds: [hidden.id], seriesId: plan as number };
  await write(unseen, 'draft');
  await write(unseen, 'withdrawn');
  await write(unseen, { at: '2026-11-24T09:00:00.000Z' });
  expect(await linksTo('topics')).toEqual(['/topics/b', '/topics/a']);
  expect(await linksTo('by')).toEqual(['/by/mara', '/by/zoe']);
  expect(await linksTo('series')).toEqual(['/series/tolls']);
  newsroom.clock.set('2026-11-24T09:00:00.000Z');
  expect(await linksTo('topics')).toEqual(['/topics/b', '/topics/a', '/topics/c']);
  expect(await linksTo('by')).toContain('/by/ottoline');
  expect(await linksTo('series')).toEqual(['/series/plan', '/series/tolls']);
});

test('The archive has the months that have stories, newest first, in the newsroom’s zone', async () => {
  for (const now of ['2024-02-10T09:00:00.000Z', '2025-12-31T23:30:00.000Z', '2026-10-31T23:30:00.000Z']) {
    newsroom.clock.set(now);
    await write({});
    await write({});
  }
  newsroom.clock.set('2026-11-23T12:00:00.000Z');
  await write({}, { at: '2026-12-01T09:00:00.000Z' });
  expect(await linksTo('archive')).toEqual(['/archive/2026/11', '/archive/2026/01', '/archive/2024/02']);
  expect((await open()).texts('h3')).toEqual(['2026', '2024']);
  for (const path of await linksTo('archive')) await newsroom.visitor().get(path).expect(200);
});

test('Of very many topics it shows as many as somebody reads, and says that there are more', async () => {
  const topics = Array.from({ length: 502 }, (_, index) => ({ slug: `t${index}`, name: `Topic ${index}` }));
  const ids: number[] = [];
  for (const each of topics) ids.push(await addTopic(newsroom.context, each));
  for (let first = 0; first < ids.length; first += 8) await write({ topicIds: ids.slice(first, first + 8) });
  const page = await open();
  expect(page.links('main').filter((href) => href.startsWith('/topics/'))).toHaveLength(500);
  expect(page.main).toContain('There are more topics');
});

test('In a newsroom that writes in Arabic the map is Arabic', async () => {
  const topic = await addTopic(newsroom.context, { slug: 'harbour', name: 'Harbour' });
  await newsroom.context.db.transaction(async (tx) => {
    await writeSetting(tx, 'language', 'ar');
    await setTopicTranslations(tx, topic, '{"ar":"الميناء"}');
  });
  await write({ topicIds: [topic], language: 'ar' });
  const page = await open();
  expect(page).toMatchObject({ language: 'ar', direction: 'rtl' });
  expect(page.texts('h1')).toEqual(['خريطة الموقع']);
  expect(page.main).toMatch(/سياسة.*الميناء.*نوفمبر 2026/);
});
