import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { publish } from '../src/articles/actions/publish.ts';
import { saveRevision } from '../src/articles/actions/save.ts';
import { emptyContent } from '../src/articles/article.ts';
import { readConfig } from '../src/config.ts';
import { createContext } from '../src/context.ts';
import { type Database, openDatabase } from '../src/db/database.ts';
import { addPerson, addSection, password } from '../test/support/factories.ts';
import { type Figure, median } from './figure.ts';
import { type Answered, nothing, startLoad } from './killed/load.ts';
import { type Newsroom, root, type StartOptions, startNewsroom } from './newsroom.ts';
import { withPostgres } from './postgres.ts';

/** From the start of the process to the first answer, in milliseconds. */
const mostToRestart = 2000;
/** So long the program goes on after its first answer before it is killed, at random, in milliseconds. */
const [shortest, longest] = [20, 2000];
/** `verify` reads everything: it is asked after each of so many kills, and after the last. */
const verifyEach = 20;

export interface Killed {
  kills: number;
  seed: number;
  answered: Answered;
  /** Answered and not there. */
  lost: string[];
  /** What `verify` named, and what is there by half. */
  faults: string[];
  /** From each start after a kill to the first answer, in milliseconds. */
  restarts: number[];
  /** The same where it had been stopped, to compare: what a machine that does other things too takes. */
  starts: number[];
}

/** 200 kills on SQLite, and as many on PostgreSQL; other numbers as `npm run bench -- killed 20`. */
export async function measureKilled(folder: string, kills = 200): Promise<Figure[]> {
  const sqlite = await killAgain(folder, `sqlite:${join(folder, 'killed.db')}`, { kills });
  const postgres = await withPostgres(folder, (url) => killAgain(folder, url, { kills }));
  return [...figuresOf('SQLite', sqlite), ...figuresOf('PostgreSQL', postgres)];
}

function figuresOf(database: string, killed: Killed): Figure[] {
  const { kills, seed, answered, lost, faults, restarts, starts } = killed;
  const counts = Object.entries(answered).map(([what, { length }]) => `${length} ${what}`);
  const slowest = Math.max(...restarts);
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  const how = `${kills} kill -9 of all its processes ${shortest} to ${longest} ms after it has answered something, seed ${seed}`;
  const some = [...lost, ...faults].slice(0, 5).join('; ');
  return [
    {
      name: `answered writes lost by kill -9, ${database}`,
      value: String(lost.length),
      how: `${how}; looked for after each and after all: ${counts.join(', ')}${some && `: ${some}`}`,
      bound: '0',
      pass: lost.length === 0 && Object.values(answered).every(({ length }) => length > 0),
    },
    {
      name: `half done after kill -9, ${database}`,
      value: String(faults.length),
      how: `the same; publications in every part after each, verify after each ${verifyEach}th and the last`,
      bound: '0',
      pass: faults.length === 0,
    },
    {
      name: `restart after kill -9, ${database}`,
      value: seconds(slowest),
      how: `npm start to the first 200 of the front page, the slowest of ${restarts.length}; median ${seconds(median(restarts))}, where it had been stopped ${seconds(median(starts))}`,
      bound: '< 2 s',
      pass: slowest < mostToRestart,
    },
  ];
}

interface Killing {
  kills: number;
  seed?: number;
  /** Without npm in between, for tests. */
  directly?: boolean;
}

/** Starts the program on an empty database, has it do all that people do at once, and kills it, again and again. */
export async function killAgain(folder: string, databaseUrl: string, killing: Killing): Promise<Killed> {
  const { kills, seed = randomInt(2 ** 31), directly = false } = killing;
  process.stderr.write(`Killing it ${kills} times, seed ${seed}\n`);
  const environment = {
    ...{ DATABASE_URL: databaseUrl, STORAGE_URL: `file:${join(folder, `uploads-${seed}`)}`, DEMO: 'off' },
    ...{ TRUST_PROXY: '1', SMTP_URL: `file:${join(folder, `mails-${seed}`)}`, LOG_LEVEL: 'silent' },
  };
  const { email, story } = await prepare(environment);
  const random = randomFrom(seed);
  const killed: Killed = { kills, seed, answered: nothing(), lost: [], faults: [], restarts: [], starts: [] };
  const database = openDatabase(readConfig(environment).database);
  let cookie = '';
  try {
    for (let round = 1; round <= kills; round += 1) {
      const newsroom = await startNewsroom(folder, { directly, more: environment });
      killed[round === 1 || (round - 1) % verifyEach === 0 ? 'starts' : 'restarts'].push(newsroom.took);
      cookie ||= await signIn(newsroom.url, email);
      const load = startLoad({ url: newsroom.url, story, cookie, mark: `${seed}-${round}` });
      await load.begun;
      await wait(shortest + random() * (longest - shortest));
      kill(newsroom);
      const answered = await load.stop();
      await newsroom.stop();
      for (const what of ['comments', 'saves', 'publications', 'uploads'] as const)
        killed.answered[what].push(...answered[what]);
      killed.lost.push(...(await lostOf(database, answered)));
      killed.faults.push(...(await halfDone(database)));
      if (round % verifyEach === 0 || round === kills) {
        killed.restarts.push(await restartOf(folder, { directly, more: environment }));
        killed.faults.push(...verifyAll(environment));
        say(killed, round);
      }
    }
    killed.lost.push(...(await lostOf(database, killed.answered)));
  } finally {
    await database.close();
  }
  return { ...killed, lost: [...new Set(killed.lost)] };
}

/** After a kill, and stopped then: the next one starts where nothing was killed. */
async function restartOf(folder: string, options: StartOptions): Promise<number> {
  const newsroom = await startNewsroom(folder, options);
  await newsroom.stop();
  return newsroom.took;
}

function say({ answered, lost, faults, restarts, starts }: Killed, round: number): void {
  const writes = Object.values(answered).reduce((sum, { length }) => sum + length, 0);
  const slowest = [restarts, starts].map((times) => `${(median(times) / 1000).toFixed(2)} s`).join(', otherwise ');
  process.stderr.write(
    `${round} kills: ${writes} writes answered, ${lost.length} lost, ${faults.length} half done, restart ${slowest}\n`,
  );
}

/** All of its processes at once, as a machine that loses its power would. */
function kill({ pid }: Newsroom): void {
  process.kill(-pid, 'SIGKILL');
}

async function prepare(environment: Record<string, string>): Promise<{ email: string; story: string }> {
  const context = await createContext(readConfig(environment));
  try {
    const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
    const editor = await addPerson(context, { role: 'editor' });
    const content = { ...emptyContent, headline: 'Dockers halt speech', body: 'Some two hundred.', sectionId };
    const draft = await saveRevision(context, editor, { articleId: null, baseRevisionId: null, content, kind: 'save' });
    await publish(context, editor, draft);
    const found = context.db.reader.selectFrom('published_articles').select('path');
    return { email: editor.email ?? '', story: (await found.executeTakeFirstOrThrow()).path };
  } finally {
    await context.close();
  }
}

async function signIn(url: string, email: string): Promise<string> {
  const headers = { 'Sec-Fetch-Site': 'same-origin' };
  const body = new URLSearchParams({ email, password });
  const answer = await fetch(`${url}/admin/sign-in`, { method: 'POST', headers, body, redirect: 'manual' });
  const cookies = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
  if (cookies.length === 0) throw new Error(`Nobody could sign in: ${answer.status}.`);
  return cookies.join('; ');
}

/** What was answered and is not there. */
async function lostOf({ reader }: Database, answered: Answered): Promise<string[]> {
  const comments = await reader.selectFrom('comments').select('text as name').execute();
  const saves = await reader.selectFrom('revisions').select('headline as name').execute();
  const publications = await reader.selectFrom('published_articles').select('headline as name').execute();
  const uploads = await reader.selectFrom('media').select('original_name as name').execute();
  const there = { comments, saves, publications, uploads };
  return Object.entries(there).flatMap(([what, rows]) => {
    const names = new Set(rows.map(({ name }) => name));
    return answered[what as keyof Answered].filter((name) => !names.has(name)).map((name) => `${what}: ${name}`);
  });
}

/** A publication is in all of its parts or in none: state, ledger and what readers are shown. */
async function halfDone({ reader }: Database): Promise<string[]> {
  const idsOf = async (table: 'publications' | 'published_articles') =>
    new Set((await reader.selectFrom(table).select('article_id').execute()).map((row) => row.article_id));
  const [told, shown] = [await idsOf('publications'), await idsOf('published_articles')];
  const articles = await reader.selectFrom('articles').select(['id', 'state']).execute();
  return articles
    .filter(({ id, state }) => new Set([state === 'published', told.has(id), shown.has(id)]).size > 1)
    .map(({ id, state }) => `story ${id} is ${state}, ledger ${told.has(id)}, shown ${shown.has(id)}`);
}

function verifyAll(environment: Record<string, string>): string[] {
  const args = ['src/start.js', '--cli', 'verify'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  return status === 0 ? [] : [`verify: ${stdout}${stderr}`];
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
