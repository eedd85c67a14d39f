import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeSetting } from '../../src/db/settings.ts';
import { indexDocument } from '../../src/search/queries/documents.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { type ReadPage, readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';

/* The page of search: what may be asked of it, in which order it answers, and what it refuses. */

let newsroom: Started;
let politics: number;
const many = 45;

beforeAll(async () => {
  newsroom = await startApp({ shared: true, siteUrl: 'https://news.example', environment: { TRUST_PROXY: '1' } });
  const { context, clock } = newsroom;
  await context.db.transaction((tx) => writeSetting(tx, 'zone', 'Asia/Tokyo'));
  politics = await addSection(context, { slug: 'politics', name: 'Politics' });
  const world = await addSection(context, { slug: 'world', name: 'World' });
  const editor = await addPerson(context, { role: 'editor', slug: 'mara' });
  const write = async (headline: string, sectionId: number, at: string) => {
    clock.set(at);
    await addStory(context, { editor, content: { headline, sectionId, body: 'It was so.' } });
  };
  // In Tokyo, nine hours ahead, the second one is of the day after.
  await write('Lighthouse at noon', politics, '2026-11-01T03:00:00.000Z');
  await write('Lighthouse at night', world, '2026-11-01T16:00:00.000Z');
  for (let number = 0; number < many; number += 1) {
    await write(`Tide ${number}`, politics, new Date(Date.UTC(2026, 10, 2, 0, Math.floor(number / 3))).toISOString());
  }
  clock.set('2026-11-23T12:00:00.000Z');
}, 60_000);

let asking = 0;

/** Each from a network of its own, since there is a limit for one. */
function ask(query: string | Record<string, string>) {
  asking += 1;
  const address = typeof query === 'string' ? query : `/search?${new URLSearchParams(query)}`;
  const network = `198.18.${Math.floor(asking / 200)}.${asking % 200}`;
  return newsroom.visitor().get(address).set('X-Forwarded-For', network);
}

const open = async (query: string | Record<string, string>): Promise<ReadPage> =>
  readPage(await ask(query).expect(200));
const headlines = async (query: Record<string, string>) => (await open(query)).texts('h3');

describe('The form', () => {
  test('stands alone where nothing was asked for, and may be found by search engines', async () => {
    for (const query of ['/search', '/search?q=', '/search?q=+&section=&from=&to=']) {
      const page = await open(query);
      expect(page).toMatchObject({
        title: 'Search | Broadsheet',
        robots: 'max-image-preview:large',
        canonical: 'https://news.example/search',
      });
      expect(page.texts('.results')).toEqual([]);
      expect(page.texts('.problems')).toEqual([]);
    }
  });

  test('is sent as it is, and comes back as it was sent', async () => {
    const values = { 'Search for': 'lighthouse "at night"', Section: 'World', From: '2026-11-02', To: '2026-11-02' };
    const form = fillForm(await ask('/search'), { button: 'Search', action: '/search' }, values);
    const answer = await sendForm(newsroom.visitor(), form).expect(200);
    const { fields } = fillForm(answer, { button: 'Search', action: '/search' });
    expect(fields).toEqual({ q: 'lighthouse "at night"', section: 'world', from: '2026-11-02', to: '2026-11-02' });
    expect(readPage(answer).texts('h3')).toEqual(['Lighthouse at night']);
  });

  test('says how many were found, and what to do where none were', async () => {
    const found = await open({ q: 'tide' });
    expect(found.title).toBe('Results for “tide” | Broadsheet');
    expect(found.texts('.count')[0]).toMatch(/^45 stories most relevant first/);
    expect((await open({ q: '"at night"' })).texts('.count')).toEqual(['1 story most relevant first']);
    const none = await open({ q: 'nobody', section: 'world' });
    expect(none.texts('.empty')).toEqual(['No story has all these words.']);
    expect(none.links('.advice')).toEqual(['/search?q=nobody']);
    expect((await open({ q: 'nobody' })).links('.advice')).toEqual([]);
  });
});

test('Results are nobody else’s business, and no search engine’s', async () => {
  for (const query of ['q=tide', 'q=nobody', 'q=tide&order=newest']) {
    const answer = await ask(`/search?${query}`).expect(200).expect('Cache-Control', 'private, no-store');
    expect(readPage(answer)).toMatchObject({ robots: 'noindex', canonical: 'https://news.example/search' });
  }
  await ask('/search?q=!!').expect(400).expect('Cache-Control', 'private, no-store');
  await ask('/search').expect('Cache-Control', 'private, no-store');
});

describe('Results are of', () => {
  test.each<[Record<string, string>, string[]]>([
    [{}, ['Lighthouse at night', 'Lighthouse at noon']],
    [{ section: 'politics' }, ['Lighthouse at noon']],
    [{ section: 'world' }, ['Lighthouse at night']],
    // Days are those of the newsroom's zone.
    [{ from: '2026-11-02' }, ['Lighthouse at night']],
    [{ to: '2026-11-01' }, ['Lighthouse at noon']],
    [{ from: '2026-11-01', to: '2026-11-01' }, ['Lighthouse at noon']],
    [{ from: '2026-11-02', to: '2026-11-02' }, ['Lighthouse at night']],
    [{ from: '2026-11-03' }, []],
    [{ to: '2026-10-31' }, []],
    [{ from: '2026-11-02', section: 'politics' }, []],
  ])('%j: %j', async (filters, found) => {
    for (const order of ['newest', '']) {
      expect((await headlines({ q: 'lighthouse', order, ...filters })).toSorted()).toEqual(found);
    }
  });
});

describe('Pages of results', () => {
  test.each(['', 'newest'])('in the order “%s” hold every story once, and lead on and back', async (order) => {
    const found: string[] = [];
    let address: string | undefined =
      `/search?${new URLSearchParams({ q: 'tide', section: 'politics', ...(order && { order }) })}`;
    const first = address;
    let pages = 0;
    while (address && pages < 10) {
      const page: ReadPage = await open(address);
      found.push(...page.texts('h3'));
      pages += 1;
      const links: string[] = page.links('.pager');
      if (address !== first) expect(links[0]).toBe(first);
      address = links.find((href) => /[?&](page|before)=/.test(href));
    }
    expect(pages).toBe(3);
    expect(new Set(found).size).toBe(many);
    const newest = Array.from({ length: many }, (_, index) => `Tide ${many - 1 - index}`);
    if (order) expect(found).toEqual(newest);
    else expect(found.toSorted()).toEqual(newest.toSorted());
  });

  test('lead from one order to the other', async () => {
    const [byTime] = (await open({ q: 'tide' })).links('.count');
    expect(byTime).toBe('/search?q=tide&order=newest');
    expect((await open(byTime ?? '')).links('.count')).toEqual(['/search?q=tide']);
  });

  test('of a common word come by time, and offer no other order', async () => {
    const { context } = newsroom;
    await context.db.transaction(async (tx) => {
      for (let id = 1_000_000; id < 1_002_001; id += 1) {
        const publishedAt = new Date(Date.UTC(2020, 0, 1, 0, id % 10_000)).toISOString();
        await indexDocument(tx, { id, sectionId: politics, publishedAt, title: 'Tide', standfirst: '', text: '' });
      }
    });
    const page = await open({ q: 'tide' });
    expect(page.texts('.count')).toEqual(['More than 1,000 stories newest first']);
    expect(page.texts('h3')[0]).toBe(`Tide ${many - 1}`);
    const [next] = page.links('.pager');
    expect(next).toMatch(/^\/search\?q=tide&before=\d+$/);
    expect((await open(next ?? '')).texts('h3')[0]).toBe(`Tide ${many - 21}`);
  }, 60_000);

  test.each([
    ...['page=0', 'page=-1', 'page=1.5', 'page=x', 'page=', 'page=01', 'page=1000', 'page=99', 'page=1&page=2'],
    ...['before=', 'before=x', 'before=-1', 'before=0', 'before=1e9', 'before=99999999999999999', 'before=1&before=2'],
  ])('that are none are not found: %s', async (place) => {
    await ask(`/search?q=lighthouse&${place}`).expect(404).expect('Content-Type', /html/);
  });
});

describe('Wrong input is said beside its field:', () => {
  test.each([
    ['q=!!', ['Search for: Type a word or a number to search for.']],
    [`q=${'a'.repeat(201)}`, ['Search for: Shorten your search to 200 characters.']],
    [`q=${'ab+'.repeat(3_000)}`, ['Search for: Shorten your search to 200 characters.']],
    [
      `q=${Array.from({ length: 21 }, (_, index) => `w${index}`).join('+')}`,
      ['Search for: Search for 20 words at most.'],
    ],
    ['q=a&section=nowhere', ['Section: Choose a section from the list.']],
    ['q=a&from=2026-02-30', ['From: Give a date like 2026-11-23.']],
    ['q=a&to=0', ['To: Give a date like 2026-11-23.']],
    ['q=a&from=2026-11-02&to=2026-11-01', ['To: Give a day that is not before the first.']],
    ['from=999999-01-01&to=-1', ['From: Give a date like 2026-11-23.', 'To: Give a date like 2026-11-23.']],
  ])('%.60s', async (query, problems) => {
    const page = readPage(await ask(`/search?${query}`).expect(400));
    expect(page.texts('.problems')[0]).toBe(`This cannot be searched for yet. ${problems.join(' ')}`);
    expect(page.texts('.error')).toHaveLength(problems.length);
    expect(page.texts('.results')).toEqual([]);
  });

  test('what is given twice counts once, and what is no text counts as nothing', async () => {
    expect((await open('/search?q=nobody&q=night')).texts('h3')).toEqual(['Lighthouse at night']);
    await ask('/search?q[a]=1&section[]=world&from[x][y]=2').expect(200);
  });
});

test('Nothing that is typed makes a mistake of ours, and all of it is shown as text', async () => {
  const hostile = [
    ...[
      '"',
      '"a',
      "'",
      "\\'",
      '\\',
      '%',
      '*',
      '-',
      'AND',
      'NEAR(a b, 5)',
      'title:a',
      '^a',
      'a <-> b',
      "a':*A & !b",
      '(',
      '{a}: b',
    ],
    ...[
      "'; drop table search_documents; --",
      '\u0000',
      'a\u0000b',
      '\u202eabc',
      '\ufffe',
      '🗞️',
      '"><script>alert(1)</script>',
      '{{q}}',
    ],
    ...['"'.repeat(200), '(('.repeat(90), 'حق '.repeat(60), '東'.repeat(200), '\u0301'.repeat(200), '&#x27;'],
  ];
  for (const typed of hostile) {
    const answer = await ask({ q: typed });
    expect([200, 400]).toContain(answer.status);
    expect(answer.text).not.toContain('<script>alert');
  }
  for (const raw of ['q=%ff', 'q=%00', 'q=%ed%a0%80', 'q=%', 'q', 'q=a;b', '&&&', '__proto__=1&q=a']) {
    expect((await ask(`/search?${raw}`)).status).toBeLessThan(500);
  }
});

test('Readers may ask sixty times a minute from one network, and the newsroom as often as it likes', async () => {
  const { visitor, signIn } = await startApp();
  const from = (agent = visitor(), query = 'q=lighthouse') => agent.get(`/search?${query}`);
  const desk = await signIn('editor');
  for (let time = 0; time < 65; time += 1) await from(desk).expect(200);
  for (let time = 0; time < 60; time += 1) await from().expect(200);
  const refused = await from().expect(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused.headers['cache-control']).toMatch(/no-store/);
  // The form, and what asks nothing of the index, is there all the same.
  for (const query of ['', 'q=!!', 'q=a&section=x']) expect((await from(visitor(), query)).status).not.toBe(429);
  await from(desk).expect(200);
}, 60_000);

test('In an Arabic newsroom the page is Arabic', async () => {
  const arabic = await startApp();
  const { context } = arabic;
  await context.db.transaction((tx) => writeSetting(tx, 'language', 'ar'));
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics', translations: { ar: 'سياسة' } });
  const editor = await addPerson(context, { role: 'editor', slug: 'mara' });
  await addStory(context, { editor, content: { headline: 'عمال الميناء', language: 'ar', sectionId } });
  const page = readPage(
    await arabic
      .visitor()
      .get(`/search?${new URLSearchParams({ q: 'ميناء' })}`)
      .expect(200),
  );
  expect(page).toMatchObject({ language: 'ar', direction: 'rtl' });
  expect(page.texts('h1')).toEqual(['البحث']);
  expect(page.texts('option')).toEqual(['كل الأقسام', 'سياسة']);
  expect(page.texts('mark')).toEqual(['الميناء']);
  expect(page.texts('.count')[0]).toMatch(/^مقال واحد/);
  const wrong = readPage(await arabic.visitor().get('/search?q=!!').expect(400));
  expect(wrong.texts('.error')).toEqual(['اكتب كلمة أو رقما للبحث عنه.']);
});
