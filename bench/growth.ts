import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../src/db/database.ts';
import type { Figure } from './figure.ts';
import { addressesOf } from './growth/addresses.ts';
import { drawCurves } from './growth/drawing.ts';
import { fill } from './growth/fill.ts';
import type { Archive } from './growth/invented.ts';
import { type Curves, type Measured, measureSizes, type Sized } from './growth/measure.ts';
import { type Newsroom, root, startNewsroom } from './newsroom.ts';
import { withPostgres } from './postgres.ts';
import { signIn } from './session.ts';

const usualSizes = [10_000, 100_000, 1_000_000];

type Kind = 'sqlite' | 'postgres';

/** On which databases, and how many stories the newsrooms have, the smallest first: `postgres 1000 4000`; both, and the usual sizes, where nothing is said. */
interface Asked {
  databases: Kind[];
  sizes: number[];
}

/** @throws Error where something else is asked for, or one newsroom alone */
export function readAsked(words: string[]): Asked {
  const databases = (['sqlite', 'postgres'] as const).filter((each) => words.includes(each));
  const sizes = sizesOf(words.filter((word) => word !== 'sqlite' && word !== 'postgres'));
  return { databases: databases.length > 0 ? databases : ['sqlite', 'postgres'], sizes };
}

function sizesOf(asked: string[]): number[] {
  if (asked.length === 0) return usualSizes;
  const sizes = [...new Set(asked.map(Number))].sort((one, other) => one - other);
  if (sizes.length < 2 || !sizes.every((size) => Number.isInteger(size) && size >= 1_000)) {
    throw new Error('Give the sizes of two newsrooms or more, in stories, each 1,000 at least: full 1000 4000.');
  }
  return sizes;
}

/** How many times as slow the largest may be as the smallest, a hundred times smaller. */
export const bounds: Record<Measured, number> = {
  ...{ story: 1.3, section: 1.3, topic: 1.3, archive: 1.3, feed: 1.3, desk: 1.3, queue: 1.3 },
  ...{ search: 3, publishing: 1.5 },
};

/** How much slower pages made anew are with the size of the newsroom; the curves are drawn into docs/. */
export async function measureGrowth(folder: string, { databases, sizes }: Asked): Promise<Figure[]> {
  const figures = databases.includes('sqlite') ? await measureOnSqlite(folder, sizes) : [];
  if (!databases.includes('postgres')) return figures;
  return [...figures, ...(await withPostgres(folder, (url) => measureOnPostgres(url, folder, sizes)))];
}

async function measureOnSqlite(folder: string, sizes: number[]): Promise<Figure[]> {
  const onFile = sizes.map((stories) => {
    const own = join(folder, `growth-${stories}`);
    mkdirSync(own);
    return { stories, own, more: {}, open: () => openDatabase({ kind: 'sqlite', file: join(own, 'broadsheet.db') }) };
  });
  await using(openDatabase({ kind: 'sqlite', file: join(folder, 'broadsheet.db') }), async ({ writer }) => {
    for (const { own } of onFile) await sql`vacuum into ${join(own, 'broadsheet.db')}`.execute(writer);
  });
  const figures = await measureIn('SQLite', folder, onFile);
  // A million stories take some twenty gigabytes, which the other database needs as well.
  for (const { own } of onFile) rmSync(own, { recursive: true });
  return figures;
}

async function measureOnPostgres(url: string, folder: string, sizes: number[]): Promise<Figure[]> {
  const server = openDatabase({ kind: 'postgres', url });
  try {
    for (const stories of sizes) await sql`create database ${sql.id(`growth_${stories}`)}`.execute(server.writer);
  } finally {
    await server.close();
  }
  const places = sizes.map((stories) => {
    const address = url.replace(/[^/]+$/, `growth_${stories}`);
    const own = join(folder, `growth-postgres-${stories}`);
    mkdirSync(own);
    const open = () => openDatabase({ kind: 'postgres', url: address });
    return { stories, own, more: { DATABASE_URL: address }, open };
  });
  // Each has its demo, as the files that are copied have.
  for (const { own, more } of places) await (await startNewsroom(own, { directly: true, more })).stop();
  return measureIn('PostgreSQL', folder, places);
}

interface Place {
  stories: number;
  own: string;
  more: Record<string, string>;
  open(): Database;
}

async function measureIn(name: 'SQLite' | 'PostgreSQL', folder: string, places: Place[]): Promise<Figure[]> {
  const archives = new Map<Place, Archive>();
  for (const place of places) archives.set(place, await using(place.open(), (each) => fill(each, place.stories)));
  const running: Newsroom[] = [];
  try {
    const sizes: Sized[] = [];
    for (const [place, archive] of archives) {
      const storage = { STORAGE_URL: `file:${join(place.more.DATABASE_URL ? place.own : folder, 'uploads')}` };
      const more = { PAGE_CACHE_MB: '0', ...storage, ...place.more };
      const newsroom = await startNewsroom(place.own, { directly: true, more });
      running.push(newsroom);
      sizes.push(await using(place.open(), (database) => enter(newsroom, database, archive)));
    }
    const curves = await measureSizes(sizes);
    const drawn = drawCurves(curves, { name, bounds });
    writeFileSync(join(root, `docs/growth-${name === 'SQLite' ? 'sqlite' : 'postgres'}.svg`), drawn);
    return Object.entries(curves).map(([kind, curve]) => figureOf(name, kind as Measured, curve));
  } finally {
    for (const newsroom of running) await newsroom.stop();
  }
}

async function using<Result>(database: Database, work: (database: Database) => Promise<Result>): Promise<Result> {
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function enter({ url }: Newsroom, database: Database, archive: Archive): Promise<Sized> {
  const cookie = await signIn(url, database, 'editor');
  return {
    ...{ stories: archive.stories, desk: { url, cookie, sectionId: archive.sections[0] ?? 0 } },
    moderator: await signIn(url, database, 'moderator'),
    addresses: await addressesOf(database, archive),
  };
}

function figureOf(name: string, kind: Measured, curve: Curves[Measured]): Figure {
  const [first, last] = [curve[0], curve.at(-1)];
  const ratio = (last?.milliseconds ?? Number.NaN) / (first?.milliseconds ?? Number.NaN);
  const each = curve.map(
    ({ stories, milliseconds }) => `${milliseconds.toFixed(2)} ms of ${stories.toLocaleString('en')}`,
  );
  return {
    ...{ name: `${kind}, ${name}, growth`, value: `${ratio.toFixed(2)} ×`, bound: `<= ${bounds[kind]} ×` },
    how: `one process, made anew, median of ${kind === 'publishing' ? '30 presses' : 'different addresses'}, sizes in turns: ${each.join(', ')}`,
    pass: ratio <= bounds[kind],
  };
}
