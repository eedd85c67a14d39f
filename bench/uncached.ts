import { join } from 'node:path';
import { type Figure, median } from './figure.ts';
import { findStory, type Newsroom, startLeast, startNewsroom } from './newsroom.ts';
import { withPostgres } from './postgres.ts';
import { askWithWrk, hasWrk, notMeasured } from './wrk.ts';

const [connections, seconds, rounds] = [32, 3, 5];
const bounds = { story: 0.35, front: 0.2, postgres: 0.5 };
const settings = { PAGE_CACHE_MB: '0' };

/**
 * Pages that are made anew for each request, as they are for whoever has signed in: requests per second against those of the least that
 * Express can do with the same bytes; and on PostgreSQL against SQLite.
 */
export async function measureUncached(folder: string): Promise<Figure[]> {
  if (!hasWrk()) return [notMeasured('pages that are made anew', 'wrk is not installed')];
  const onFile = await startNewsroom(folder, { directly: true, more: settings });
  try {
    const story = await findStory(onFile.url);
    const figures = [
      await againstExpress(folder, { name: 'story page', address: story, bound: bounds.story }),
      await againstExpress(folder, { name: 'front page', address: `${onFile.url}/`, bound: bounds.front }),
    ];
    return [...figures, await withPostgres(folder, (url) => againstSqlite(folder, { story, url }))];
  } finally {
    await onFile.stop();
  }
}

interface Compared {
  name: string;
  address: string;
  bound: number;
}

async function againstExpress(folder: string, { name, address, bound }: Compared): Promise<Figure> {
  const least = await startLeast(folder, address);
  try {
    const { ratio, how } = await compare(address, least.url);
    return figure(`${name} made anew, against bare Express`, { ratio, how, bound });
  } finally {
    await least.stop();
  }
}

async function againstSqlite(folder: string, { story, url }: { story: string; url: string }): Promise<Figure> {
  const more = { ...settings, DATABASE_URL: url, STORAGE_URL: `file:${join(folder, 'uploads-postgres')}` };
  const onServer: Newsroom = await startNewsroom(folder, { directly: true, more });
  try {
    const { ratio, how } = await compare(await findStory(onServer.url), story);
    return figure('story page made anew, PostgreSQL against SQLite', { ratio, how, bound: bounds.postgres });
  } finally {
    await onServer.stop();
  }
}

async function compare(address: string, other: string): Promise<{ ratio: number; how: string }> {
  const rates: [number, number][] = [];
  for (const each of [other, address]) await askWithWrk(each, { connections, seconds: 2 });
  for (let round = 0; round < rounds; round += 1) {
    const { rate: theirs } = await askWithWrk(other, { connections, seconds });
    rates.push([(await askWithWrk(address, { connections, seconds })).rate, theirs]);
  }
  const [ours, theirs] = [median(rates.map(([rate]) => rate)), median(rates.map(([, rate]) => rate))];
  const how = `wrk, one thread, ${connections} connections, ${seconds} s each, in turns; median of ${rounds}: ${ours.toFixed(0)} and ${theirs.toFixed(0)} a second`;
  return { ratio: median(rates.map(([mine, its]) => mine / its)), how };
}

const figure = (name: string, { ratio, how, bound }: { ratio: number; how: string; bound: number }): Figure => ({
  ...{ name, value: ratio.toFixed(2), how, bound: `>= ${bound}`, pass: ratio >= bound },
});
