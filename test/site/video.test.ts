import { beforeEach, describe, expect, test } from '@jest/globals';
import { up } from '../../migrations/0037-stories-with-video.ts';
import type { Person } from '../../src/accounts/person.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { findCards } from '../../src/articles/queries/cards.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { plansOf } from '../support/plans.ts';
import { type AddedStory, addStory, type Fate } from '../support/stories.ts';

const address = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
const asLead = { leadKind: 'video', leadVideo: address, leadVideoTitle: 'The quay' } as const;
const inText = { body: `So it went.\n\n::video{url="${address}" title="The quay"}` };
const saidOnly = { body: `The block is \`"kind":"video"\`, and its address ${address}.\n\n    ::video{url="x"}` };

let newsroom: Started;
let editor: Person;
let sectionId: number;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: 'https://news.example' });
  editor = await addPerson(newsroom.context, { role: 'editor' });
  sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
});

/** Each an hour after the one before. */
async function write(headline: string, content: Partial<Content> = {}, fate: Fate = 'published'): Promise<AddedStory> {
  newsroom.clock.advance({ hours: 1 });
  return addStory(newsroom.context, { editor, content: { sectionId, headline, ...content }, fate });
}

const open = async (path = '/video') => readPage(await newsroom.visitor().get(path).expect(200));
const headlines = async (path = '/video') => {
  const page = await open(path);
  return [...page.texts('h2'), ...page.texts('h3')].filter((text) => text.startsWith('Story'));
};

async function change(story: AddedStory, content: Partial<Content>): Promise<AddedStory> {
  newsroom.clock.advance({ hours: 1 });
  const saving = { articleId: story.articleId, baseRevisionId: story.revisionId, kind: 'save' } as const;
  const written = { ...emptyContent, sectionId, headline: 'Story changed', body: 'So.', ...content };
  const saved = await saveRevision(newsroom.context, editor, { ...saving, content: written });
  await publishChanges(newsroom.context, editor, { ...saved, kind: 'update', note: 'More is known.' });
  return { ...story, ...saved };
}

describe('The stories with video', () => {
  test('are those with one above the text or in it, newest first, and no others', async () => {
    await write('Story led', asLead);
    await write('Story that speaks of it', saidOnly);
    await write('Story told', inText);
    await write('Story unseen', asLead, 'draft');
    await write('Story gone', asLead, 'withdrawn');
    await write('Story to come', inText, { at: '2026-12-24T09:00:00.000Z' });
    expect(await headlines()).toEqual(['Story told', 'Story led']);
    newsroom.clock.set('2026-12-24T09:00:00.000Z');
    expect(await headlines()).toEqual(['Story to come', 'Story told', 'Story led']);
  });

  test('are named for people and machines, in the newsroom’s language', async () => {
    await write('Story led', asLead);
    const page = await open();
    expect(page).toMatchObject({ title: 'Video | Broadsheet', canonical: 'https://news.example/video' });
    expect(page.texts('h1')).toEqual(['Video']);
    expect(page.description).toBe('All stories with video from Broadsheet, newest first.');
    expect(page.data.map((each) => each['@type'])).toEqual(
      expect.arrayContaining(['BreadcrumbList', 'CollectionPage']),
    );
    expect(page.feeds['application/rss+xml']).toBe('https://news.example/video/feed.xml');
  });

  test('change with what is published of a story', async () => {
    const story = await write('Story changed', inText);
    const second = await change(story, {});
    expect(await headlines()).toEqual([]);
    await change(second, asLead);
    expect(await headlines()).toEqual(['Story changed']);
  });

  test('are a page that says so where there are none', async () => {
    await write('Story without');
    const page = await open();
    expect(page.texts('.empty')).toEqual(['No stories with video yet.']);
    await newsroom.visitor().get('/video?before=2026-11-23T12:00:00.000Z_1').expect(404);
    for (const path of ['/', '/site-map']) expect((await open(path)).links()).not.toContain('/video');
    expect((await newsroom.visitor().get('/sitemap-pages.xml').buffer(true)).text).not.toContain('/video<');
  });

  test('stand behind the sections in the navigation of every page, once readers see one', async () => {
    const { path } = await write('Story without');
    const navigation = async (at: string) => (await open(at)).links('.nav');
    expect(await navigation(path)).toEqual(['/politics']);
    const later = { headline: 'خبر', language: 'ar' } as const;
    const arabic = await write('خبر', { ...later, ...inText }, { at: '2026-12-24T09:00:00.000Z' });
    expect(await navigation('/')).toEqual(['/politics']);
    newsroom.clock.set('2026-12-24T09:00:00.000Z');
    for (const at of ['/', path, '/politics', '/site-map'])
      expect(await navigation(at)).toEqual(['/politics', '/video']);
    expect((await open(arabic.path)).texts('.nav')).toEqual(['Politics فيديو']);
    const { text } = await newsroom.visitor().get('/video').expect(200);
    expect(text.match(/<a [^>]*aria-current="page"[^>]*>/g)).toEqual(['<a href="/video" aria-current="page">']);
  });

  test('have feeds, and a place on the map and among what machines are told of', async () => {
    await write('Story led', asLead);
    await write('Story without');
    const { body: feed } = await newsroom.visitor().get('/video/feed.json').expect(200);
    expect([feed.title, feed.home_page_url]).toEqual(['Broadsheet: Video', 'https://news.example/video']);
    expect(feed.items.map(({ title }: { title: string }) => title)).toEqual(['Story led']);
    for (const ending of ['feed.xml', 'feed.atom']) await newsroom.visitor().get(`/video/${ending}`).expect(200);
    expect((await open('/site-map')).links('main')).toContain('/video');
    const { text } = await newsroom.visitor().get('/sitemap-pages.xml').buffer(true).expect(200);
    expect(text).toContain('<loc>https://news.example/video</loc>');
  });
});

test('What was published before there was a list of them is found by what it shows', async () => {
  const { db } = newsroom.context;
  await write('Story led', asLead);
  await write('Story told', inText);
  await write('Story that speaks of it', saidOnly);
  await db.writer.schema.dropIndex('published_articles_with_video').execute();
  await db.writer.schema.alterTable('published_articles').dropColumn('has_video').execute();
  await up(db.writer);
  expect(await headlines()).toEqual(['Story told', 'Story led']);
});

test('Only stories with video are read for the list, however many others there are', async () => {
  const { reader } = newsroom.context.db;
  const [plan] = await plansOf(reader, (db) =>
    findCards(db, { now: newsroom.context.now(), limit: 51, withVideo: true }),
  );
  // On PostgreSQL, whether it takes it is up to how many there are; that it may is up to us.
  expect(plan).toContain('published_articles_with_video');
  if (DATABASE === 'postgres') return;
  expect(plan).toContain('SEARCH story USING INDEX published_articles_with_video (published_at<?)');
  expect(plan).not.toContain('TEMP B-TREE');
});
