import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addComment } from '../src/comments/queries/state.ts';
import { type Database, openDatabase } from '../src/db/database.ts';
import { type Figure, median } from './figure.ts';
import { findStory, root, startLeast, startNewsroom } from './newsroom.ts';
import { signIn } from './session.ts';
import { timed } from './timed.ts';

const run = promisify(execFile);
const [accepted, slower, twice] = [400, 1.3, 2];
const [many, few] = [10_000, 50];
const floodSeconds = 30;
const [readers, moderators] = ['50', '2'];

/** In a newsroom of its own, behind a proxy so that every reader has an address: one process, SQLite, `synchronous=FULL`, all rules on. */
export async function measureComments(folder: string): Promise<Figure[]> {
  const own = join(folder, 'comments');
  mkdirSync(own);
  const more = { TRUST_PROXY: '1', WEB_CONCURRENCY: '1' };
  const reading = await measureReading(own, more);
  const newsroom = await startNewsroom(own, { directly: true, more });
  const database = openDatabase({ kind: 'sqlite', file: join(own, 'broadsheet.db') });
  try {
    const story = await findStory(newsroom.url);
    const posting = await measurePosting(story);
    return [posting, reading, ...(await measureFlood(newsroom.url, story, { own, database }))];
  } finally {
    await database.close();
    await newsroom.stop();
  }
}

async function measurePosting(story: string): Promise<Figure> {
  const rates: number[] = [];
  for (let round = 0; round < 4; round += 1) rates.push(Number(await bench('commenter.ts', story, '32', '4')));
  // The first round is compiled while it runs.
  const rate = median(rates.slice(1));
  return {
    name: 'comments accepted a second',
    value: rate.toFixed(0),
    how: `32 connections, 4 s, each on disk before its answer; median of ${rates
      .slice(1)
      .map((each) => each.toFixed(0))
      .join(', ')}`,
    bound: `>= ${accepted}`,
    pass: rate >= accepted,
  };
}

/** As it is made, not as it is kept. */
async function measureReading(own: string, more: Record<string, string>): Promise<Figure> {
  const newsroom = await startNewsroom(own, { directly: true, more: { ...more, PAGE_CACHE_MB: '0' } });
  const database = openDatabase({ kind: 'sqlite', file: join(own, 'broadsheet.db') });
  try {
    return await compareTalks(newsroom.url, database);
  } finally {
    await database.close();
    await newsroom.stop();
  }
}

async function compareTalks(url: string, database: Database): Promise<Figure> {
  const [busy, quiet] = [await addTalk(database, many), await addTalk(database, few)];
  const took = { busy: [] as number[], quiet: [] as number[] };
  const agent = new Agent({ keepAlive: true });
  for (let round = 0; round < 450; round += 1) {
    const both = [await timed(`${url}${encodeURI(busy)}`, agent), await timed(`${url}${encodeURI(quiet)}`, agent)];
    if (round < 50) continue;
    took.busy.push(both[0] ?? 0);
    took.quiet.push(both[1] ?? 0);
  }
  agent.destroy();
  const ratio = median(took.busy) / median(took.quiet);
  return {
    name: `first page of ${many.toLocaleString('en')} comments against ${few}`,
    value: ratio.toFixed(2),
    how: `median of 400, in turns: ${median(took.busy).toFixed(2)} ms and ${median(took.quiet).toFixed(2)} ms, the same story twice`,
    bound: `<= ${slower}`,
    pass: ratio <= slower,
  };
}

/** A copy of one story with so many comments. Returns its path. */
async function addTalk(database: Database, count: number): Promise<string> {
  return database.transaction(async (tx) => {
    const { article_id: from, ...story } = await tx
      .selectFrom('published_articles')
      .selectAll()
      .where('path', 'like', '%dockers-%')
      .executeTakeFirstOrThrow();
    const article = await tx.selectFrom('articles').selectAll().where('id', '=', from).executeTakeFirstOrThrow();
    const { id: _, ...copied } = article;
    const { id: articleId } = await tx.insertInto('articles').values(copied).returning('id').executeTakeFirstOrThrow();
    const path = story.path.replace(/[^/]+$/, `talk-of-${count}`);
    await tx
      .insertInto('published_articles')
      .values({ ...story, article_id: articleId, path })
      .execute();
    let threadId: number | null = null;
    for (let number = 0; number < count; number += 1) {
      const text = `Remark ${number}: who pays for the quay, and who decided that it should be so?`;
      const shown = { text, html: `<p dir="auto">${text}</p>`, state: 'published', reason: 'known' } as const;
      const writer = { name: `Reader ${number}`, email: `talk-${number}@example.org`, browserHash: `${number}` };
      const place = { articleId, threadId, parentId: threadId, personId: null, network: { exact: '', wide: '' } };
      const id: number = await addComment(tx, { ...place, ...writer, ...shown, createdAt: story.published_at });
      // By twos and threes, so that fifty fill a page.
      if (number % 5 === 0 || number % 5 === 2) threadId = id;
      if (number % 5 === 1 || number % 5 === 4) threadId = null;
    }
    return path;
  });
}

/** What readers and moderators meet while two thousand posts come every second. */
async function measureFlood(url: string, story: string, { own, database }: { own: string; database: Database }) {
  const { url: least, stop } = await startLeast(own, story);
  try {
    await bench('reader.ts', least, readers, '3');
    await bench('reader.ts', story, readers, '3');
    const bare = await underFlood(`${least}comments`, least);
    const ours = await underFlood(`${story}/comments`, story);
    const queue = await underFlood(
      `${story}/comments`,
      `${url}/admin/comments`,
      await signIn(url, database, 'moderator'),
    );
    const compared = ([name, at]: [string, number]): Figure => {
      const [own, other] = [share(ours.took, at), share(bare.took, at)];
      return {
        name: `story page under a flood against bare Express, ${name}`,
        value: (own / other).toFixed(2),
        how: `${own.toFixed(1)} ms and ${other.toFixed(1)} ms, asked 50 times a second; ${sentTo(ours)}; to the bare one ${bare.perSecond.toFixed(0)} a second`,
        bound: `<= ${twice}`,
        pass: own / other <= twice,
      };
    };
    const usable = share(queue.took, 0.95);
    return [
      ...(
        [
          ['median', 0.5],
          ['slowest in twenty', 0.95],
        ] as [string, number][]
      ).map(compared),
      {
        name: 'queue of comments under the same flood',
        value: `${usable.toFixed(0)} ms`,
        how: `slowest in twenty of the page, asked twice a second; ${sentTo(queue)}`,
        bound: '<= 250 ms',
        pass: usable <= 250,
      },
    ];
  } finally {
    await stop();
  }
}

interface Flooded {
  took: number[];
  perSecond: number;
  statuses: Record<string, number>;
}

async function underFlood(target: string, page: string, cookie = ''): Promise<Flooded> {
  const [flood, took] = await Promise.all([
    bench('flooder.ts', target, '2000', String(floodSeconds)),
    bench('reader.ts', page, cookie ? moderators : readers, String(floodSeconds - 1), cookie),
  ]);
  return { ...(JSON.parse(flood) as Omit<Flooded, 'took'>), took: JSON.parse(took) as number[] };
}

const sentTo = ({ perSecond, statuses }: Flooded): string =>
  `${perSecond.toFixed(0)} posts a second from 50 addresses (${Object.entries(statuses)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ')})`;

const share = (values: number[], at: number): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * at)] ?? Number.NaN;

const bench = async (file: string, ...args: string[]): Promise<string> =>
  (await run(process.execPath, [`bench/${file}`, ...args], { cwd: root, maxBuffer: 2 ** 26 })).stdout;
