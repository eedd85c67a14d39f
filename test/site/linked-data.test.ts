import { beforeEach, describe, expect, test } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { Person } from '../../src/accounts/person.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { type ReadPage, readPage } from '../support/pages.ts';
import { type AddedStory, addColour, addStory } from '../support/stories.ts';

const site = 'https://news.example';
const film = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
let newsroom: Started;
let editor: Person;
let politics: number;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: site });
  const { context } = newsroom;
  await context.db.transaction((tx) => writeSetting(tx, 'zone', 'Europe/Oslo'));
  politics = await addSection(context, { slug: 'politics', name: 'Politics', translations: { ar: 'سياسة' } });
  editor = await addPerson(context, { role: 'editor', name: 'Mara Oyelaran', slug: 'mara-oyelaran', bio: 'Edits.' });
});

const filed = (content: Partial<Content>): Content => ({
  ...{ ...emptyContent, headline: 'The vote', body: 'Text.', sectionId: politics, authorIds: [editor.id] },
  ...content,
});
const write = (content: Partial<Content> = {}) => addStory(newsroom.context, { editor, content: filed(content) });

async function change(story: AddedStory, kind: 'fix' | 'update' | 'correction', body: string): Promise<void> {
  newsroom.clock.advance({ hours: 1 });
  const { articleId, revisionId } = story;
  const saving = { articleId, baseRevisionId: revisionId, content: filed({ body }), kind: 'save' } as const;
  story.revisionId = (await saveRevision(newsroom.context, editor, saving)).revisionId;
  const note = kind === 'correction' ? `It was ${body}.` : '';
  await publishChanges(newsroom.context, editor, { articleId, revisionId: story.revisionId, kind, note });
}

interface Opened extends ReadPage {
  /** property → contents, of the meta elements of Open Graph */
  shared: Record<string, string[]>;
}

async function open(path: string): Promise<Opened> {
  const answer = await newsroom.visitor().get(encodeURI(path)).expect(200);
  const shared: Record<string, string[]> = {};
  for (const { attribs } of DomUtils.getElementsByTagName('meta', parseDocument(answer.text).children, true)) {
    const name = attribs.property ?? attribs.name;
    if (name) shared[name] = [...(shared[name] ?? []), attribs.content ?? ''];
  }
  return { ...readPage(answer), shared };
}

const nodeOf = (page: ReadPage, type: string) => page.data.find((node) => node['@type'] === type);

describe('A story', () => {
  test('gives machines the times that it shows, which a fix does not move', async () => {
    const story = await write();
    const steps = ['fix', 'update', 'fix', 'correction', 'correction', 'fix', 'update'] as const;
    for (const [index, kind] of [null, ...steps].entries()) {
      if (kind) await change(story, kind, String(index));
      const page = await open(story.path);
      const shown = page.attributes('time', 'datetime');
      const data = nodeOf(page, 'NewsArticle') ?? {};
      expect(data.datePublished).toBe(shown[0]);
      // The byline comes first on the page, and in it publication, then changes.
      const times = readTimes(page);
      expect(data.dateModified).toBe(times.toSorted().at(-1));
      expect(page.shared['article:published_time']).toEqual([data.datePublished]);
      expect(page.shared['article:modified_time']).toEqual([data.dateModified]);
    }
    const { correction } = nodeOf(await open(story.path), 'NewsArticle') ?? {};
    expect(correction).toEqual([
      { '@type': 'CorrectionComment', text: 'It was 4.', datePublished: '2026-11-23T16:00:00.000Z' },
      { '@type': 'CorrectionComment', text: 'It was 5.', datePublished: '2026-11-23T17:00:00.000Z' },
    ]);
  });

  test('says of whom, where and in which language it is', async () => {
    const topic = await addTopic(newsroom.context, { slug: 'harbour', name: 'Harbour' });
    const picture = await addColour(newsroom.context, editor, '#c33');
    const lead = { leadKind: 'image', leadMediaId: picture.id, leadAlt: 'The hall' } as const;
    const { path } = await write({ ...lead, topicIds: [topic], standfirst: 'Why.' });
    const page = await open(path);
    expect(nodeOf(page, 'NewsArticle')).toMatchObject({
      ...{ mainEntityOfPage: `${site}${path}`, inLanguage: 'en', articleSection: 'Politics', description: 'Why.' },
      author: [{ '@type': 'Person', name: 'Mara Oyelaran', url: `${site}/by/mara-oyelaran` }],
      image: [
        {
          '@type': 'ImageObject',
          url: `${site}/media/${picture.file}`,
          width: 64,
          height: 48,
          creditText: 'L. Okafor',
        },
        ...['16x9.50.50-64', '4x3.50.50-64', '1x1.50.50-48'].map(
          (end) => `${site}/media/${picture.file.replace('.webp', `-${end}.jpg`)}`,
        ),
      ],
      publisher: {
        '@type': 'NewsMediaOrganization',
        logo: { url: expect.stringMatching(/^https:.*\/icon-\w+\.svg$/) },
      },
    });
    expect(page.shared).toMatchObject({
      ...{ 'og:type': ['article'], 'og:title': ['The vote'], 'og:locale': ['en_GB'], 'og:url': [`${site}${path}`] },
      ...{ 'og:image': [expect.stringMatching(/^https:.*\/media\/cards\/\d+\/[\da-f]{32}\.jpg$/)] },
      ...{ 'og:image:width': ['1200'], 'og:image:height': ['630'] },
      ...{
        'og:image:alt': ['The vote. The hall'],
        'twitter:card': ['summary_large_image'],
        'article:section': ['Politics'],
      },
      ...{ 'article:tag': ['Harbour'], 'article:author': [`${site}/by/mara-oyelaran`] },
      robots: ['max-image-preview:large'],
    });
    expect((await newsroom.visitor().get(iconOf(page)).expect(200)).type).toBe('image/svg+xml');
  });

  test('without byline is the newsroom’s, and without standfirst described by its first words', async () => {
    const page = await open((await write({ authorIds: [], body: `**${'Word & '.repeat(60)}end**` })).path);
    const { author, publisher } = nodeOf(page, 'NewsArticle') ?? {};
    expect(author).toEqual(publisher);
    expect(page.description).toMatch(/^Word & Word & .*…$/);
    expect(page.description?.length).toBeLessThanOrEqual(161);
    expect(page.shared['twitter:card']).toEqual(['summary_large_image']);
  });

  test('tells of each video, that it leads with and in its text', async () => {
    const picture = await addColour(newsroom.context, editor, '#c33');
    const body = `::video{url="https://vimeo.com/76979871" title="In the text" caption="A walk" poster="${picture.id}"}`;
    const { path } = await write({
      leadKind: 'video',
      leadVideo: film,
      leadVideoTitle: 'The lead',
      body,
      standfirst: 'Why.',
    });
    expect(nodeOf(await open(path), 'NewsArticle')?.video).toEqual([
      {
        ...{ '@type': 'VideoObject', name: 'The lead', description: 'Why.', url: film, inLanguage: 'en' },
        embedUrl: expect.stringContaining('/embed/dQw4w9WgXcQ'),
        uploadDate: '2026-11-23T12:00:00.000Z',
      },
      {
        ...{ '@type': 'VideoObject', name: 'In the text', description: 'A walk', url: 'https://vimeo.com/76979871' },
        ...{ thumbnailUrl: `${site}/media/${picture.file}`, embedUrl: expect.stringContaining('player.vimeo.com') },
        ...{ uploadDate: '2026-11-23T12:00:00.000Z', inLanguage: 'en' },
      },
    ]);
  });

  test('and its translation name each other', async () => {
    const original = await write({ headline: 'The speech' });
    const translation = await write({ headline: 'الخطاب', language: 'ar', translationOf: original.articleId });
    const [english, arabic] = [await open(original.path), await open(translation.path)];
    const named = ({ canonical, language }: ReadPage) => ({
      ...{ '@type': 'NewsArticle', '@id': canonical, inLanguage: language },
    });
    expect(nodeOf(english, 'NewsArticle')?.workTranslation).toEqual([named(arabic)]);
    expect(nodeOf(arabic, 'NewsArticle')?.translationOfWork).toEqual(named(english));
    expect(arabic.data[0]).toMatchObject({ inLanguage: 'ar', articleSection: 'سياسة' });
    expect(arabic.shared['og:locale']).toEqual(['ar_AR']);
    expect(JSON.stringify(nodeOf(arabic, 'BreadcrumbList'))).toContain('الصفحة الأولى');
  });

  test('in a language twice leads to each language once', async () => {
    const original = await write({ headline: 'The speech' });
    await write({ headline: 'الخطاب', language: 'ar', slug: 'one', translationOf: original.articleId });
    const second = await write({ headline: 'الخطاب', language: 'ar', slug: 'two', translationOf: original.articleId });
    expect((await open(second.path)).alternates.ar).toBe(`${site}${second.path}`);
    expect(Object.keys((await open(original.path)).alternates).sort()).toEqual(['ar', 'en', 'x-default']);
  });
});

/** Path of the publisher's logo. */
function iconOf(page: ReadPage): string {
  const { publisher } = nodeOf(page, 'NewsArticle') as { publisher: { logo: { url: string } } };
  return publisher.logo.url.replace(site, '');
}

/** In the byline. */
function readTimes(page: ReadPage): string[] {
  const count = (page.texts('.times')[0]?.match(/Published|Updated|Corrected/g) ?? []).length;
  return page.attributes('time', 'datetime').slice(0, count);
}

describe('The newsroom', () => {
  test('is described on the front page, with the rules that it has published', async () => {
    const before = nodeOf(await open('/'), 'NewsMediaOrganization');
    expect(before).toMatchObject({ name: 'Broadsheet', url: `${site}/` });
    expect(before).not.toHaveProperty('correctionsPolicy');
    const page = { editor, makes: 'page', content: { headline: 'Corrections policy', sectionId: null } } as const;
    await addStory(newsroom.context, page);
    const correctionsPolicy = `${site}/pages/corrections-policy`;
    expect(nodeOf(await open('/'), 'NewsMediaOrganization')).toEqual({ ...before, correctionsPolicy });
    const { publisher } = nodeOf(await open((await write()).path), 'NewsArticle') ?? {};
    expect(publisher).toEqual({ ...before, correctionsPolicy });
  });

  test('says of itself what it has written, else one plain sentence', async () => {
    expect((await open('/')).description).toBe('News, analysis and opinion from Broadsheet.');
    await newsroom.context.db.transaction((tx) => writeSetting(tx, 'description', 'The harbour, since 1911.'));
    const front = await open('/');
    expect(front.description).toBe('The harbour, since 1911.');
    expect(nodeOf(front, 'NewsMediaOrganization')?.description).toBe('The harbour, since 1911.');
    // A story names it, and leaves the rest to the front page.
    const { publisher } = nodeOf(await open((await write()).path), 'NewsArticle') ?? {};
    expect(publisher).not.toHaveProperty('description');
  });
});

test('A list is a collection of pages, and a person’s is their profile', async () => {
  await write();
  const section = await open('/politics');
  expect(nodeOf(section, 'CollectionPage')).toMatchObject({
    url: `${site}/politics`,
    description: section.description,
  });
  expect(nodeOf(await open('/by/mara-oyelaran'), 'ProfilePage')).toMatchObject({
    mainEntity: { '@type': 'Person', name: 'Mara Oyelaran', url: `${site}/by/mara-oyelaran`, description: 'Edits.' },
  });
});

test('Every page that may be found has title, canonical address and description, whatever the newsroom left out', async () => {
  const { path } = await write({ body: '::video{url="https://vimeo.com/76979871" title="V"}' });
  await addStory(newsroom.context, { editor, makes: 'page', content: { headline: 'About', sectionId: null } });
  const paths = [
    '/',
    '/politics',
    '/by/mara-oyelaran',
    '/archive/2026/11',
    '/video',
    '/corrections',
    '/site-map',
    '/pages/about',
    path,
  ];
  for (const each of paths) {
    const { title, canonical, description } = await open(each);
    expect({ each, title, canonical, description }).toEqual({
      ...{ each, canonical: `${site}${each}` },
      ...{ title: expect.stringMatching(/\S/), description: expect.stringMatching(/\S/) },
    });
  }
});
