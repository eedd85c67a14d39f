import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { setSite } from '../../src/admin/actions/site.ts';
import { schedule } from '../../src/articles/actions/schedule.ts';
import type { Content } from '../../src/articles/article.ts';
import { findPageLinks } from '../../src/articles/queries/pages.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addStory, type Fate } from '../support/stories.ts';

/* The pages beside the stories, as readers see them. */

let newsroom: Started;
let editor: Person;
let agent: Agent;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: 'https://news.example' });
  editor = await addPerson(newsroom.context, { role: 'editor', slug: 'mara' });
  agent = newsroom.visitor();
});

const addPage = (headline: string, content: Partial<Content> = {}, fate: Fate = 'published') =>
  addStory(newsroom.context, { editor, makes: 'page', content: { sectionId: null, headline, ...content }, fate });

describe('A page', () => {
  test('says to machines what it is', async () => {
    await setSite(newsroom.context, null, { name: 'Courier' });
    await addPage('About us', { standfirst: 'Who we are.', searchTitle: 'About the Courier' });
    const page = readPage(await agent.get('/pages/about-us').expect(200));
    expect(page).toMatchObject({
      ...{ title: 'About the Courier | Courier', language: 'en', direction: 'ltr', description: 'Who we are.' },
      ...{ canonical: 'https://news.example/pages/about-us', robots: 'max-image-preview:large', alternates: {} },
    });
  });

  test('is described by the newsroom where it does not describe itself', async () => {
    await setSite(newsroom.context, null, { description: 'News of the harbour.' });
    await addPage('Contact');
    expect(readPage(await agent.get('/pages/contact')).description).toBe('News of the harbour.');
    await addPage('About', { standfirst: 'Who we are.', searchDescription: 'All about us.' });
    expect(readPage(await agent.get('/pages/about')).description).toBe('All about us.');
  });

  test('begins with its contents where it has sections', async () => {
    await addPage('About', { body: 'We.\n\n## Who owns us\n\nA trust.\n\n## Who pays\n\nReaders.' });
    const page = readPage(await agent.get('/pages/about'));
    expect(page.texts('.contents')).toEqual(['On this page Who owns us Who pays']);
    expect(page.links('.contents')).toEqual(['#s-who-owns-us', '#s-who-pays']);
    await addPage('Contact', { body: 'Write.\n\n## To whom\n\nTo us.' });
    expect(readPage(await agent.get('/pages/contact')).texts('.contents')).toEqual([]);
  });

  test('is linked with its translations both ways, each in its language and direction', async () => {
    const { articleId } = await addPage('About us');
    const arabic = { language: 'ar', slug: 'man-nahnu', translationOf: articleId } as const;
    await addPage('من نحن', arabic);
    const [english, translated] = [
      readPage(await agent.get('/pages/about-us')),
      readPage(await agent.get('/pages/man-nahnu')),
    ];
    const [en, ar] = ['https://news.example/pages/about-us', 'https://news.example/pages/man-nahnu'];
    const addresses = { en, ar, 'x-default': en };
    expect([english.alternates, translated.alternates]).toEqual([addresses, addresses]);
    expect([english.links('.times'), translated.links('.times')]).toEqual([
      ['/pages/man-nahnu', '/pages/about-us/history'],
      ['/pages/about-us', '/pages/man-nahnu/history'],
    ]);
    expect([translated.language, translated.direction]).toEqual(['ar', 'rtl']);
    expect(translated.texts('.times')[0]).toContain('English original');
  });

  test('shows stories that readers see, and no others', async () => {
    const sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
    const [open, secret] = [
      await addStory(newsroom.context, { editor, content: { headline: 'Why we correct', sectionId } }),
      await addStory(newsroom.context, { editor, content: { headline: 'Secret', sectionId }, fate: 'review' }),
    ];
    await addPage('Corrections', {
      body: `So.\n\n::related{story="${open.articleId}"}\n\n::related{story="${secret.articleId}"}`,
    });
    const page = readPage(await agent.get('/pages/corrections'));
    expect(page.links('.related')).toEqual([open.path]);
    expect(page.main).not.toContain('Secret');
  });

  test('lets no comment in, and offers none', async () => {
    await addPage('About us');
    const page = readPage(await agent.get('/pages/about-us').expect(200));
    expect(page.attributes('form', 'action').filter((action) => action.startsWith('/pages'))).toEqual([]);
    expect(page.links('main').filter((href) => /comments|report/.test(href))).toEqual([]);
    const form = { text: 'Nice.', name: 'Renske V.', email: 'renske@example.org' };
    await agent.post('/pages/about-us/comments').type('form').send(form).expect(404);
  });
});

describe('No list shows a page:', () => {
  test('not the front, a section, a topic, a person', async () => {
    const sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
    const topic = await addTopic(newsroom.context, { slug: 'ports', name: 'Ports' });
    await addStory(newsroom.context, {
      editor,
      content: { headline: 'A story', sectionId, topicIds: [topic], authorIds: [editor.id] },
    });
    // The action drops what a page cannot have; nobody can file one even by hand.
    await addPage('Contact us', { sectionId, topicIds: [topic], authorIds: [editor.id] });
    for (const path of ['/', '/politics', '/topics/ports', '/by/mara', '/archive/2026/11']) {
      const page = readPage(await agent.get(path).expect(200));
      expect({ path, shown: page.main.includes('Contact us') }).toEqual({ path, shown: false });
      expect(page.main).toContain('A story');
    }
    const { reader } = newsroom.context.db;
    expect(await reader.selectFrom('published_articles').select('headline').execute()).toEqual([
      { headline: 'A story' },
    ]);
  });
});

describe('What is no page', () => {
  test.each([
    '/pages/nothing',
    '/pages/%E2%80%AEabout',
    `/pages/${'x'.repeat(3000)}`,
    "/pages/'--",
    '/pages/about/more',
  ])('%s is not found, in the look of the site', async (path) => {
    await addPage('About');
    const page = readPage(await agent.get(path).expect(404));
    expect(page.texts('h1')).toEqual(['This page is not here']);
  });

  test('an address that is broken is refused, and a draft is not found', async () => {
    await agent.get('/pages/%E0%A4%A').expect(400);
    await addPage('Draft', {}, 'draft');
    await agent.get('/pages/draft').expect(404);
  });

  test('an address in Arabic script is one, however it is composed', async () => {
    const { path } = await addPage('من نحن');
    await agent.get(encodeURI(path)).expect(200);
    await addPage('Café');
    const decomposed = `/pages/${encodeURIComponent('café'.normalize('NFD'))}`;
    await agent.get(decomposed).expect(301).expect('Location', encodeURI('/pages/café'));
  });
});

describe('The links to pages', () => {
  const links = async () =>
    (await findPageLinks(newsroom.context.db.reader, newsroom.context.now())).map(({ path }) => path);

  test('keep the order in which the pages were begun, whatever changes', async () => {
    const { articleId } = await addPage('About us', { shortHeadline: 'About' });
    await addPage('Contact', {}, 'withdrawn');
    await addPage('من نحن', { language: 'ar', slug: 'man-nahnu', translationOf: articleId });
    const shown = await findPageLinks(newsroom.context.db.reader, newsroom.context.now());
    expect(shown).toEqual([
      expect.objectContaining({
        path: '/pages/about-us',
        headline: 'About us',
        shortHeadline: 'About',
        language: 'en',
      }),
      expect.objectContaining({ path: '/pages/man-nahnu', language: 'ar', translationOf: articleId }),
    ]);
  });

  test('begin with the time at which a page comes out', async () => {
    const page = await addPage('About us', {}, 'review');
    await schedule(newsroom.context, editor, { ...page, at: '2026-11-24T09:00:00.000Z' });
    await agent.get('/pages/about-us').expect(404);
    expect(await links()).toEqual([]);
    newsroom.clock.set('2026-11-24T09:00:00.000Z');
    await agent.get('/pages/about-us').expect(200);
    expect(await links()).toEqual(['/pages/about-us']);
  });
});
