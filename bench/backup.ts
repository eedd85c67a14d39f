import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Database, openDatabase } from '../src/db/database.ts';
import { writeSetting } from '../src/db/settings.ts';
import { type Figure, median } from './figure.ts';
import { findStory, startNewsroom, startProcess } from './newsroom.ts';
import { timed } from './timed.ts';

const [perSecond, seconds, rounds] = [50, 10, 4];
/** A part of the whole is the database. */
const part = { database: 0.25, row: 256 * 1024, file: 2 * 1024 * 1024 };
const bound = 2;

/**
 * Backups of a newsroom of so many megabytes while readers ask for a story fifty times a second, each time made anew, and somebody writes ten times a
 * second: how long the page takes meanwhile and without. The last backup is put back, and looked at.
 */
export const measureBackup =
  (megabytes: number) =>
  async (folder: string): Promise<Figure[]> => {
    const place = join(folder, `backup-${megabytes}`);
    for (const name of ['broadsheet.db', 'uploads']) cpSync(join(folder, name), join(place, name), { recursive: true });
    const environment = environmentOf(place);
    const database = openDatabase({ kind: 'sqlite', file: join(place, 'broadsheet.db') });
    try {
      await fill(place, database, megabytes * 1024 * 1024);
      const newsroom = await startNewsroom(place, { directly: true, more: { PAGE_CACHE_MB: '0' } });
      const writing = new AbortController();
      const written = write(database, writing.signal);
      try {
        const story = await findStory(newsroom.url);
        await askFor(story, wait(2000));
        const without = await askFor(story, wait(seconds * 1000));
        const meanwhile: number[] = [];
        const took: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          rmSync(join(place, 'all.backup'), { force: true });
          const from = performance.now();
          const ending = run(['backup', join(place, 'all.backup')], environment).then(() =>
            took.push(performance.now() - from),
          );
          meanwhile.push(...(await askFor(story, ending)));
        }
        return [...latencies({ without, meanwhile, took, megabytes }), await restored(place, megabytes)];
      } finally {
        writing.abort();
        await written;
        await newsroom.stop();
      }
    } finally {
      await database.close();
      rmSync(place, { recursive: true, force: true });
    }
  };

const environmentOf = (place: string) => ({
  ...{ NODE_ENV: 'production', DEMO: 'off', SITE_URL: 'https://news.example', LOG_LEVEL: 'error' },
  DATABASE_URL: `sqlite:${join(place, 'broadsheet.db')}`,
  STORAGE_URL: `file:${join(place, 'uploads')}`,
});

async function fill(place: string, database: Database, bytes: number): Promise<void> {
  for (let at = 0; at < bytes * part.database; at += part.row) {
    const text = randomBytes(part.row / 2).toString('hex');
    await database.transaction((tx) => writeSetting(tx, `bench-${at}`, text));
  }
  for (let at = 0; at < bytes * (1 - part.database); at += part.file) {
    const content = randomBytes(part.file);
    const name = `${createHash('sha256').update(content).digest('hex').slice(0, 32)}.mp4`;
    mkdirSync(join(place, 'uploads', name.slice(0, 2)), { recursive: true });
    writeFileSync(join(place, 'uploads', name.slice(0, 2), name), content);
  }
}

async function write(database: Database, ending: AbortSignal): Promise<void> {
  for (let number = 0; !ending.aborted; number += 1) {
    await database.transaction((tx) => writeSetting(tx, 'bench-written', String(number)));
    await wait(100);
  }
}

/** Asks at a steady rate, whether or not what was asked before is there, until something else ends. @returns how long each took */
async function askFor(address: string, ending: Promise<unknown>): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const asked: Promise<number>[] = [];
  const timer = setInterval(() => asked.push(timed(address, agent)), 1000 / perSecond);
  await ending.finally(() => clearInterval(timer));
  const times = await Promise.all(asked);
  agent.destroy();
  return times;
}

async function run(args: string[], environment: Record<string, string>): Promise<void> {
  const { process: child } = startProcess(process.execPath, ['src/start.js', '--cli', ...args], environment);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}.`);
}

interface Taken {
  without: number[];
  meanwhile: number[];
  took: number[];
  megabytes: number;
}

function latencies({ without, meanwhile, took, megabytes }: Taken): Figure[] {
  const at = (times: number[], share: number) =>
    [...times].sort((one, other) => one - other)[Math.floor(times.length * share)] ?? 0;
  const how = `${perSecond} a second of one story, made anew, ten writes a second; ${meanwhile.length} during ${rounds} backups of ${megabytes} MB that took ${(median(took) / 1000).toFixed(1)} s each, against ${without.length} in ${seconds} s before`;
  return [
    ['in the middle', 0.5],
    ['of nine in ten', 0.9],
    ['of 99 in 100', 0.99],
  ].map(([name, share]) => {
    const [before, during] = [at(without, share as number), at(meanwhile, share as number)];
    return {
      name: `a story during a backup, ${name}`,
      value: `${(during / before).toFixed(2)} × (${during.toFixed(1)} ms, ${before.toFixed(1)} ms without)`,
      ...{ how, bound: `<= ${bound} ×`, pass: during <= bound * before },
    };
  });
}

/** Put back into an empty place: everything is as it was written, and every file is the same. */
async function restored(place: string, megabytes: number): Promise<Figure> {
  const there = join(place, 'restored');
  const from = performance.now();
  await run(['restore', join(place, 'all.backup')], environmentOf(there));
  const took = (performance.now() - from) / 1000;
  await run(['verify'], environmentOf(there));
  const [before, after] = [filesOf(join(place, 'uploads')), filesOf(join(there, 'uploads'))];
  const differing = before.filter(
    (name) => !readFileSync(join(place, 'uploads', name)).equals(readFileSync(join(there, 'uploads', name))),
  );
  return {
    name: 'restoring it',
    value: `${took.toFixed(1)} s, ${differing.length} of ${before.length} files differ`,
    how: `restore of ${megabytes} MB, which reads all of it twice; then verify, and each file compared`,
    ...{ bound: 'none differs', pass: differing.length === 0 && before.join() === after.join() },
  };
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .sort();
