import { beforeEach, describe, expect, test } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addColour, addStory } from '../support/stories.ts';

const site = 'https://news.example';
let newsroom: Started;
let editor: Person;
let politics: number;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: site });
  politics = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  editor = await addPerson(newsroom.context, { role: 'editor', name: 'Mara Oyelaran', slug: 'mara-oyelaran' });
});

const say = (key: string, value: string) => newsroom.context.db.transaction((tx) => writeSetting(tx, key, value));
const write = (content: Partial<Content> = {}) =>
  addStory(newsroom.context, { editor, content: { sectionId: politics, authorIds: [editor.id], ...content } });
const ask = (path: string, query: Record<string, string> = {}) => newsroom.visitor().get(path).query(query);

describe('robots.txt', () => {
  test('names the sitemaps, and keeps the newsroom and what searches found out, but no section that begins alike', async () => {
    const { text } = await ask('/robots.txt').expect(200);
    expect(text).toContain(`\nSitemap: ${site}/sitemap.xml\n`);
    expect(text).toContain(`\nSitemap: ${site}/news-sitemap.xml\n`);
    const rules = [...text.matchAll(/^Disallow: (.*)$/gm)].map(([, path]) => asPattern(path ?? ''));
    const isHidden = (path: string) => rules.some((rule) => rule.test(path));
    const hidden = ['/admin', '/admin/articles', '/admin?next=/', '/admin/articles/1/preview', '/search?q=a'];
    expect([...hidden, '/2026/11/23/a/comments/1'].filter((path) => !isHidden(path))).toEqual([]);
    const open = [
      '/',
      '/politics',
      '/administration',
      '/search',
      '/searchlight',
      '/2026/11/23/admin',
      '/feed.xml',
      '/media/a.webp',
    ];
    expect(open.filter(isHidden)).toEqual([]);
  });
});

/** Source: RFC 9309, section 2.2.2 and 2.2.3. */
const asPattern = (path: string): RegExp => new RegExp(`^${path.replace(/[.?+()[\]]/g, '\\$&').replaceAll('*', '.*')}`);

describe('security.txt', () => {
  test('says whom to write to, until when, and in which language', async () => {
    await say('email', 'desk+news@alder.example');
    const answer = await ask('/.well-known/security.txt').expect(200);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    const fields = new Map([...answer.text.matchAll(/^([\w-]+): (.*)$/gm)].map(([, name, value]) => [name, value]));
    expect(fields.get('Contact')).toBe('mailto:desk%2Bnews@alder.example');
    expect(fields.get('Canonical')).toBe(`${site}/.well-known/security.txt`);
    expect(fields.get('Preferred-Languages')).toBe('en');
    const left = Date.parse(fields.get('Expires') ?? '') - Date.parse(newsroom.context.now());
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(365 * 86_400_000);
  });

  test('leads to the contact page where there is one', async () => {
    await say('email', 'desk@alder.example');
    await addStory(newsroom.context, { editor, makes: 'page', content: { headline: 'Contact', sectionId: null } });
    expect((await ask('/.well-known/security.txt')).text).toContain(`Contact: ${site}/pages/contact\n`);
  });

  test('is not there while the newsroom has named nobody', () => ask('/.well-known/security.txt').expect(404));

  test('has no line of its own from what was typed', async () => {
    await say('email', 'a@b.example\nContact: https://evil.example');
    expect((await ask('/.well-known/security.txt')).text).not.toContain('\nContact: https://evil');
  });
});

describe('oEmbed', () => {
  const elements = ({ text }: Response) =>
    Object.fromEntries(
      DomUtils.getElementsByTagName('*', parseDocument(text, { xmlMode: true }).children, true).map((element) => [
        element.name,
        DomUtils.textContent(element),
      ]),
    );

  test('describes a story to who follows the link in its head, in both forms', async () => {
    await say('name', 'Bits & Pieces');
    const picture = await addColour(newsroom.context, editor, '#c33');
    const lead = { leadKind: 'image', leadMediaId: picture.id, leadAlt: 'A hall' } as const;
    const { path } = await write({ headline: 'The <vote>', ...lead });
    const { feeds } = readPage(await ask(path).expect(200));
    const expected = {
      ...{
        version: '1.0',
        type: 'link',
        title: 'The <vote>',
        provider_name: 'Bits & Pieces',
        provider_url: `${site}/`,
      },
      ...{ author_name: 'Mara Oyelaran', author_url: `${site}/by/mara-oyelaran` },
      ...{ thumbnail_url: `${site}/media/${picture.file}`, thumbnail_width: 64, thumbnail_height: 48 },
    };
    const json = await ask(feeds['application/json+oembed']?.replace(site, '') ?? '').expect(200);
    expect(json.headers['content-type']).toBe('application/json');
    expect(json.body).toEqual(expected);
    const xml = await ask(feeds['text/xml+oembed']?.replace(site, '') ?? '')
      .buffer(true)
      .expect(200);
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8');
    const { oembed: _whole, ...said } = elements(xml);
    expect(said).toEqual(Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, String(value)])));
  });

  test('leaves out a picture for which there is no room', async () => {
    const picture = await addColour(newsroom.context, editor, '#c33');
    const { path } = await write({ leadKind: 'image', leadMediaId: picture.id, leadAlt: 'A hall' });
    const url = `${site}${path}`;
    const isShown = async (query: object) => 'thumbnail_url' in (await ask('/oembed', { url, ...query })).body;
    expect(await isShown({ maxwidth: '64', maxheight: '48' })).toBe(true);
    expect(await isShown({ maxwidth: '63' })).toBe(false);
    expect(await isShown({ maxheight: '47' })).toBe(false);
    expect(await isShown({ maxwidth: 'wide' })).toBe(true);
  });

  test('knows a story by every address that leads to it', async () => {
    const { articleId, revisionId, path } = await write({ headline: 'Vote' });
    const content = { ...emptyContent, headline: 'Vote', body: 'More.', slug: 'the-vote', sectionId: politics };
    const saved = await saveRevision(newsroom.context, editor, {
      articleId,
      baseRevisionId: revisionId,
      content,
      kind: 'save',
    });
    await publishChanges(newsroom.context, editor, { articleId, revisionId: saved.revisionId, kind: 'fix', note: '' });
    for (const address of [path, '/2026/11/23/the-vote', '/2026/11/23/the-vote?utm_source=a#correction']) {
      expect((await ask('/oembed', { url: `${site}${address}` }).expect(200)).body.title).toBe('Vote');
    }
  });

  test('refuses what is no story of this site that readers see', async () => {
    const { path, articleId } = await write({ headline: 'Vote' });
    const later = await addStory(newsroom.context, {
      editor,
      content: { sectionId: politics, headline: 'Later' },
      fate: { at: '2026-12-01T09:00:00.000Z' },
    });
    const others = [
      ...['', 'nothing', path, `https://evil.example${path}`, `https://news.example.evil.example${path}`],
      ...[`https://news.example:8443${path}`, `ftp://news.example${path}`, `javascript:${site}${path}`, `${site}/`],
      ...[
        `${site}/politics`,
        `${site}${path}/comments`,
        `${site}/%ff`,
        `${site}/2026/11/23/%00`,
        `${site}${later.path}`,
      ],
    ];
    for (const url of others) {
      const { status } = await ask('/oembed', { url });
      expect({ url, status }).toEqual({ url, status: 404 });
    }
    await ask('/oembed').expect(404);
    await newsroom.visitor().get(`/oembed?url=${site}${path}&url=${site}/`).expect(404);
    for (const format of ['yaml', '', 'JSON', 'toString', 'constructor']) {
      await ask('/oembed', { url: `${site}${path}`, format }).expect(501);
    }
    await withdraw(newsroom.context, editor, { articleId, reason: 'Not so.' });
    await ask('/oembed', { url: `${site}${path}` }).expect(404);
  });
});
