import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import type { Content } from '../../src/articles/article.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { type ReadPage, readPage } from '../support/pages.ts';
import { addColour, addStory } from '../support/stories.ts';

let newsroom: Started;
let editor: Person;
let author: Person;
let politics: number;
let world: number;
let harbour: number;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: 'https://news.example' });
  const { context } = newsroom;
  politics = await addSection(context, { slug: 'politics', name: 'Politics' });
  world = await addSection(context, { slug: 'world', name: 'World' });
  harbour = await addTopic(context, { slug: 'harbour', name: 'Harbour' });
  editor = await addPerson(context, { role: 'editor', name: 'Mara Oyelaran', slug: 'mara-oyelaran' });
  author = await addPerson(context, { role: 'author', name: 'Tomas Brandt', slug: 'tomas-brandt', bio: 'Reporter.' });
});

/** Each an hour after the one before. */
async function write(content: Partial<Content>): Promise<string> {
  newsroom.clock.advance({ hours: 1 });
  const { path } = await addStory(newsroom.context, { editor, content: { sectionId: politics, ...content } });
  return path;
}

async function open(path: string): Promise<ReadPage> {
  return readPage(await newsroom.visitor().get(encodeURI(path)).expect(200));
}

const headlines = (page: ReadPage) => [...page.texts('h2'), ...page.texts('h3')].filter((text) => /^Story/.test(text));

describe('A section', () => {
  test('shows its stories, newest first, and its name to machines', async () => {
    await write({ headline: 'Story one' });
    await write({ headline: 'Story abroad', sectionId: world });
    await write({ headline: 'Story two' });
    const page = await open('/politics');
    expect(headlines(page)).toEqual(['Story two', 'Story one']);
    expect(page).toMatchObject({ title: 'Politics | Broadsheet', canonical: 'https://news.example/politics' });
    expect(page.data[0]).toMatchObject({ '@type': 'BreadcrumbList' });
    expect(page.texts('h1')).toEqual(['Politics']);
    expect(page.attributes('a', 'aria-current').filter(Boolean)).toEqual(['page']);
  });

  test('gives the first place to the newest story with a picture', async () => {
    const picture = await addColour(newsroom.context, editor, '#c33');
    await write({ headline: 'Story seen', leadKind: 'image', leadMediaId: picture.id, leadAlt: 'A hall' });
    await write({ headline: 'Story heard' });
    const page = await open('/politics');
    expect(page.texts('.lead-story')[0]).toContain('Story seen');
    expect(page.texts('.card')[0]).toContain('Story heard');
    // On cards a picture decorates: the headline beside it says it all.
    expect(page.attributes('img', 'alt')).toEqual(['']);
  });

  test('without stories says so', async () => {
    expect((await open('/world')).texts('.empty')).toHaveLength(1);
  });

  test('shows stories in every language, each marked with its own', async () => {
    await write({ headline: 'Story here' });
    await write({ headline: 'خبر', language: 'ar' });
    const page = await open('/politics');
    expect(page.attributes('article', 'lang')).toEqual(['ar', '']);
  });

  test('that does not exist is not found, in any script', async () => {
    for (const path of ['/nowhere', '/%D8%AE%D8%A8%D8%B1']) await newsroom.visitor().get(path).expect(404);
  });
});

describe('Every card', () => {
  test('bears label, time and byline, and leads to its story', async () => {
    const path = await write({ headline: 'Story one', label: 'opinion', authorIds: [author.id], topicIds: [harbour] });
    for (const list of ['/', '/politics', '/topics/harbour', '/by/tomas-brandt']) {
      const page = await open(list);
      expect({ list, main: page.main }).toEqual({
        list,
        main: expect.stringMatching(/Opinion.*Story one.*13:00 Tomas/),
      });
      expect(page.links('main')).toContain(path);
    }
  });

  test('has the short headline, where there is one', async () => {
    await write({ headline: 'Story with a very long headline', shortHeadline: 'Story, short' });
    expect(headlines(await open('/politics'))).toEqual(['Story, short']);
  });
});

describe('A topic', () => {
  test('shows its stories', async () => {
    await write({ headline: 'Story one', topicIds: [harbour] });
    await write({ headline: 'Story two' });
    const page = await open('/topics/harbour');
    expect(headlines(page)).toEqual(['Story one']);
    expect(page).toMatchObject({ title: 'Harbour | Broadsheet', canonical: 'https://news.example/topics/harbour' });
    expect(page.texts('.kicker')).toEqual(['Topic', 'Politics']);
  });

  test('that only unpublished stories have does not exist yet', async () => {
    const content = { sectionId: politics, topicIds: [harbour] };
    await addStory(newsroom.context, { editor, content, fate: 'draft' });
    await newsroom.visitor().get('/topics/harbour').expect(404);
    await addStory(newsroom.context, { editor, content: { ...content, headline: 'Gone' }, fate: 'withdrawn' });
    await newsroom.visitor().get('/topics/harbour').expect(404);
  });
});

describe('A person', () => {
  test('is shown with what they are, and their stories', async () => {
    await write({ headline: 'Story one', authorIds: [editor.id, author.id] });
    await write({ headline: 'Story two', authorIds: [editor.id] });
    const page = await open('/by/tomas-brandt');
    expect(headlines(page)).toEqual(['Story one']);
    expect(page).toMatchObject({
      ...{ title: 'Tomas Brandt | Broadsheet', canonical: 'https://news.example/by/tomas-brandt' },
      description: 'Reporter.',
    });
    expect(page.texts('.intro')).toEqual(['Reporter.']);
    expect(page.main).toContain('Mara Oyelaran and Tomas Brandt');
  });

  test('who has published nothing has no page, and nobody learns who works here', async () => {
    const { text } = await newsroom.visitor().get('/by/tomas-brandt').expect(404);
    expect(text).not.toContain('Tomas');
    expect(text).not.toContain(author.email);
  });

  test('never shows an address for email', async () => {
    await write({ headline: 'Story one', authorIds: [author.id] });
    expect((await newsroom.visitor().get('/by/tomas-brandt').expect(200)).text).not.toContain(author.email);
  });
});

describe('An address in another script', () => {
  test('is found composed, says so, and decomposed leads there', async () => {
    const topic = await addTopic(newsroom.context, { slug: 'é-ميناء', name: 'É' });
    const zoe = await addPerson(newsroom.context, { role: 'author', name: 'Zoé', slug: 'zoé' });
    await addSection(newsroom.context, { slug: 'régional', name: 'Régional' });
    const path = await write({
      headline: 'Été à القاهرة',
      slug: 'été-à-القاهرة',
      topicIds: [topic],
      authorIds: [zoe.id],
    });
    for (const address of [path, '/topics/é-ميناء', '/by/zoé', '/régional']) {
      const canonical = `https://news.example${encodeURI(address)}`;
      expect(await open(address.normalize('NFC'))).toMatchObject({ canonical });
      const decomposed = await newsroom
        .visitor()
        .get(encodeURI(address.normalize('NFD')))
        .expect(301);
      expect(`https://news.example${decomposed.headers.location}`).toBe(canonical);
    }
  });
});

test('Every page of a list leads only to pages that are there', async () => {
  await write({ headline: 'Story one', topicIds: [harbour], authorIds: [author.id] });
  await write({ headline: 'Story é', slug: 'été', topicIds: [harbour], authorIds: [author.id, editor.id] });
  const seen = new Set(['/']);
  for (const path of seen) {
    const answer = await newsroom.visitor().get(path).expect(200);
    // Feeds lead on too, but their addresses are whole.
    if (answer.type !== 'text/html') continue;
    const page = readPage(answer);
    for (const href of page.links()) {
      if (href.startsWith('/') && !href.startsWith('/admin')) seen.add(encodeURI(decodeURI(href.split('#')[0] ?? '')));
    }
  }
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      ...['/', '/by/mara-oyelaran', '/by/tomas-brandt', '/politics', '/topics/harbour', '/world'],
      ...['/corrections', '/feed.xml', '/search', '/site-map'],
    ]),
  );
});
