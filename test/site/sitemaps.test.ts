import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { expectedItems, type ReadEntry, readSitemap } from '../support/feeds.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

const site = 'https://news.example';
let newsroom: Started;
let editor: Person;
let politics: number;
let harbour: number;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: site, now: '2026-11-23T12:00:00.000Z' });
  const { context } = newsroom;
  await context.db.transaction(async (tx) => {
    await writeSetting(tx, 'name', 'The <Alder> Courier');
    await writeSetting(tx, 'zone', 'Europe/Oslo');
  });
  politics = await addSection(context, { slug: 'politics', name: 'Politics' });
  harbour = await addTopic(context, { slug: 'harbour', name: 'Harbour' });
  await addTopic(context, { slug: 'nobody-files-this', name: 'Nothing' });
  editor = await addPerson(context, { role: 'editor', name: 'Mara Oyelaran', slug: 'mara-oyelaran' });
});

const filed = (content: Partial<Content>): Content => ({
  ...{ ...emptyContent, body: 'Some two hundred dockers.', sectionId: politics, topicIds: [harbour] },
  ...{ authorIds: [editor.id], ...content },
});

async function write(content: Partial<Content>, at?: string, fate?: { at: string }): Promise<AddedStory> {
  if (at) newsroom.clock.set(at);
  else newsroom.clock.advance({ hours: 1 });
  return addStory(newsroom.context, { editor, content: filed(content), ...(fate ? { fate } : {}) });
}

async function change(story: AddedStory, kind: 'fix' | 'update' | 'correction', content: Partial<Content>) {
  newsroom.clock.advance({ hours: 1 });
  const { articleId, revisionId } = story;
  const saving = { articleId, baseRevisionId: revisionId, content: filed(content), kind: 'save' } as const;
  story.revisionId = (await saveRevision(newsroom.context, editor, saving)).revisionId;
  const note = kind === 'correction' ? 'It was 31, not 32.' : '';
  await publishChanges(newsroom.context, editor, { articleId, revisionId: story.revisionId, kind, note });
}

async function read(address: string): Promise<ReadEntry[]> {
  return readSitemap(await newsroom.visitor().get(address.replace(site, '')).buffer(true).expect(200));
}

/** What all files together say of stories: the index leads to them. */
async function readStories(): Promise<ReadEntry[]> {
  const files = await read('/sitemap.xml');
  const entries: ReadEntry[] = [];
  for (const { address } of files.filter((file) => !file.address.includes('pages')))
    entries.push(...(await read(address)));
  return entries;
}

async function expectSame(when: string): Promise<ReadEntry[]> {
  const stories = await readStories();
  const expected = await expectedItems(newsroom.context);
  const said = stories.map(({ address, changed }) => `${address} ${changed}`).sort();
  expect({ when, said }).toEqual({
    when,
    said: expected.map(({ address, updated }) => `${address} ${updated}`).sort(),
  });
  const news = await read('/news-sitemap.xml');
  expect({ when, news: news.map((entry) => [entry.address, entry.news?.title, entry.news?.published]) }).toEqual({
    when,
    news: expected.map(({ address, title, published }) => [address, title, published]),
  });
  return stories;
}

test('Sitemaps match the database story by story, whatever becomes of a story', async () => {
  expect(await expectSame('nothing is published')).toEqual([]);
  const first = await write({ headline: 'The first' });
  const second = await write({ headline: 'The second' });
  await expectSame('two are published');
  for (const kind of ['fix', 'update', 'correction'] as const) {
    await change(first, kind, { headline: `The first, ${kind}`, slug: 'the-first' });
    await expectSame(`a ${kind}`);
  }
  await change(first, 'fix', { headline: 'The first', slug: 'another-address' });
  expect((await expectSame('one has moved')).map(({ address }) => address)).toContain(
    `${site}/2026/11/23/another-address`,
  );
  await write({ headline: 'الأول', language: 'ar', translationOf: first.articleId });
  await expectSame('one is translated');
  await write({ headline: 'Not yet' }, undefined, { at: '2026-11-24T09:00:00.000Z' });
  expect(await expectSame('one is scheduled')).toHaveLength(3);
  await withdraw(newsroom.context, editor, { articleId: second.articleId, reason: 'Not so.' });
  expect(await expectSame('one is withdrawn')).toHaveLength(2);
  newsroom.clock.set('2026-11-24T09:00:00.000Z');
  expect(await expectSame('the scheduled one is due')).toHaveLength(3);
});

test('The index has a file for each month by the newsroom’s calendar, with the time of its last change', async () => {
  const early = await write({ headline: 'Early' }, '2026-09-30T21:59:00.000Z');
  // Past midnight in Oslo.
  await write({ headline: 'October' }, '2026-09-30T22:30:00.000Z');
  await write({ headline: 'Now' }, '2026-11-23T12:00:00.000Z');
  await change(early, 'update', { headline: 'Early' });
  expect(await read('/sitemap.xml')).toEqual([
    expect.objectContaining({ address: `${site}/sitemap-pages.xml` }),
    expect.objectContaining({ address: `${site}/sitemap-2026-11.xml`, changed: '2026-11-23T12:00:00.000Z' }),
    expect.objectContaining({ address: `${site}/sitemap-2026-10.xml`, changed: '2026-09-30T22:30:00.000Z' }),
    expect.objectContaining({ address: `${site}/sitemap-2026-09.xml`, changed: '2026-11-23T13:00:00.000Z' }),
  ]);
  expect((await read('/sitemap-2026-10.xml')).map(({ address }) => address)).toEqual([`${site}/2026/10/01/october`]);
});

test('Translations lead to each other in the file as they do on their pages', async () => {
  const original = await write({ headline: 'The speech' });
  const arabic = await write(
    { headline: 'الخطاب', language: 'ar', translationOf: original.articleId },
    '2026-12-02T12:00:00.000Z',
  );
  const alone = await write({ headline: 'Alone' });
  for (const { path } of [original, arabic, alone]) {
    const page = readPage(await newsroom.visitor().get(encodeURI(path)).expect(200));
    const [entry] = (await readStories()).filter(({ address }) => address === page.canonical);
    expect({ path, languages: entry?.languages }).toEqual({ path, languages: page.alternates });
  }
  const languages = {
    en: `${site}${original.path}`,
    ar: `${site}${encodeURI(arabic.path)}`,
    'x-default': `${site}${original.path}`,
  };
  expect((await read('/sitemap-2026-12.xml'))[0]?.languages).toEqual(languages);
  await withdraw(newsroom.context, editor, { articleId: original.articleId, reason: 'Not so.' });
  expect((await read('/sitemap-2026-12.xml'))[0]?.languages).toEqual({});
});

test('Lists and pages that readers can open have their file; what only unpublished stories have is in none', async () => {
  const vane = await addPerson(newsroom.context, { role: 'author', slug: 'ottoline-vane' });
  await write({ headline: 'Not yet', authorIds: [vane.id] }, undefined, { at: '2026-12-24T09:00:00.000Z' });
  const before = (await read('/sitemap-pages.xml')).map(({ address }) => address.replace(site, ''));
  expect(before).toEqual(['/', '/politics', '/corrections', '/site-map']);
  await write({ headline: 'The first' });
  await addStory(newsroom.context, { editor, makes: 'page', content: { headline: 'About us', sectionId: null } });
  const pages = await read('/sitemap-pages.xml');
  expect(pages.map(({ address }) => address.replace(site, ''))).toEqual([
    ...['/', '/politics', '/topics/harbour', '/by/mara-oyelaran', '/archive/2026/11'],
    ...['/corrections', '/site-map', '/pages/about-us'],
  ]);
  for (const { address } of pages) {
    const page = readPage(await newsroom.visitor().get(address.replace(site, '')).expect(200));
    expect(page).toMatchObject({ canonical: address, description: expect.stringMatching(/\S/) });
    expect(page.title).not.toBe('');
  }
});

describe('The news sitemap', () => {
  test('has the stories of two days, by first publication, with name and language', async () => {
    const old = await write({ headline: 'Old' }, '2026-11-21T11:59:00.000Z');
    await write({ headline: 'Two days ago' }, '2026-11-21T12:00:00.000Z');
    await write({ headline: 'خبر & <آخر>', language: 'ar' }, '2026-11-23T11:00:00.000Z');
    await change(old, 'update', { headline: 'Old' });
    expect((await read('/news-sitemap.xml')).map(({ news }) => news)).toEqual([
      { name: 'The <Alder> Courier', language: 'ar', published: '2026-11-23T11:00:00.000Z', title: 'خبر & <آخر>' },
      { name: 'The <Alder> Courier', language: 'en', published: '2026-11-21T12:00:00.000Z', title: 'Two days ago' },
    ]);
  });

  test('has a thousand at most, the newest', async () => {
    const { articleId } = await write({ headline: 'The first' });
    await copy(articleId, 1005);
    const news = await read('/news-sitemap.xml');
    expect(news).toHaveLength(1000);
    expect(news[0]?.address).toBe(`${site}/2026/11/23/copy-1004`);
  });
});

test('A month of more stories than a file may hold has several', async () => {
  const { articleId } = await write({ headline: 'The first' });
  await copy(articleId, 10_001);
  const files = (await read('/sitemap.xml')).map(({ address }) => address.replace(site, ''));
  expect(files).toEqual(['/sitemap-pages.xml', '/sitemap-2026-11.xml', '/sitemap-2026-11-2.xml']);
  const [full, rest] = [await read('/sitemap-2026-11.xml'), await read('/sitemap-2026-11-2.xml')];
  expect([full.length, rest.length]).toEqual([10_000, 2]);
  expect(new Set([...full, ...rest].map(({ address }) => address)).size).toBe(10_002);
});

test.each([
  ...['/sitemap-2026-10.xml', '/sitemap-2026-13.xml', '/sitemap-2026-11-1.xml', '/sitemap-2026-11-2.xml'],
  ...[
    '/sitemap-0000-01.xml',
    '/sitemap-pages-1.xml',
    '/sitemap-pages-2.xml',
    '/sitemap-2026-11-99999.xml',
    '/sitemap.xml.gz',
  ],
])('There is no %s', async (path) => {
  await write({ headline: 'The first' });
  await newsroom.visitor().get(path).expect(404);
});

/** The same story as many times again, a minute earlier each, past what the newsroom's pages would take all day for. */
async function copy(articleId: number, many: number): Promise<void> {
  const { db } = newsroom.context;
  const story = await db.reader
    .selectFrom('published_articles')
    .selectAll()
    .where('article_id', '=', articleId)
    .executeTakeFirstOrThrow();
  const article = await db.reader
    .selectFrom('articles')
    .selectAll()
    .where('id', '=', articleId)
    .executeTakeFirstOrThrow();
  await db.transaction(async (tx) => {
    for (let from = 0; from < many; from += 500) {
      const numbers = Array.from({ length: Math.min(500, many - from) }, (_, index) => from + index);
      await tx
        .insertInto('articles')
        .values(numbers.map((number) => ({ ...article, id: 1000 + number })))
        .execute();
      await tx
        .insertInto('published_articles')
        .values(numbers.map((number) => ({ ...story, article_id: 1000 + number, path: `/2026/11/23/copy-${number}` })))
        .execute();
    }
  });
}
