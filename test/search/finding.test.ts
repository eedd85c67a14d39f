import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import { emptyTables } from '../../src/db/empty.ts';
import type { Document } from '../../src/search/document/document.ts';
import { parseQuery } from '../../src/search/document/query.ts';
import { indexDocument, purgeRemoved, removeDocument } from '../../src/search/queries/documents.ts';
import { type Search, searchDocuments } from '../../src/search/queries/search.ts';
import { newDatabase } from '../support/database.ts';

/* What the index of either database finds, by documents that are put into it as publishing does. */

const now = '2026-11-23T12:00:00.000Z';
let database: Database;

beforeEach(async () => {
  database = await newDatabase();
});

const document = (id: number, said: Partial<Document>): Document => ({
  ...{ id, sectionId: 1, publishedAt: '2026-11-20T09:00:00.000Z', title: '', standfirst: '', text: '' },
  ...said,
});

const add = (...documents: Document[]) =>
  database.transaction(async (tx) => {
    for (const each of documents) await indexDocument(tx, each);
  });

const ask = (typed: string, more: Partial<Search> = {}) =>
  searchDocuments(database.reader, {
    query: parseQuery(typed),
    ...{ sectionId: null, from: null, until: null, now, order: 'relevance', page: 1, before: null },
    ...more,
  });

const find = async (typed: string, more: Partial<Search> = {}) =>
  (await ask(typed, more)).documents.map(({ id }) => id);

describe('A text is found', () => {
  test.each([
    ['Dockers halt speech', 'dockers'],
    ['Dockers halt speech', 'DOCKERS SPEECH'],
    ['Dockers halt speech', 'dock'],
    ['Dockers halt speech', 'dock* speech'],
    ['Dockers halt speech', '"halt speech"'],
    ['Dockers halt speech', 'halt -strike'],
    ['L’Élysée répond', 'elysee repond'],
    ['L’Elysee repond', 'Élysée répond'],
    ['Straße nach Łódź', 'strasse lodz'],
    ['عُمّالُ الميناءِ يوقفون', 'عمال ميناء'],
    ['عمال ميناء ألدر', 'عُمّال الميناء'],
    ['إضراب في أحد الموانئ', 'اضراب احد'],
    ['مدينة على المرفأ', 'المدينه علي المرفا'],
    ['تعود للمدينة', '"تعود المدينة"'],
    ['والحكومة تقرر', 'حكومة'],
    ['وميناء ألدر', 'ميناء'],
    ['بالحق', 'حق'],
    ['سنة ٢٠٢٦', '2026'],
    ['東京の朝', '東京'],
    ['The well-known e-mail', 'well-known'],
    ['𐐷𐐲𐑌', '𐐏𐐊𐐤'],
    ['हिन्दी किताब', 'किताब'],
    ['Vote 31–24', '31-24'],
  ])('“%s” by “%s”', async (text, typed) => {
    await add(document(1, { text }), document(2, { title: text }), document(3, { text: 'Strike.' }));
    expect((await find(typed)).toSorted()).toEqual([1, 2]);
  });

  test.each([
    ['Dockers halt speech', 'dockers strike'],
    ['Dockers halt speech', '"dockers speech"'],
    ['Dockers halt speech', 'dockers -halt'],
    ['Dockers halt speech', 'dockers -"halt speech"'],
    ['Dockers halt speech', 'dock speech'],
    ['Dockers halt speech', 'ockers'],
    ['東京の朝', '京東'],
    ['किताब', 'कताब'],
    ['Dockers halt speech', '-strike'],
    ['Section', '1'],
  ])('“%s” not by “%s”', async (text, typed) => {
    await add(document(1, { text }));
    expect(await find(typed)).toEqual([]);
  });

  test('in its own section only, where that is asked for', async () => {
    await add(document(1, { text: 'Vote', sectionId: 1 }), document(2, { text: 'Vote', sectionId: 12 }));
    expect(await find('vote', { sectionId: 1 })).toEqual([1]);
    expect(await find('vote', { sectionId: 12, order: 'newest' })).toEqual([2]);
    expect(await find('vote', { sectionId: 2 })).toEqual([]);
  });

  test('and no phrase goes from title to text', async () => {
    await add(document(1, { title: 'Dockers halt', standfirst: 'a speech', text: 'at noon' }));
    expect(await find('"halt a"')).toEqual([]);
    expect(await find('"speech at"')).toEqual([]);
    expect(await find('"a speech"')).toEqual([1]);
  });
});

describe('What is found', () => {
  test('comes with the title’s words before the standfirst’s before the text’s', async () => {
    const rest = 'More is known of this by now than was known before.';
    await add(
      document(1, { title: 'One', standfirst: 'One', text: `The harbour. ${rest}` }),
      document(2, { title: 'One', standfirst: 'The harbour', text: `One. ${rest}` }),
      document(3, { title: 'The harbour', standfirst: 'One', text: `One. ${rest}` }),
    );
    expect(await find('harbour')).toEqual([3, 2, 1]);
  });

  test('is what the text says last', async () => {
    await add(document(1, { title: 'Dockers' }));
    await add(document(1, { title: 'Ministers', publishedAt: '2026-11-21T09:00:00.000Z' }));
    expect(await find('dockers')).toEqual([]);
    expect(await find('ministers')).toEqual([1]);
    await database.transaction((tx) => removeDocument(tx, 1));
    expect(await find('ministers')).toEqual([]);
    expect(await database.reader.selectFrom('search_documents').selectAll().execute()).toEqual([]);
  });

  test('is nothing of what was removed and purged, in the files of the index neither', async () => {
    await add(document(1, { title: 'Zeppelinwort' }), document(2, { title: 'Another' }));
    await database.transaction(async (tx) => {
      await removeDocument(tx, 1);
      await purgeRemoved(tx);
    });
    expect(await find('zeppelinwort')).toEqual([]);
    expect(await find('another')).toEqual([2]);
    if (database.dialect === 'postgres') return;
    const { rows } = await sql<{ block: Buffer }>`select block from search_index_data`.execute(database.reader);
    expect(rows.filter(({ block }) => block.includes('zeppelinwort'))).toEqual([]);
    expect(rows.filter(({ block }) => block.includes('another'))).not.toEqual([]);
  });

  test('is nothing after all was emptied, and what comes afterwards is found', async () => {
    await add(document(1, { title: 'Dockers' }));
    await database.transaction((tx) => emptyTables(tx, database.dialect));
    expect(await find('dockers')).toEqual([]);
    await add(document(2, { title: 'Dockers' }));
    expect(await find('dockers')).toEqual([2]);
  });

  test('is all of one moment, in one order', async () => {
    const many = Array.from({ length: 45 }, (_, index) => document(index + 1, { text: 'Vote' }));
    await add(...many);
    const found: number[] = [];
    for (let next: { page: number } | null = { page: 1 }; next; ) {
      const answer = await ask('vote', next);
      expect(answer.total).toBe(45);
      found.push(...answer.documents.map(({ id }) => id));
      next = answer.next as typeof next;
    }
    expect(found).toEqual(many.map(({ id }) => id).reverse());
  });
});

test('What is typed to harm finds what it says, or nothing', async () => {
  await add(document(1, { text: 'Or and not near: title drop table.' }));
  const hostile = [
    ...[
      '"',
      '""',
      '"a',
      'a"b"c',
      "'",
      "''",
      '\\',
      "\\'",
      '%',
      '_',
      '*',
      '**',
      'a**',
      '-',
      '--',
      '-"',
      '(',
      ')',
      ':*',
      '!',
      '&',
      '|',
    ],
    ...[
      'AND',
      'a OR b',
      'NOT a',
      'NEAR(a b, 5)',
      'title:a',
      '{title}: a',
      '- title : a',
      '^a',
      'a + b',
      'a <-> b',
      'a & !b',
      "a':*A",
    ],
    ...[
      "'; drop table search_documents; --",
      '\u0000',
      'a\u0000b',
      '\ud800',
      '\ue0001',
      '🗞️',
      '\u202e',
      '\u0301',
      '“',
      '…',
    ],
    ...[
      'a'.repeat(10_000),
      'a '.repeat(10_000),
      '"a '.repeat(100),
      '東'.repeat(200),
      '(('.repeat(5_000),
      'حق '.repeat(60),
    ],
    Array.from({ length: 20 }, (_, index) => `حق${index}`).join(' '),
    [
      'حق',
      'دم',
      'كف',
      'فم',
      'سم',
      'هم',
      'بر',
      'حر',
      'در',
      'سر',
      'شر',
      'مر',
      'قر',
      'كر',
      'عم',
      'غم',
      'يم',
      'حب',
      'رب',
      'دب*',
    ].join(' '),
    Array.from({ length: 20 }, (_, index) => `-word${index}`).join(' '),
  ];
  for (const typed of hostile) {
    for (const order of ['relevance', 'newest'] as const) {
      const { documents } = await ask(typed, { order, sectionId: order === 'newest' ? 1 : null });
      expect(documents.every(({ id }) => id === 1)).toBe(true);
    }
  }
  for (const [typed, ids] of [
    ['or not', [1]],
    ['NOT or', [1]],
    ['title drop table', [1]],
    ['AND NOT NEAR', [1]],
    ['OR nothing', []],
  ] as const) {
    expect({ typed, found: await find(typed) }).toEqual({ typed, found: ids });
  }
});

test('A text made to be larger than an index can hold is kept, and found by how it begins', async () => {
  const words = Array.from({ length: 40_000 }, (_, index) => `${index}${'𐐨'.repeat(38)}`).join(' ');
  await add(
    document(1, { title: 'Dockers', text: `Begins ${words}` }),
    document(2, { text: 'dockers '.repeat(50_000) }),
  );
  expect(await find('dockers begins')).toEqual([1]);
  expect(await find('dockers')).toEqual(expect.arrayContaining([1, 2]));
}, 60_000);
