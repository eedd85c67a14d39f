import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import type { Content } from '../../src/articles/article.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';

let newsroom: Started;
let editor: Person;
let sectionId: number;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: 'https://news.example' });
  await newsroom.context.db.transaction((tx) => writeSetting(tx, 'zone', 'Europe/Oslo'));
  sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  editor = await addPerson(newsroom.context, { role: 'editor' });
});

const write = async (content: Partial<Content> = {}): Promise<string> =>
  (await addStory(newsroom.context, { editor, content: { sectionId, ...content } })).path;

const get = async (path: string) => newsroom.visitor().get(encodeURI(path)).expect(200);
const open = async (path: string) => readPage(await get(path));
const words = (count: number, word: string) => `${word} `.repeat(count);

describe('How long a story takes to read is estimated for its language:', () => {
  test.each([
    [228 * 4, 'en', 'Politics 4 min read'],
    [228 * 4 + 100, 'en', 'Politics 4 min read'],
    [5, 'en', 'Politics 1 min read'],
    [138 * 4, 'ar', 'Politics قراءة في 4 دقائق'],
    [138 * 2, 'ar', 'Politics قراءة في دقيقتين'],
    [138 * 11, 'ar', 'Politics قراءة في 11 دقيقة'],
  ])('%i words in %s', async (count, language, kicker) => {
    const path = await write({ body: words(count, language === 'ar' ? 'كلمة' : 'word'), language });
    expect((await open(path)).texts('.kicker')[0]).toBe(kicker);
  });

  test('not of one that grows, nor of one without words', async () => {
    expect((await open(await write({ label: 'live' }))).texts('.kicker')[0]).toBe('Politics Live');
    const film = {
      leadKind: 'video',
      leadVideo: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      leadVideoTitle: 'The speech',
      body: '',
    } as const;
    expect((await open(await write({ headline: 'Film', ...film }))).texts('.kicker')[0]).toBe('Politics Video');
  });
});

describe('A story is shared by plain links,', () => {
  const headline = 'Fish & chips? 100 % “yes” #1 + é ميناء';
  const shared = async () => {
    const path = await write({ headline });
    return { address: `https://news.example${encodeURI(path)}`, answer: await get(path) };
  };

  test('whose parts arrive as they are, and which lead to each service alone', async () => {
    const { address, answer } = await shared();
    const links = readPage(answer)
      .links('.share')
      .map((href) => new URL(href));
    const [mail, ...web] = links;
    const fields = new URLSearchParams(mail?.search.replaceAll('+', '%2B'));
    expect([mail?.protocol, fields.get('subject'), fields.get('body')]).toEqual([
      'mailto:',
      headline,
      `${headline}\r\n${address}`,
    ]);
    const both = `${headline}\n${address}`;
    expect(
      web.map(({ origin, pathname, searchParams }) => [origin + pathname, Object.fromEntries(searchParams)]),
    ).toEqual([
      ['https://wa.me/', { text: both }],
      ['https://t.me/share/url', { url: address, text: headline }],
      ['https://bsky.app/intent/compose', { text: both }],
      ['https://x.com/intent/post', { text: headline, url: address }],
    ]);
    // In a mail's address a plus is a plus.
    expect(links.map(({ search }) => search).join('')).not.toContain('+');
  });

  test('which say what they are to machines, and what needs a script is hidden without', async () => {
    const { answer } = await shared();
    const list = /<div class="share"[\s\S]*?<\/div>/.exec(answer.text)?.[0] ?? '';
    expect(list.match(/<a /g)).toHaveLength(5);
    expect(list.match(/rel="noopener nofollow"/g)).toHaveLength(5);
    expect(list).not.toContain('target=');
    expect(list.match(/<li hidden><button/g)).toHaveLength(2);
  });

  test('but not from a preview', async () => {
    const plain = await startApp();
    const politics = await addSection(plain.context, { slug: 'politics', name: 'Politics' });
    const person = await addPerson(plain.context, { role: 'editor' });
    const content = { sectionId: politics };
    const { articleId } = await addStory(plain.context, { editor: person, content, fate: 'draft' });
    const desk = await plain.signIn(person);
    const { text } = await desk.get(`/admin/articles/${articleId}/preview`).expect(200);
    expect(text).not.toMatch(/class="share"|<script type="module"/);
  });
});

describe('A story that is more than a year old', () => {
  const told = async (path: string) => {
    const { text } = await get(path);
    const title = /property="og:title" content="([^"]*)"/.exec(text)?.[1];
    return { note: readPage({ text }).texts('.age')[0] ?? null, title };
  };

  test('says so under its headline and where it is shared, from the first moment of its second year', async () => {
    // In the newsroom it is 2027 already.
    newsroom.clock.set('2026-12-31T23:30:00.000Z');
    const path = await write({ headline: 'Gates open', searchTitle: 'The gates open' });
    newsroom.clock.set('2027-12-31T23:30:00.000Z');
    expect((await told(path)).note).toBeNull();
    newsroom.clock.advance({ minutes: 1 });
    expect(await told(path)).toEqual({
      note: 'This story is more than a year old. It is from 2027.',
      title: 'From 2027: The gates open',
    });
  });

  test('says so in its language', async () => {
    const path = await write({ headline: 'فتح البوابات', language: 'ar' });
    newsroom.clock.set('2029-01-01T00:00:00.000Z');
    expect(await told(path)).toEqual({
      note: 'مضى على نشر هذا المقال أكثر من عام، فهو من عام 2026.',
      title: 'من عام 2026: فتح البوابات',
    });
  });

  test('of the 29th of February is so after the 28th', async () => {
    newsroom.clock.set('2028-02-29T12:00:00.000Z');
    const path = await write();
    newsroom.clock.set('2029-03-01T11:59:00.000Z');
    expect((await told(path)).note).toBeNull();
    newsroom.clock.set('2029-03-01T12:01:00.000Z');
    expect((await told(path)).note).toContain('2028');
  });
});

test('The zone stands with the date, and with a change on another day, across a change of the clocks too', async () => {
  newsroom.clock.set('2026-07-01T12:00:00.000Z');
  expect((await open(await write())).texts('.times')[0]).toBe('Published 1 July 2026, 14:00 (UTC+2) History');
});

test('Browsers are told by header which pages they may fetch ahead, and in the type that they take', async () => {
  for (const path of ['/', '/politics', await write(), '/site-map']) {
    const { headers } = await newsroom.visitor().get(path).expect(200);
    const address = /^"(\/assets\/speculation-rules-\w+\.json)"$/.exec(headers['speculation-rules'] ?? '')?.[1] ?? '';
    const rules = await newsroom.visitor().get(address).expect(200);
    expect(rules.headers['content-type']).toMatch(/^application\/speculationrules\+json/);
    expect(JSON.parse(rules.text ?? String(rules.body))).toMatchObject({ prefetch: [{ eagerness: 'moderate' }] });
  }
  const admin = await newsroom.visitor().get('/admin').expect(200);
  expect(admin.headers['speculation-rules']).toBeUndefined();
});
