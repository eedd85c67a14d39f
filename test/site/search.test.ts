import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rebuild } from '../../src/articles/actions/rebuild.ts';
import { emptyTables } from '../../src/db/empty.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { indexDocument, purgeRemoved, removeDocument } from '../../src/search/queries/documents.ts';
import { edit, type Newsroom, press, publishChanges, publishNew, startNewsroom, write } from '../articles/newsroom.ts';
import { type ReadPage, readPage } from '../support/pages.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Oslo' });
});

const ask = (query: Record<string, string>) => newsroom.visitor().get('/search').query(query);
const search = async (q: string, more: Record<string, string> = {}): Promise<ReadPage> =>
  readPage(await ask({ q, ...more }).expect(200));
const find = async (q: string, more: Record<string, string> = {}) => (await search(q, more)).texts('h3');

describe('A story is found', () => {
  test('from the moment of its publication, by its new words after a change, and not after its withdrawal', async () => {
    const draft = await write(newsroom.desk, { Headline: 'Zeppelin', Text: 'Airship.', Section: 'Politics' });
    expect(await find('zeppelin')).toEqual([]);
    const { id } = await publishNew(newsroom, { Headline: 'Zeppelin lands', Text: 'An airship came.' });
    expect(await find('zeppelin')).toEqual(['Zeppelin lands']);
    await publishChanges(newsroom.desk, id, { kind: 'fix', values: { Headline: 'Balloon lands', slug: 'balloon' } });
    expect(await find('zeppelin')).toEqual([]);
    const page = await search('balloon');
    expect(page.links('h3')).toEqual(['/2026/11/23/balloon']);
    await press(newsroom.desk, `/admin/articles/${id}`, 'Withdraw story', { reason: 'Not so.' });
    expect(await find('balloon')).toEqual([]);
    await press(newsroom.desk, `/admin/articles/${id}`, 'Publish again', { note: 'So after all.' });
    expect(await find('balloon')).toEqual(['Balloon lands']);
    expect(await find('airship')).toEqual(['Balloon lands']);
    expect(draft).not.toBe(id);
  });

  test('at its time, where it is scheduled, and not before', async () => {
    const values = { Headline: 'Zeppelin', Text: 'Airship.', Section: 'Politics', 'Publish at': '2026-11-24T10:00' };
    expect((await edit(newsroom.desk, 'new', values, 'Schedule')).status).toBe(303);
    newsroom.clock.set('2026-11-24T08:59:59.999Z');
    expect(await find('zeppelin')).toEqual([]);
    newsroom.clock.set('2026-11-24T09:00:00.000Z');
    expect(await find('zeppelin')).toEqual(['Zeppelin']);
  });

  test('by words, phrases, beginnings, without accents, and not where a word must not stand', async () => {
    await publishNew(newsroom, { Headline: 'Harbour inquiry reopens', Text: 'The café of the mayor was searched.' });
    await publishNew(newsroom, { Headline: 'Inquiry of the harbour', Text: 'Twelve gates.' });
    expect((await find('harbour inquiry')).toSorted()).toEqual(['Harbour inquiry reopens', 'Inquiry of the harbour']);
    expect(await find('"harbour inquiry"')).toEqual(['Harbour inquiry reopens']);
    expect(await find('harb* gate')).toEqual(['Inquiry of the harbour']);
    expect(await find('CAFE')).toEqual(['Harbour inquiry reopens']);
    expect(await find('harbour -gates')).toEqual(['Harbour inquiry reopens']);
    expect(await find('harbour absent')).toEqual([]);
  });

  test('in Arabic with and without vowel signs and article', async () => {
    const values = {
      Headline: 'عمال الميناء يوقفون الخطاب',
      Text: 'قالت المُدرِّسة إنّ القرار خاطئ.',
      Language: 'العربية',
    };
    await publishNew(newsroom, values);
    for (const typed of ['ميناء', 'الميناء', 'المِينَاء', 'مدرسة', 'والقرار', 'ان القرار'])
      expect({ typed, found: await find(typed) }).toEqual({ typed, found: [values.Headline] });
  });

  test('with what was found marked, in its headline and its text', async () => {
    await publishNew(newsroom, { Headline: 'Gates & <b>gates</b>', Text: 'Twelve **gates** were closed.' });
    const { text } = await ask({ q: 'gates' }).expect(200);
    expect(text).toContain('<mark>Gates</mark> &amp; &lt;b&gt;<mark>gates</mark>&lt;/b&gt;');
    expect(text).toContain('Twelve <mark>gates</mark> were closed.');
  });

  test('in its section and between days of the newsroom’s zone', async () => {
    newsroom.clock.set('2026-11-20T23:30:00.000Z');
    await publishNew(newsroom, { Headline: 'Gates in Oslo’s morning' });
    newsroom.clock.set('2026-11-23T12:00:00.000Z');
    await publishNew(newsroom, { Headline: 'Gates of the world', Section: 'World' });
    expect(await find('gates', { section: 'world' })).toEqual(['Gates of the world']);
    expect(await find('gates', { from: '2026-11-21', to: '2026-11-21' })).toEqual(['Gates in Oslo’s morning']);
    expect(await find('gates', { to: '2026-11-20' })).toEqual([]);
    expect(await find('gates', { from: '2026-11-22' })).toEqual(['Gates of the world']);
  });

  test('again after its index was lost, once the reading side is rebuilt', async () => {
    const { id } = await publishNew(newsroom, { Headline: 'Zeppelin' });
    await newsroom.context.db.transaction((tx) => removeDocument(tx, id));
    expect(await find('zeppelin')).toEqual([]);
    await rebuild(newsroom.context);
    expect(await find('zeppelin')).toEqual(['Zeppelin']);
    await newsroom.context.db.transaction((tx) => emptyTables(tx, newsroom.context.db.dialect));
    expect(await newsroom.context.db.reader.selectFrom('search_documents').selectAll().execute()).toEqual([]);
  });
});

test('Of what was removed and purged, no word is left in the files of the index', async () => {
  const { db } = newsroom.context;
  const { id } = await publishNew(newsroom, { Headline: 'Zeppelinwort', Text: 'Zeppelinwort.' });
  await publishNew(newsroom, { Headline: 'Another' });
  await db.transaction(async (tx) => {
    await removeDocument(tx, id);
    await purgeRemoved(tx);
  });
  if (db.dialect === 'postgres') return expect(await find('zeppelinwort')).toEqual([]);
  const rows = await sql<{ block: Buffer }>`select block from search_index_data`.execute(db.reader);
  expect(rows.rows.filter(({ block }) => block.includes('zeppelinwort'))).toEqual([]);
  expect(rows.rows.filter(({ block }) => block.includes('another'))).not.toEqual([]);
});

describe('The order', () => {
  test('is what says most of it first, and the newest of two that say the same', async () => {
    newsroom.clock.set('2025-01-01T12:00:00.000Z');
    await publishNew(newsroom, { Headline: 'Harbour', Text: 'Long ago.' });
    newsroom.clock.set('2026-11-23T12:00:00.000Z');
    await publishNew(newsroom, { Headline: 'A walk', Text: `${'Some other words. '.repeat(40)} The harbour.` });
    await publishNew(newsroom, { Headline: 'Harbour', Text: 'Just now.' });
    const page = await search('harbour');
    expect(page.texts('h3')).toEqual(['Harbour', 'Harbour', 'A walk']);
    expect(page.texts('.card')[0]).toContain('Just now.');
    expect((await find('harbour', { order: 'newest' })).at(-1)).toBe('Harbour');
  });

  test('of a word that stands in more than 2,000 stories is that of time, on pages that leave nothing out', async () => {
    const ids: number[] = [];
    for (const number of [1, 2, 3, 4, 5]) {
      newsroom.clock.advance({ minutes: 1 });
      ids.push((await publishNew(newsroom, { Headline: `Common ${number}` })).id);
    }
    await newsroom.context.db.transaction(async (tx) => {
      for (let id = 10_000; id < 12_001; id += 1) {
        const texts = { title: 'Common common common', standfirst: 'common', text: 'common' };
        await indexDocument(tx, { id, sectionId: 1, publishedAt: '2020-01-01T00:00:00.000Z', ...texts });
      }
    });
    const page = await search('common');
    expect(page.texts('h3')).toEqual(['Common 5', 'Common 4', 'Common 3', 'Common 2', 'Common 1']);
    expect(page.texts('.count')[0]).toContain('1,000');
    expect(ids).toHaveLength(5);
  });

  test('leaves nothing out from page to page, by relevance and by time', async () => {
    const all: string[] = [];
    for (let number = 0; number < 43; number += 1) {
      newsroom.clock.advance({ minutes: 1 });
      await publishNew(newsroom, { Headline: `Gate ${number}` });
      all.push(`Gate ${number}`);
    }
    for (const order of ['relevance', 'newest']) {
      const found: string[] = [];
      let address: string | undefined = `/search?q=gate&order=${order}`;
      while (address) {
        const page: ReadPage = readPage(await newsroom.visitor().get(address).expect(200));
        found.push(...page.texts('h3'));
        address = page.links('.pager').find((href) => /[?&](page|before)=/.test(href));
      }
      expect({ order, found: found.toSorted() }).toEqual({ order, found: all.toSorted() });
    }
  });
});

describe('Whatever is asked', () => {
  const hostile = [
    ...[
      '"',
      '""',
      '*',
      '-',
      '()',
      'a" OR "b',
      'NEAR(a b)',
      'title:a',
      '^a',
      'a AND',
      'NOT',
      "'",
      "''",
      '\\',
      '%',
      '_',
      ';',
    ],
    ...['a & b | !c', 'a <-> b', 'a:*', ':*', '\u0000', '\ud800', '🙂🙂', '\u202e', '{{', '<script>', "' or 1=1 --"],
    ...['x'.repeat(200), 'é '.repeat(99), '"'.repeat(200), '-a '.repeat(60), '٣', 'ﷺ', '港の問題', 'ا', 'ال'],
  ];

  test('it is answered with a page', async () => {
    await publishNew(newsroom);
    for (const q of hostile) {
      const { status, headers } = await ask({ q });
      expect({ q, ok: status === 200 || status === 400, type: headers['content-type'] }).toEqual({
        ...{ q, ok: true, type: 'text/html; charset=utf-8' },
      });
    }
  });

  test.each([
    [{ q: 'x '.repeat(1_000) }, 'q'],
    [{ q: 'harbour', from: '2026-13-01' }, 'from'],
    [{ q: 'harbour', to: 'tomorrow' }, 'to'],
    [{ q: 'harbour', from: '2026-11-02', to: '2026-11-01' }, 'to'],
    [{ q: 'harbour', section: 'nowhere' }, 'section'],
    [{ q: '!?' }, 'q'],
  ])('with a mistake, it says which and keeps what was typed: %#', async (query, field) => {
    const page = readPage(await ask(query as Record<string, string>).expect(400));
    expect(page.links('.problems')).toEqual([`#search-${field}`]);
    expect(page.attributes('#search-q', 'value')[0]).toBe(query.q.trim().slice(0, 2_000).trim());
  });

  test.each(['page=0', 'page=1e9', 'page=99', 'page=a', 'before=x', 'before=-1', 'before=1&order=newest'])(
    'a page that is not there is not found: %s',
    async (place) => {
      await publishNew(newsroom, { Headline: 'Harbour' });
      await newsroom.visitor().get(`/search?q=harbour&${place}`).expect(404);
    },
  );

  test('nobody may keep the answer, and search engines only the form', async () => {
    const asked = await ask({ q: 'harbour' }).expect(200).expect('Cache-Control', 'private, no-store');
    expect(readPage(asked).robots).toContain('noindex');
    expect(readPage(await newsroom.visitor().get('/search').expect(200)).robots ?? '').not.toContain('noindex');
  });

  test('too often, it is refused to readers and not to the desk', async () => {
    await publishNew(newsroom, { Headline: 'Harbour' });
    for (let time = 0; time < 60; time += 1) await ask({ q: 'harbour' }).expect(200);
    await ask({ q: 'harbour' }).expect(429);
    await newsroom.visitor().get('/search').expect(200);
    await newsroom.desk.get('/search?q=harbour').expect(200);
  });

  test('it is asked in the newsroom’s language', async () => {
    await newsroom.context.db.transaction((tx) => writeSetting(tx, 'language', 'ar'));
    const page = readPage(await newsroom.visitor().get('/search').expect(200));
    expect([page.language, page.direction]).toEqual(['ar', 'rtl']);
  });
});
