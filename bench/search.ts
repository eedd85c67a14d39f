import { join } from 'node:path';
import { openDatabase } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { highlight, snippet } from '../src/search/document/highlight.ts';
import { parseQuery } from '../src/search/document/query.ts';
import { indexDocument } from '../src/search/queries/documents.ts';
import { searchDocuments } from '../src/search/queries/search.ts';
import { type Figure, median } from './figure.ts';
import { inventStory, mixedQueries, rareQueries, type SearchQuestion } from './stories.ts';

type Database = ReturnType<typeof openDatabase>;

const [few, many] = [10_000, 100_000];
const mostMilliseconds = 15;
const mostGrowth = 1.5;
const now = '2026-11-23T12:00:00.000Z';

/** Searching invented stories in SQLite, as the page does: the query read, the stories found, their snippets marked. */
export async function measureSearch(folder: string): Promise<Figure[]> {
  const database = openDatabase({ kind: 'sqlite', file: join(folder, 'search.db') });
  try {
    await migrate(database);
    await fill(database, 0, few);
    const before = await timesOf(database, rareQueries);
    const begun = performance.now();
    await fill(database, few, many);
    const filling = (performance.now() - begun) / (many - few);
    return [
      ...mixed(await timesOf(database, mixedQueries), filling),
      growth(before, await timesOf(database, rareQueries)),
    ];
  } finally {
    await database.close();
  }
}

/** Stories from the `from`-th on; one transaction, since it is not publishing that is measured. */
async function fill(database: Database, from: number, until: number): Promise<void> {
  await database.transaction(async (tx) => {
    for (let number = from; number < until; number += 1) await indexDocument(tx, inventStory(number));
  });
}

interface Timed {
  typed: string;
  milliseconds: number;
}

/** Each question five times, all in turns; the median of each. */
async function timesOf({ reader }: Database, questions: SearchQuestion[]): Promise<Timed[]> {
  const taken = questions.map((): number[] => []);
  for (let round = 0; round < 5; round += 1) {
    for (const [index, question] of questions.entries()) {
      const begun = performance.now();
      await ask(reader, question);
      taken[index]?.push(performance.now() - begun);
    }
  }
  return questions.map(({ typed }, index) => ({ typed, milliseconds: median(taken[index] ?? []) }));
}

async function ask(reader: Database['reader'], { typed, sectionId, from }: SearchQuestion): Promise<void> {
  const query = parseQuery(typed);
  const place = { page: 1, before: null, order: 'relevance' } as const;
  const { documents } = await searchDocuments(reader, {
    ...{ query, sectionId: sectionId ?? null, from: from ?? null, until: null, now },
    ...place,
  });
  for (const { text } of documents) snippet(text, query) ?? highlight(text.slice(0, 200), query);
}

function mixed(times: Timed[], filling: number): Figure[] {
  const middle = median(times.map(({ milliseconds }) => milliseconds));
  const slowest = times.reduce((one, other) => (other.milliseconds > one.milliseconds ? other : one));
  return [
    {
      name: 'search, 50 mixed queries',
      value: `${middle.toFixed(1)} ms`,
      how: `median over ${many} stories in SQLite, words, phrases, beginnings, exclusions, Arabic, sections and dates; slowest ${slowest.milliseconds.toFixed(1)} ms for ${slowest.typed}; ${filling.toFixed(2)} ms to index a story`,
      bound: `< ${mostMilliseconds} ms`,
      pass: times.length === 50 && middle < mostMilliseconds,
    },
  ];
}

function growth(before: Timed[], after: Timed[]): Figure {
  const [small, large] = [before, after].map((times) => median(times.map(({ milliseconds }) => milliseconds)));
  const ratio = (large ?? Number.NaN) / (small ?? Number.NaN);
  return {
    name: 'search, rare words',
    value: `${ratio.toFixed(2)} times`,
    how: `median of ${before.length} words of ten stories each: ${small?.toFixed(2)} ms among ${few} stories, ${large?.toFixed(2)} ms among ${many}`,
    bound: `< ${mostGrowth} times`,
    pass: ratio < mostGrowth,
  };
}
