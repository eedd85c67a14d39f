/** The other process of the tests of the database. Its one argument says what it does; it prints what came of it. */

import { setImmediate as later } from 'node:timers/promises';
import { readConfig } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { whileHeld } from '../../src/db/leases.ts';
import { migrate } from '../../src/db/migrate.ts';
import { readSetting, writeSetting } from '../../src/db/settings.ts';

export type Task =
  /** Reads a number and writes the next one, so many times, in a transaction each. */
  | { kind: 'count'; times: number }
  /** Opens a transaction, writes, prints `held`, and commits when its input ends. */
  | { kind: 'hold' }
  /** Takes the lease of that term, prints `held`, and keeps it until it is killed. */
  | { kind: 'lease'; term: number }
  /** Takes from a limit of five, so many times; prints how many it was given. */
  | { kind: 'limit'; times: number }
  /** Dies before the statement of that number, where one is given. */
  | { kind: 'migrate'; killedBefore?: number };

const { url, task } = JSON.parse(process.argv[2] ?? '') as { url: string; task: Task };
const database = openDatabase(readConfig({ DATABASE_URL: url }).database, { beforeStatement: dying() });
const result = await run();
await database.close();
process.stdout.write(`${result}\n`);

function dying(): (() => void) | undefined {
  if (task.kind !== 'migrate' || task.killedBefore === undefined) return undefined;
  let left = task.killedBefore;
  return () => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}

async function run(): Promise<string> {
  if (task.kind === 'migrate') await migrate(database);
  if (task.kind === 'hold') await hold(database);
  if (task.kind === 'lease') await keepLease(database, task.term);
  if (task.kind === 'limit') return `${await takeFrom(database, task.times)}`;
  if (task.kind === 'count') {
    for (let time = 0; time < task.times; time += 1) await database.transaction(countOn);
  }
  return 'done';
}

async function countOn(tx: Parameters<Parameters<Database['transaction']>[0]>[0]): Promise<void> {
  const before = Number(await readSetting(tx, 'counter'));
  // Room for the other process, between reading and writing.
  await later();
  await writeSetting(tx, 'counter', String(before + 1));
}

async function hold({ transaction }: Database): Promise<void> {
  await transaction(async (tx) => {
    await writeSetting(tx, 'held', 'yes');
    process.stdout.write('held\n');
    for await (const _ of process.stdin);
  });
}

async function keepLease(db: Database, term: number): Promise<void> {
  await whileHeld(db, { name: 'sweep', term }, async () => {
    process.stdout.write('held\n');
    for await (const _ of process.stdin);
  });
}

async function takeFrom({ limits }: Database, times: number): Promise<number> {
  const limiter = limits({ keyPrefix: 'test', points: 5, duration: 60, inMemoryBlockOnConsumed: 6 });
  const answers = await Promise.all(
    Array.from({ length: times }, () =>
      limiter.consume('somebody').then(
        () => 1,
        (refusal: unknown) => {
          if (refusal instanceof Error) throw refusal;
          return 0;
        },
      ),
    ),
  );
  return answers.filter(Boolean).length;
}
