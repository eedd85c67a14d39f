import { setImmediate as nextTurn } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import { Unavailable } from '../errors.ts';
import type { Tx } from './connections.ts';

export type RunTransaction = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>;

/** A transaction takes in so many at most, and none any more once it has run for so long: what else the process has to do must not wait for it. */
const most = { works: 100, milliseconds: 10 };

interface Waiting {
  work(tx: Tx): Promise<unknown>;
  resolve(result: never): void;
  reject(error: unknown): void;
}

/**
 * Runs what comes while a transaction is under way in the next one together, in the order in which it came: the disk is waited
 * for once instead of once for each. Each has a savepoint, so one that fails leaves the others alone, and hears
 * of its result only when everything is on the disk.
 * @throws Unavailable, as `transaction` does, to everybody who waited for it
 */
export function createTogether(transaction: RunTransaction): RunTransaction {
  const waiting: Waiting[] = [];
  let running = false;
  const runAll = async () => {
    running = true;
    while (waiting.length > 0) {
      // Whoever comes in this turn goes along, and readers are answered between two transactions.
      await nextTurn();
      await runSome(transaction, waiting);
    }
    running = false;
  };
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject });
      if (!running) void runAll();
    });
}

/** Never fails: those who wait hear of it. */
async function runSome(transaction: RunTransaction, waiting: Waiting[]): Promise<void> {
  const asked = waiting.length;
  const taken: Waiting[] = [];
  try {
    const answers = await transaction(async (tx) => {
      const end = performance.now() + most.milliseconds;
      const made: (() => void)[] = [];
      do {
        const next = waiting.shift();
        if (!next) break;
        taken.push(next);
        made.push(await attempt(tx, next));
      } while (taken.length < most.works && performance.now() < end);
      return made;
    });
    for (const answer of answers) answer();
  } catch (error) {
    // Where the lock could not be had, nobody was taken in: none of those who waited for it is kept waiting longer.
    const failed = taken.length > 0 ? taken : waiting.splice(0, asked);
    for (const { reject } of failed) reject(error);
  }
}

/** What is to be answered once it is on the disk. */
async function attempt(tx: Tx, { work, resolve, reject }: Waiting): Promise<() => void> {
  await run(tx, 'savepoint one');
  try {
    const result = await work(tx);
    await run(tx, 'release savepoint one');
    return () => resolve(result as never);
  } catch (error) {
    // A full disk has ended the transaction for everybody.
    if (error instanceof Unavailable) throw error;
    await run(tx, 'rollback to savepoint one');
    await run(tx, 'release savepoint one');
    return () => reject(error);
  }
}

const run = (tx: Tx, statement: string) => tx.executeQuery(CompiledQuery.raw(statement));
