import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import { sweepReads, writeReads } from '../../src/articles/actions/reads.ts';
import { createContext } from '../../src/context.ts';
import { Unavailable } from '../../src/errors.ts';
import { startCountingReads } from '../../src/server/count-reads.ts';
import { addStory, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import { startProgram } from '../process/program.ts';
import { startChild } from '../support/children.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newFolder, openUrl } from '../support/database.ts';
import { browsers } from '../support/readers.ts';

/* What becomes of the reads that a process has counted. */

const [firefox] = browsers;

let newsroom: Newsroom;
let story: TestStory;

beforeEach(async () => {
  // Before whatever the clock of this machine says: a program of its own goes by that.
  newsroom = await startNewsroom({ now: '2020-03-02T12:07:00.000Z' });
  story = await addStory(newsroom);
});

const reading = { method: 'GET', headers: { 'user-agent': firefox } } as Parameters<
  Newsroom['context']['reads']['count']
>[0];

const written = async () =>
  newsroom.context.db.reader.selectFrom('story_reads').select(['since', 'count']).orderBy('since').execute();

const urlOf = ({ database }: Newsroom['context']['config']) =>
  database.kind === 'sqlite' ? `sqlite:${database.file}` : database.url;

async function untilWritten(count: number): Promise<void> {
  while ((await written()).reduce((sum, row) => sum + row.count, 0) < count) await wait(10);
}

test('It is written again and again, each process adding its own, by ten minutes', async () => {
  const { context, clock } = newsroom;
  const { config, log } = context;
  const database = { connections: { writers: 2, readers: 2 } };
  const other = await createContext(config, { now: clock.now, log, migrated: true, database });
  cleanUp(() => other.close());
  const stop = [startCountingReads(context, 20), startCountingReads(other, 20)];
  for (const process of [context, other, other]) process.reads.count(reading, story.articleId);
  await untilWritten(3);
  expect(await written()).toEqual([{ since: '2020-03-02T12:00:00.000Z', count: 3 }]);
  clock.set('2020-03-02T12:10:00.000Z');
  other.reads.count(reading, story.articleId);
  await untilWritten(4);
  // The last of it is written by the stop.
  await Promise.all(stop.map((each) => each()));
  context.reads.count(reading, story.articleId);
  await startCountingReads(context, 60_000)();
  expect(await written()).toEqual([
    { since: '2020-03-02T12:00:00.000Z', count: 3 },
    { since: '2020-03-02T12:10:00.000Z', count: 2 },
  ]);
});

test('Many stories at once are written whole', async () => {
  for (let id = 1; id <= 1201; id += 1) newsroom.context.reads.count(reading, id);
  await writeReads(newsroom.context);
  expect(await written()).toHaveLength(1201);
  expect(newsroom.context.reads.take()).toEqual([]);
});

test('While another holds the database, nothing is lost and nothing is written twice', async () => {
  const { reads, now, config } = newsroom.context;
  const holder = startChild([
    'test/support/database-child.ts',
    JSON.stringify({ url: urlOf(config), task: { kind: 'hold' } }),
  ]);
  await holder.printed('held');
  const db = openUrl(urlOf(config), { patience: 100 });
  cleanUp(() => db.close());
  reads.count(reading, story.articleId);
  await expect(writeReads({ db, reads, now })).rejects.toThrow(Unavailable);
  reads.count(reading, story.articleId);
  holder.process.stdin.end();
  await holder.ended;
  await writeReads({ db, reads, now });
  await writeReads({ db, reads, now });
  expect(await written()).toEqual([{ since: '2020-03-02T12:00:00.000Z', count: 2 }]);
});

test('A program that is told to stop writes what it has counted', async () => {
  const program = startProgram({ DATABASE_URL: urlOf(newsroom.context.config), SMTP_URL: `file:${newFolder()}` });
  const [, port] = /localhost:(\d+)\n/.exec(await program.printed('Newsroom')) ?? [];
  await new Promise((resolve, reject) => {
    const headers = { 'user-agent': firefox };
    const asked = get({ port, path: encodeURI(story.path), headers, agent: false }, (response) =>
      response.resume().on('end', resolve),
    );
    asked.on('error', reject);
  });
  program.process.kill('SIGTERM');
  expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
  expect(await written()).toMatchObject([{ count: 1 }]);
});

test('What nobody is shown any more goes with the sweep', async () => {
  const { context, clock } = newsroom;
  context.reads.count(reading, story.articleId);
  await writeReads(context);
  clock.set('2020-03-04T12:00:00.000Z');
  await sweepReads(context);
  expect(await written()).toHaveLength(1);
  clock.set('2020-03-04T12:00:00.001Z');
  await sweepReads(context);
  expect(await written()).toEqual([]);
});
