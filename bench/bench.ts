/**
 * `npm run bench`: the figures that are promised for every page, with how each was taken, in under three minutes; it ends with 1 where one does not hold.
 * `npm run bench -- pictures comments …`: other parts. `npm run bench -- all`: every part on SQLite. `npm run bench -- postgres`: those that are promised for
 * PostgreSQL too, which takes a quarter of an hour to fill. `npm run bench -- full`: how cost grows with the newsroom, on both databases; for newsrooms of other
 * sizes, or on one of them, `npm run bench -- full postgres 1000 4000`. `npm run bench -- killed`: 200 times `kill -9` under load on each database; other numbers as `npm run bench -- killed 20`.
 * `npm run bench -- fuzz`: a million requests with something wrong in each, for an hour or two; fewer as `npm run bench -- fuzz 20000`.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { measureBackup } from './backup.ts';
import { measureCached } from './cached.ts';
import { measureComments } from './comments.ts';
import { measureDesk, measureDeskOnPostgres } from './desk.ts';
import { type Figure, table } from './figure.ts';
import { measureFuzz } from './fuzz.ts';
import { measureGrowth, readAsked } from './growth.ts';
import { measureKilled } from './killed.ts';
import { measureLibrary, measureLibraryOnPostgres } from './library.ts';
import { measureLighthouse } from './lighthouse.ts';
import { measureMemory } from './memory.ts';
import { findStory, newFolder, root, startNewsroom } from './newsroom.ts';
import { measurePage } from './page.ts';
import { measurePictures } from './pictures.ts';
import { measureSearch } from './search.ts';
import { measureSlow } from './slow.ts';
import { measureStart } from './start.ts';
import { measureEditor } from './typing.ts';
import { measureUncached } from './uncached.ts';

interface Around {
  folder: string;
  /** Of a newsroom that runs, and of a story there. */
  url: string;
  story: string;
}

/** Each with what it does meanwhile. Those of the first kind start newsrooms of their own. */
const alone: Record<string, [string, (folder: string) => Promise<Figure[]>]> = {
  start: ['Starting it three times', measureStart],
  cached: ['Asking for a page that is kept, beside a bare server and nginx, for some eighty seconds', measureCached],
  uncached: ['Asking for pages that are made anew, for some two minutes', measureUncached],
  memory: ['Asking for a hundred thousand pages, for some twenty minutes', measureMemory],
  search: ['Searching a hundred thousand stories', measureSearch],
  desk: ['Listing a hundred thousand stories for the newsroom', measureDesk],
  library: ['Looking through a hundred thousand pictures', measureLibrary],
  backup: ['Backing up 200 MB while a story is read', measureBackup(200)],
  gigabyte: ['Backing up a gigabyte while a story is read', measureBackup(1024)],
  comments: ['Posting comments, reading ten thousand of them, and reading under a flood', measureComments],
};

const inNewsroom: Record<string, [string, (around: Around) => Promise<Figure[]>]> = {
  page: ['Weighing a story’s page', ({ story }) => measurePage(story)],
  slow: ['Reading it on a slow line', ({ story }) => measureSlow(story)],
  pictures: ['Adding pictures, one and fifty at once', ({ url, story, folder }) => measurePictures(url, story, folder)],
  editor: ['Writing in a story of ten thousand words', ({ url, folder }) => measureEditor(url, folder)],
  lighthouse: ['Having Lighthouse look at four pages', ({ url, story }) => measureLighthouse(pagesOf(url, story))],
};

/** Those that say by themselves what they take, and stand alone. */
const long: Record<string, (folder: string, asked: string[]) => Promise<Figure[]>> = {
  full: (folder, asked) => measureGrowth(folder, readAsked(asked)),
  killed: (folder, [kills]) => measureKilled(folder, kills ? Number(kills) : undefined),
  fuzz: (folder, [requests]) => measureFuzz(folder, requests ? Number(requests) : undefined),
};

const short = ['start', 'page', 'cached'];
const onPostgres: ((folder: string) => Promise<Figure[]>)[] = [measureDeskOnPostgres, measureLibraryOnPostgres];

const { folder, remove } = newFolder();
try {
  const figures = await measureAll(partsOf(process.argv.slice(2)));
  print(figures);
  keep(figures);
  process.exitCode = figures.every(({ pass }) => pass) ? 0 : 1;
} finally {
  remove();
}

/** @throws Error naming what there is, where it is asked for something else */
function partsOf(asked: string[]): string[] {
  const all = [...Object.keys(alone), ...Object.keys(inNewsroom)];
  if (asked.length === 0) return short;
  if (asked[0] === 'all') return all;
  if (asked[0] && long[asked[0]]) return [asked[0]];
  const unknown = asked.find((part) => part !== 'postgres' && !all.includes(part));
  if (unknown)
    throw new Error(`There is no part ${unknown}: ${['all', 'postgres', ...Object.keys(long), ...all].join(', ')}.`);
  return asked;
}

async function measureAll(parts: string[]): Promise<Figure[]> {
  say('Loading the demo newsroom');
  await (await startNewsroom(folder)).stop();
  const figures: Figure[] = [];
  for (const part of parts) {
    const [what, measure] = alone[part] ?? [];
    if (what) say(what);
    if (measure) figures.push(...(await measure(folder)));
    const measureLong = long[part];
    if (measureLong) figures.push(...(await measureLong(folder, process.argv.slice(3))));
    if (part === 'postgres') for (const each of onPostgres) figures.push(...(await each(folder)));
  }
  const within = parts.flatMap((part) => (inNewsroom[part] ? [inNewsroom[part]] : []));
  if (within.length === 0) return figures;
  const newsroom = await startNewsroom(folder, { directly: true });
  try {
    const around = { folder, url: newsroom.url, story: await findStory(newsroom.url) };
    for (const [what, measure] of within) {
      say(what);
      figures.push(...(await measure(around)));
    }
    return figures;
  } finally {
    await newsroom.stop();
  }
}

const pagesOf = (url: string, story: string) => ({
  ...{ front: `${url}/`, section: `${url}/politics`, story, search: `${url}/search` },
});

function print(figures: Figure[]): void {
  const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  const failed = figures.filter(({ pass }) => !pass);
  const sum = failed.length === 0 ? 'All hold.' : `Not so: ${failed.map(({ name }) => name).join(', ')}.`;
  process.stdout.write(`\n${table(figures).join('\n')}\n\n${machine}\n${sum}\n`);
}

function keep(figures: Figure[]): void {
  const date = new Date().toISOString();
  const results = join(root, 'bench/results');
  mkdirSync(results, { recursive: true });
  const kept = { date, node: process.versions.node, processors: cpus().map(({ model }) => model), figures };
  writeFileSync(join(results, `${date.slice(0, 10)}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}

function say(what: string): void {
  process.stderr.write(`${what} …\n`);
}
