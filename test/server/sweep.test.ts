import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import { createContext } from '../../src/context.ts';
import { startSweep } from '../../src/server/sweep.ts';
import { type Newsroom, startNewsroom } from '../comments/newsroom.ts';
import { startChild } from '../support/children.ts';
import { cleanUp } from '../support/clean-up.ts';
import { addStory } from '../support/stories.ts';
import type { Order } from '../support/sweep-child.ts';

/* Who writes down what is due: one process at a time, of all that share a database. */

const due = '2026-11-24T07:00:00.000Z';
const times = { every: 50, term: 1500, patience: 1000 };

let newsroom: Newsroom;
let id: number;

beforeEach(async () => {
  newsroom = await startNewsroom();
  const { context, editor, sectionId } = newsroom;
  const { articleId } = await addStory(context, { editor, content: { sectionId }, fate: { at: due } });
  id = articleId;
});

const rowsOfLedger = async () =>
  newsroom.context.db.reader.selectFrom('publications').select(['kind', 'at']).where('article_id', '=', id).execute();

async function untilWritten(): Promise<void> {
  while ((await rowsOfLedger()).length === 0) await wait(10);
}

/** A second process, as far as the database goes; and how often it has asked for the time, as all that sweeps does. */
async function another() {
  let asked = 0;
  const context = await createContext(newsroom.context.config, {
    now: () => {
      asked += 1;
      return newsroom.clock.now();
    },
    log: newsroom.context.log,
    migrated: true,
    database: { connections: { writers: 2, readers: 2 } },
  });
  cleanUp(() => context.close());
  return { context, asked: () => asked };
}

test('One of two sweeps, and the other takes over at once when it stops', async () => {
  const other = await another();
  const stopOne = startSweep(newsroom.context, { ...times, term: 60_000 });
  await wait(300);
  const before = other.asked();
  const stopOther = startSweep(other.context, { ...times, term: 60_000 });
  newsroom.clock.set(due);
  await untilWritten();
  await wait(300);
  expect(other.asked()).toBe(before);
  await stopOne();
  while (other.asked() === before) await wait(10);
  await stopOther();
  expect(await rowsOfLedger()).toEqual([{ kind: 'first', at: due }]);
});

test('What a process that is killed in the middle leaves undone, another does after its term, and not before', async () => {
  const { config } = newsroom.context;
  const order: Order = { environment: environmentOf(config.database, config.mail.folder), now: due, times };
  const holder = startChild(['test/support/sweep-child.ts', JSON.stringify(order)]);
  expect(await holder.ended).toMatchObject({ signal: 'SIGKILL', stderr: '' });
  const killed = performance.now();
  newsroom.clock.set(due);
  const stop = startSweep(newsroom.context, times);
  await wait(times.term / 3);
  expect(await rowsOfLedger()).toEqual([]);
  await untilWritten();
  expect(performance.now() - killed).toBeLessThan(2 * times.term);
  await stop();
  expect(await rowsOfLedger()).toEqual([{ kind: 'first', at: due }]);
});

const environmentOf = (
  database: Newsroom['context']['config']['database'],
  folder: string,
): Record<string, string> => ({
  DATABASE_URL: database.kind === 'sqlite' ? `sqlite:${database.file}` : database.url,
  STORAGE_URL: `file:${folder}`,
  SMTP_URL: `file:${folder}`,
  PAGE_CACHE_MB: '0',
});
