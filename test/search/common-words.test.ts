import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/db/database.ts';
import type { Document } from '../../src/search/document/document.ts';
import { parseQuery } from '../../src/search/document/query.ts';
import { indexDocument } from '../../src/search/queries/documents.ts';
import { type Search, searchDocuments } from '../../src/search/queries/search.ts';
import { newDatabase } from '../support/database.ts';

/* Words too common to be ranked by. */

const now = '2026-11-23T12:00:00.000Z';
let database: Database;

beforeAll(async () => {
  database = await newDatabase({ shared: true });
  await add(...documents);
}, 60_000);

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

const common = 2_050;
const timeOf = (id: number) => new Date(Date.parse('2026-11-01T00:00:00.000Z') + id * 60_000).toISOString();
const documents = Array.from({ length: common }, (_, index) =>
  document(index + 1, { publishedAt: timeOf(index + 1), title: 'Harbour', text: index % 50 ? 'Plain' : 'Lighthouse' }),
);

describe('A word that stands in more than two thousand documents', () => {
  test('comes newest first, counted up to a thousand, page after page without a gap', async () => {
    const first = await ask('harbour');
    expect(first).toMatchObject({ order: 'newest', total: 1_001 });
    const found = first.documents.map(({ id }) => id);
    let next = first.next;
    while (next && 'before' in next && found.length < 100) {
      const answer = await ask('harbour', next);
      found.push(...answer.documents.map(({ id }) => id));
      next = answer.next;
    }
    expect(found).toEqual(Array.from({ length: 100 }, (_, index) => common - index));
  });

  test('with a rare one is ranked, and both have to be there', async () => {
    const { order, total, documents } = await ask('harbour lighthouse');
    expect({ order, total }).toEqual({ order: 'relevance', total: 41 });
    expect(documents.every(({ id }) => id % 50 === 1)).toBe(true);
    expect((await ask('harbour -plain')).total).toBe(41);
  });

  test('is bounded by times', async () => {
    const bounds = { from: timeOf(100), until: timeOf(103) };
    expect(await find('harbour', bounds)).toEqual([102, 101, 100]);
    expect(await find('harbour', { now: timeOf(2) })).toEqual(expect.arrayContaining([2, 1]));
    expect((await ask('harbour', { now: timeOf(2) })).total).toBe(2);
  });
});
