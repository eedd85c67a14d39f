import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { publishChanges, reinstate } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { ensureSeries } from '../../src/topics/queries.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { expectedItems, type ReadFeed, readAtom, readJson, readRss } from '../support/feeds.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

let newsroom: Started;
let editor: Person;
let author: Person;
let politics: number;
let world: number;
let harbour: number;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: 'https://news.example' });
  const { context } = newsroom;
  await context.db.transaction((tx) => writeSetting(tx, 'name', 'The Alder Courier'));
  politics = await addSection(context, { slug: 'politics', name: 'Politics' });
  world = await addSection(context, { slug: 'world', name: 'World' });
  harbour = await addTopic(context, { slug: 'harbour', name: 'Harbour' });
  editor = await addPerson(context, { role: 'editor', name: 'Mara & Oyelaran', slug: 'mara-oyelaran' });
  author = await addPerson(context, { role: 'author', name: 'Tomas Brandt', slug: 'tomas-brandt' });
});

const filed = (content: Partial<Content>): Content => ({
  ...{ ...emptyContent, body: 'Some two hundred dockers.', sectionId: politics, topicIds: [harbour] },
  ...{ authorIds: [editor.id, author.id], ...content },
});

/** Each an hour after what happened before. */
async function write(content: Partial<Content>, fate?: { at: string }): Promise<AddedStory> {
  newsroom.clock.advance({ hours: 1 });
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

const readers: Record<string, (answer: Response) => ReadFeed | Promise<ReadFeed>> = {
  'feed.xml': readRss,
  'feed.atom': readAtom,
  'feed.json': readJson,
};

/** The feeds of a list, or of the whole paper, in all three forms. */
async function feeds(list = ''): Promise<Record<string, ReadFeed>> {
  const read: Record<string, ReadFeed> = {};
  for (const [ending, reader] of Object.entries(readers)) {
    const answer = await newsroom.visitor().get(`${list}/${ending}`).buffer(true).expect(200);
    read[ending] = await reader(answer);
  }
  return read;
}

/** Every form says what the database says, of the whole paper. */
async function expectSame(when: string): Promise<ReadFeed['items']> {
  const expected = await expectedItems(newsroom.context);
  for (const [ending, { items }] of Object.entries(await feeds())) {
    expect({ when, ending, items }).toEqual({ when, ending, items: expected });
  }
  return expected;
}

const titles = (list: string) => feeds(list).then((read) => read['feed.xml']?.items.map(({ title }) => title));

test('Feeds match the database story by story, whatever becomes of a story', async () => {
  expect(await expectSame('nothing is published')).toEqual([]);
  const first = await write({ headline: 'The first' });
  const second = await write({ headline: 'The second', sectionId: world, authorIds: [] });
  const [, published] = await expectSame('two are published');
  await change(first, 'fix', { headline: 'The first, spelt' });
  expect((await expectSame('one is fixed'))[1]).toEqual({ ...published, title: 'The first, spelt' });
  await change(first, 'update', { headline: 'The first', authorIds: [author.id, editor.id] });
  expect((await expectSame('one is updated'))[1]).toMatchObject({ authors: ['Tomas Brandt', 'Mara & Oyelaran'] });
  await change(first, 'correction', { headline: 'The first, right' });
  const [, corrected] = await expectSame('one is corrected');
  expect(corrected).toMatchObject({ published: published?.published, updated: newsroom.context.now() });
  await change(first, 'fix', { headline: 'The first, right', slug: 'another-address' });
  const [, moved] = await expectSame('one has moved');
  expect(moved).toMatchObject({ id: published?.id, address: 'https://news.example/2026/11/23/another-address' });
  await write({ headline: 'الأول', language: 'ar', translationOf: first.articleId });
  expect((await expectSame('one is translated'))[0]).toMatchObject({ language: 'ar', title: 'الأول' });
  await write({ headline: 'Not yet' }, { at: '2026-11-24T09:00:00.000Z' });
  expect(await expectSame('one is scheduled')).toHaveLength(3);
  await withdraw(newsroom.context, editor, { articleId: second.articleId, reason: 'Not so.' });
  expect(await expectSame('one is withdrawn')).toHaveLength(2);
  await reinstate(newsroom.context, editor, { articleId: second.articleId, note: '' });
  expect(await expectSame('it is back')).toHaveLength(3);
  newsroom.clock.set('2026-11-24T09:00:00.000Z');
  expect((await expectSame('the scheduled one is due'))[0]).toMatchObject({ title: 'Not yet' });
});

test('A correction stands in the text of the feed, a story that was withdrawn nowhere', async () => {
  const wrong = await write({ headline: 'Wrong' });
  await change(wrong, 'correction', { headline: 'Wrong' });
  for (const { texts } of Object.values(await feeds())) {
    expect(texts.Wrong).toMatch(/<p>Some|<p dir="auto">Some/);
    expect(texts.Wrong).toContain('It was 31, not 32.');
  }
  await withdraw(newsroom.context, editor, { articleId: wrong.articleId, reason: 'Not so.' });
  for (const ending of Object.keys(readers)) {
    expect((await newsroom.visitor().get(`/${ending}`).buffer(true)).text).not.toMatch(/Wrong|dockers|story-/);
  }
});

describe('Every list', () => {
  test('has feeds of its own stories, and says on its page where they are', async () => {
    const series = await newsroom.context.db.transaction((tx) => ensureSeries(tx, { slug: 'gates', name: 'Gates' }));
    await write({ headline: 'Here', seriesId: series, seriesPart: 1 });
    await write({ headline: 'There', sectionId: world, topicIds: [], authorIds: [editor.id] });
    await write({ headline: 'And now', seriesId: series, seriesPart: 2 });
    const lists = {
      '': ['And now', 'There', 'Here'],
      '/politics': ['And now', 'Here'],
      '/world': ['There'],
      '/topics/harbour': ['And now', 'Here'],
      '/by/tomas-brandt': ['And now', 'Here'],
      '/by/mara-oyelaran': ['And now', 'There', 'Here'],
      '/series/gates': ['And now', 'Here'],
      '/archive/2026/11': ['And now', 'There', 'Here'],
    };
    for (const [list, expected] of Object.entries(lists)) {
      expect({ list, titles: await titles(list) }).toEqual({ list, titles: expected });
      const page = readPage(
        await newsroom
          .visitor()
          .get(list || '/')
          .expect(200),
      );
      expect(page.feeds).toEqual({
        'application/rss+xml': `https://news.example${list}/feed.xml`,
        'application/atom+xml': `https://news.example${list}/feed.atom`,
        'application/feed+json': `https://news.example${list}/feed.json`,
      });
      for (const [ending, { self }] of Object.entries(await feeds(list))) {
        expect(self).toBe(`https://news.example${list}/${ending}`);
      }
    }
  });

  test('that is empty or unknown has none, but a section has one from the beginning', async () => {
    await write({ headline: 'Later' }, { at: '2026-12-24T09:00:00.000Z' });
    expect(await titles('/politics')).toEqual([]);
    const lists = ['/nowhere', '/topics/harbour', '/topics/nothing', '/by/tomas-brandt', '/series/gates', '/topics'];
    for (const list of [...lists, '/archive/2026/12', '/archive/2026/13', '/archive/2026/1', '/by/%00', '/%ff']) {
      for (const ending of Object.keys(readers)) {
        const { status } = await newsroom.visitor().get(`${list}/${ending}`);
        expect({ list, ending, refused: status === 404 || status === 400 }).toEqual({ list, ending, refused: true });
      }
    }
  });

  test('of more stories than a feed holds shows the newest', async () => {
    for (let number = 1; number <= 52; number += 1) await write({ headline: `Story ${number}`, slug: `s-${number}` });
    const shown = await titles('/politics');
    expect(shown).toHaveLength(50);
    expect([shown?.[0], shown?.[49]]).toEqual(['Story 52', 'Story 3']);
  });
});

describe('Who asks again', () => {
  const paths = [
    '/feed.xml',
    '/politics/feed.atom',
    '/feed.json',
    '/sitemap.xml',
    '/sitemap-2026-11.xml',
    '/news-sitemap.xml',
  ];

  test.each(paths)('%s answers that nothing changed, until something did', async (path) => {
    await write({ headline: 'The first' });
    const story = await write({ headline: 'The second' });
    const agent = newsroom.visitor();
    const known = (await agent.get(path).expect(200)).headers;
    newsroom.clock.advance({ minutes: 1 });
    const again = (name: string, value: string) => agent.get(path).set(name, value);
    await again('If-None-Match', known.etag ?? '').expect(304);
    await again('If-Modified-Since', known['last-modified'] ?? '').expect(304);
    await again('If-Modified-Since', 'Mon, 23 Nov 2026 00:00:00 GMT').expect(200);
    await again('If-None-Match', '"another"')
      .set('If-Modified-Since', known['last-modified'] ?? '')
      .expect(200);
    await withdraw(newsroom.context, editor, { articleId: story.articleId, reason: 'Not so.' });
    const after = await again('If-None-Match', known.etag ?? '').expect(200);
    await again('If-Modified-Since', known['last-modified'] ?? '').expect(200);
    expect(after.headers.etag).not.toBe(known.etag);
    expect(Date.parse(after.headers['last-modified'] ?? '')).toBe(Date.parse(newsroom.context.now()));
  });

  test('gets a fix, and a story that came out with nobody awake', async () => {
    const story = await write({ headline: 'The frist' });
    await write({ headline: 'Not yet' }, { at: '2026-11-24T09:00:00.000Z' });
    const agent = newsroom.visitor();
    const ask = async () => (await agent.get('/feed.xml')).headers['last-modified'] ?? '';
    const before = await ask();
    await change(story, 'fix', { headline: 'The first' });
    await agent.get('/feed.xml').set('If-Modified-Since', before).expect(200);
    const fixed = await ask();
    newsroom.clock.set('2026-11-24T08:59:00.000Z');
    await agent.get('/feed.xml').set('If-Modified-Since', fixed).expect(304);
    newsroom.clock.set('2026-11-24T09:01:00.000Z');
    await agent.get('/feed.xml').set('If-Modified-Since', fixed).expect(200);
    expect(await ask()).toBe('Tue, 24 Nov 2026 09:00:00 GMT');
  });
});

test('Every file is of its own kind, may be read by pages of other sites, and is asked for anew', async () => {
  await write({ headline: 'The first' });
  const types = {
    '/feed.xml': 'application/rss+xml; charset=utf-8',
    '/feed.atom': 'application/atom+xml; charset=utf-8',
    '/feed.json': 'application/feed+json',
    '/corrections/feed.xml': 'application/rss+xml; charset=utf-8',
    '/corrections/feed.atom': 'application/atom+xml; charset=utf-8',
    '/corrections/feed.json': 'application/feed+json',
    '/sitemap.xml': 'application/xml; charset=utf-8',
    '/news-sitemap.xml': 'application/xml; charset=utf-8',
    '/robots.txt': 'text/plain; charset=utf-8',
  };
  for (const [path, type] of Object.entries(types)) {
    const { headers } = await newsroom.visitor().get(path).set('Host', 'evil.example').expect(200);
    expect(headers).toMatchObject({ 'content-type': type, 'access-control-allow-origin': '*' });
    expect(headers['cache-control']).toBe('max-age=0, must-revalidate');
    expect((await newsroom.visitor().get(path).set('Host', 'evil.example').buffer(true)).text).not.toContain('evil');
  }
});
