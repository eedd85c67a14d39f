import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { type Content, emptyContent, type Label } from '../../src/articles/article.ts';
import { writeSetting } from '../../src/db/settings.ts';
import type { Picture } from '../../src/media/picture.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { type ReadPage, readPage } from '../support/pages.ts';
import { type AddedStory, addColour, addStory } from '../support/stories.ts';

let newsroom: Started;
let editor: Person;
let author: Person;
let politics: number;
let picture: Picture;

beforeAll(async () => {
  newsroom = await startApp({ shared: true, siteUrl: 'https://news.example' });
  const { context } = newsroom;
  await context.db.transaction(async (tx) => {
    await writeSetting(tx, 'name', 'The Alder Courier');
    await writeSetting(tx, 'zone', 'Europe/Oslo');
  });
  politics = await addSection(context, { slug: 'politics', name: 'Politics', translations: { ar: 'سياسة' } });
  editor = await addPerson(context, { role: 'editor', name: 'Mara Oyelaran', slug: 'mara-oyelaran' });
  author = await addPerson(context, { role: 'author', name: 'Tomas Brandt', slug: 'tomas-brandt' });
  picture = await addColour(context, editor, '#c33');
});

const write = (content: Partial<Content> = {}): Promise<AddedStory> =>
  addStory(newsroom.context, { editor, content: { sectionId: politics, authorIds: [editor.id], ...content } });

async function open(path: string): Promise<ReadPage> {
  return readPage(await newsroom.visitor().get(encodeURI(path)).expect(200));
}

const video = {
  leadKind: 'video',
  leadVideo: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  leadVideoTitle: 'The speech',
} as const;

describe('The title', () => {
  test.each([
    ['of a story', { headline: 'Dockers halt speech' }, 'Dockers halt speech | Politics | The Alder Courier'],
    [
      'of a story that leads with a video',
      { headline: 'Dockers on film', ...video },
      'Dockers on film (video) | Politics | The Alder Courier',
    ],
    [
      'of a story with a video in its text only',
      { headline: 'Dockers, with a film', body: `::video{url="${video.leadVideo}" title="A"}` },
      'Dockers, with a film | Politics | The Alder Courier',
    ],
    [
      'of a story with a title for search engines',
      { headline: 'It is done', searchTitle: 'Harbour vote passes' },
      'Harbour vote passes | Politics | The Alder Courier',
    ],
    ['in Arabic', { headline: 'عمال الميناء', language: 'ar' } as const, 'عمال الميناء | سياسة | The Alder Courier'],
    [
      'with characters that HTML knows',
      { headline: 'Tolls & "ferries" <b>' },
      'Tolls & "ferries" <b> | Politics | The Alder Courier',
    ],
  ])('%s', async (_what, content, title) => {
    expect((await open((await write(content)).path)).title).toBe(title);
  });
});

describe('The label', () => {
  const table: [Label, string, string][] = [
    ['news', '', 'NewsArticle'],
    ['analysis', 'Analysis', 'AnalysisNewsArticle'],
    ['opinion', 'Opinion', 'OpinionNewsArticle'],
    ['editorial', 'Editorial', 'OpinionNewsArticle'],
    ['explainer', 'Explainer', 'BackgroundNewsArticle'],
    ['fact-check', 'Fact check', 'AnalysisNewsArticle'],
    ['live', 'Live', 'LiveBlogPosting'],
  ];

  test.each(table)('%s stands beside the headline as "%s", and is schema.org’s %s', async (label, word, type) => {
    const page = await open((await write({ headline: `A ${label} story`, label })).path);
    // A live story grows: nobody knows how long it takes to read.
    const time = label === 'live' ? '' : '1 min read';
    expect(page.texts('.kicker')[0]).toBe(`Politics ${[word, time].filter(Boolean).join(' · ')}`);
    expect(page.data[0]?.['@type']).toBe(type);
  });

  test('of a story that leads with a video says so too', async () => {
    const page = await open((await write({ headline: 'Analysed on film', label: 'analysis', ...video })).path);
    expect(page.texts('.label')[0]).toBe('Analysis · Video · 1 min read');
  });
});

test('A story tells machines what it shows people', async () => {
  const { path } = await write({
    ...{ headline: 'The </script> vote', standfirst: 'Why it matters.', authorIds: [author.id, editor.id] },
    ...{ leadKind: 'image', leadMediaId: picture.id, leadAlt: 'The hall', dateline: 'Port Alder' },
  });
  const page = await open(path);
  const [story, trail] = page.data;
  const address = `https://news.example${path}`;
  expect(page).toMatchObject({
    canonical: address,
    description: 'Why it matters.',
    robots: 'max-image-preview:large',
    language: 'en',
  });
  expect(page.image).toMatch(/^https:\/\/news\.example\/media\/cards\/\d+\/[\da-f]{32}\.jpg$/);
  expect(story).toMatchObject({
    ...{ headline: 'The </script> vote', description: 'Why it matters.', inLanguage: 'en', mainEntityOfPage: address },
    ...{
      datePublished: '2026-11-23T12:00:00.000Z',
      dateModified: '2026-11-23T12:00:00.000Z',
      image: [
        { '@type': 'ImageObject', url: `https://news.example/media/${picture.file}` },
        ...['16x9', '4x3', '1x1'].map((crop) => expect.stringContaining(`-${crop}.50.50-`)),
      ],
    },
    author: [
      { '@type': 'Person', name: 'Tomas Brandt', url: 'https://news.example/by/tomas-brandt' },
      { '@type': 'Person', name: 'Mara Oyelaran', url: 'https://news.example/by/mara-oyelaran' },
    ],
    publisher: { name: 'The Alder Courier' },
  });
  expect(trail).toMatchObject({ '@type': 'BreadcrumbList' });
  expect(page.texts('h1')).toEqual(['The </script> vote']);
  expect(page.texts('.standfirst')).toEqual(['Why it matters.']);
  expect(page.texts('.authors')).toEqual(['By Tomas Brandt and Mara Oyelaran']);
  expect(page.links('.authors')).toEqual(['/by/tomas-brandt', '/by/mara-oyelaran']);
  expect(page.texts('.dateline')).toEqual(['Port Alder']);
  // Noon in Greenwich is one o'clock in the newsroom.
  expect(page.texts('.times')[0]).toBe('Published 23 November 2026, 13:00 (UTC+1) History');
  expect(page.attributes('time', 'datetime')[0]).toBe('2026-11-23T12:00:00.000Z');
  expect(page.attributes('img', 'alt')).toEqual(['The hall']);
});

test('A story of several sections shows its contents, and each leads to its heading', async () => {
  const page = await open(
    (await write({ headline: 'In parts', body: 'So.\n\n## First\n\nA.\n\n## Second\n\nB.\n\n### Below\n\nC.' })).path,
  );
  expect(page.links('.contents')).toEqual(['#s-first', '#s-second']);
  expect(page.texts('h2').slice(0, 2)).toEqual(['First', 'Second']);
  expect(page.attributes('h2', 'id').slice(0, 2)).toEqual(['s-first', 's-second']);
  const single = await open((await write({ headline: 'One part', body: 'So.\n\n## Only\n\nA.' })).path);
  expect(single.texts('.contents')).toEqual([]);
});

test('Topics stand under the story and lead to their pages, in the story’s language', async () => {
  const topic = await addTopic(newsroom.context, { slug: 'harbour', name: 'Harbour' });
  const page = await open((await write({ headline: 'With a topic', topicIds: [topic] })).path);
  expect(page.links('.topics')).toEqual(['/topics/harbour']);
  expect(page.texts('.topics')).toEqual(['Harbour']);
});

test('A video is shown as a closed panel that asks its provider for nothing', async () => {
  const page = await open((await write({ headline: 'Film', ...video })).path);
  expect(page.attributes('iframe', 'src')).toEqual(['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1']);
  expect(page.attributes('iframe', 'loading')).toEqual(['lazy']);
  expect(page.attributes('iframe', 'title')).toEqual(['The speech']);
  expect(page.attributes('iframe', 'referrerpolicy')).toEqual(['strict-origin-when-cross-origin']);
  expect(page.attributes('iframe', 'allow')).toEqual(['autoplay; fullscreen; encrypted-media; picture-in-picture']);
  expect(page.attributes('.video', 'open')).toEqual(['']);
});

test('A related story is shown as a card with its headline, and left out while readers cannot see it', async () => {
  const related = await write({ headline: 'The vote before' });
  const draft = await addStory(newsroom.context, { editor, content: { sectionId: politics }, fate: 'draft' });
  const references = [related.path, `https://news.example${related.path}`, String(draft.articleId)];
  const body = references.map((story) => `Text.\n\n::related{story="${story}"}`).join('\n\n');
  const page = await open((await write({ headline: 'The vote after', body })).path);
  expect(page.links('.related')).toEqual([related.path, related.path]);
  expect(page.texts('.related')[0]).toContain('The vote before');
});

test('A translation and its original lead to each other, for people and for machines', async () => {
  const original = await write({ headline: 'The speech' });
  const inArabic = { headline: 'الخطاب', language: 'ar', translationOf: original.articleId } as const;
  const translation = await write(inArabic);
  const addresses = {
    en: `https://news.example${original.path}`,
    ar: `https://news.example${encodeURI(translation.path)}`,
    'x-default': `https://news.example${original.path}`,
  };
  const [english, arabic] = [await open(original.path), await open(translation.path)];
  expect(english.alternates).toEqual(addresses);
  expect(arabic.alternates).toEqual(addresses);
  expect(english.links('.times')).toEqual([translation.path, `${original.path}/history`]);
  expect(arabic.links('.times')).toEqual([original.path, `${translation.path}/history`]);
  expect(arabic).toMatchObject({ language: 'ar', direction: 'rtl', canonical: addresses.ar });
  expect(arabic.texts('.kicker')[0]).toBe('سياسة قراءة في دقيقة');
});

test('A correction stands on the story, a fix does not, and the newest of several comes first', async () => {
  const first = await write({ headline: 'The count' });
  let base = first.revisionId;
  const change = async (kind: 'fix' | 'update' | 'correction', note: string) => {
    newsroom.clock.advance({ hours: 1 });
    const content = { ...emptyContent, headline: 'The count', body: `Text ${kind} ${note}`, sectionId: politics };
    const saving = { articleId: first.articleId, baseRevisionId: base, content, kind: 'save' } as const;
    base = (await saveRevision(newsroom.context, editor, saving)).revisionId;
    await publishChanges(newsroom.context, editor, { articleId: first.articleId, revisionId: base, kind, note });
    return open(first.path);
  };
  const published = '2026-11-23T12:00:00.000Z';
  expect((await change('fix', '')).data[0]).toMatchObject({ datePublished: published, dateModified: published });
  expect((await open(first.path)).texts('.times')).toEqual(['Published 23 November 2026, 13:00 (UTC+1) History']);
  await change('correction', 'It was 31, not 32.');
  const corrected = await change('correction', 'It was 24, not 23.');
  expect(corrected.texts('.correction').map((text) => text.replace(/^.*?(?=It)/, ''))).toEqual([
    'It was 24, not 23.',
    'It was 31, not 32.',
  ]);
  expect(corrected.attributes('.correction', 'id')).toEqual(['correction', '']);
  expect(corrected.texts('.times')[0]).toBe('Published 23 November 2026, 13:00 (UTC+1) Corrected 16:00 History');
  expect(corrected.data[0]?.dateModified).toBe('2026-11-23T15:00:00.000Z');
  const updated = await change('update', '');
  expect(updated.texts('.times')[0]).toBe(
    'Published 23 November 2026, 13:00 (UTC+1) Updated 17:00 Corrected 16:00 History',
  );
});

test.each([
  ['open', 1],
  ['held', 1],
  ['closed', 0],
] as const)('A story whose comments are %s has %i forms for one', async (comments, forms) => {
  const page = await open((await write({ headline: `Comments ${comments}`, comments })).path);
  expect(page.texts('#leave-a-comment')).toHaveLength(forms);
});

test('What an editor typed is text wherever it stands', async () => {
  const typed = '"><script>alert(1)</script>';
  const { path } = await write({
    ...{ headline: `A ${typed}`, standfirst: typed, dateline: typed, searchDescription: typed },
    ...{ leadKind: 'image', leadMediaId: picture.id, leadAlt: typed, leadCaption: typed, leadCredit: typed },
  });
  const { text } = await newsroom.visitor().get(encodeURI(path)).expect(200);
  expect(text.match(/<script(?! type="module" src="\/assets\/)/g)).toHaveLength(1);
});
