/**
 * `npm run bench`: prints the figures that are promised, with how each was taken, and ends with 1 where one does not hold.
 * `npm run bench -- postgres`: those that are promised for PostgreSQL too, which takes a quarter of an hour to fill.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { measureComments } from './comments.ts';
import { measureDesk, measureDeskOnPostgres } from './desk.ts';
import { type Figure, table } from './figure.ts';
import { measureLibrary, measureLibraryOnPostgres } from './library.ts';
import { measureLighthouse } from './lighthouse.ts';
import { measureLoad } from './load.ts';
import { findStory, newFolder, root, startNewsroom } from './newsroom.ts';
import { measurePage } from './page.ts';
import { measurePictures } from './pictures.ts';
import { measureSearch } from './search.ts';
import { measureSlow } from './slow.ts';
import { measureStart } from './start.ts';
import { measureEditor } from './typing.ts';

const { folder, remove } = newFolder();
try {
  const figures = process.argv[2] === 'postgres' ? await onPostgres() : await measureAll();
  print(figures);
  keep(figures);
  process.exitCode = figures.every(({ pass }) => pass) ? 0 : 1;
} finally {
  remove();
}

async function onPostgres(): Promise<Figure[]> {
  return [...(await measureDeskOnPostgres(folder)), ...(await measureLibraryOnPostgres(folder))];
}

async function measureAll(): Promise<Figure[]> {
  say('Loading the demo newsroom');
  await (await startNewsroom(folder)).stop();
  say('Starting it three times');
  const start = await measureStart(folder);
  const newsroom = await startNewsroom(folder, { directly: true });
  try {
    const story = await findStory(newsroom.url);
    say(`Looking at ${new URL(story).pathname}`);
    const page = await measurePage(story);
    say('Reading it on a slow line');
    const slow = await measureSlow(story);
    say('Adding pictures, one and fifty at once, for half a minute');
    const pictures = await measurePictures(newsroom.url, story, folder);
    say('Asking for it, for some forty seconds');
    const load = await measureLoad(story, folder);
    say('Searching a hundred thousand stories');
    const search = await measureSearch(folder);
    say('Listing a hundred thousand stories for the newsroom');
    const desk = await measureDesk(folder);
    say('Looking through a hundred thousand pictures');
    const library = await measureLibrary(folder);
    say('Writing in a story of ten thousand words');
    const editor = await measureEditor(newsroom.url, folder);
    say('Posting comments, reading ten thousand of them, and reading under a flood, for some two minutes');
    const comments = await measureComments(folder);
    say('Having Lighthouse look at four pages');
    const { url } = newsroom;
    const pages = { front: `${url}/`, section: `${url}/politics`, story, search: `${url}/search` };
    return [
      ...start,
      ...page,
      ...slow,
      ...pictures,
      ...load,
      ...search,
      ...desk,
      ...library,
      ...editor,
      ...comments,
      ...(await measureLighthouse(pages)),
    ];
  } finally {
    await newsroom.stop();
  }
}

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
