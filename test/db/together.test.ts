import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Database, OpenOptions, Tx } from '../../src/db/database.ts';
import { readSetting, writeSetting } from '../../src/db/settings.ts';
import { Unavailable } from '../../src/errors.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabaseUrl, openUrl } from '../support/database.ts';

let url: string;
let statements: string[];

beforeEach(async () => {
  url = await newDatabaseUrl();
  statements = [];
});

function open(options: OpenOptions = {}): Database {
  const database = openUrl(url, { beforeStatement: (statement) => statements.push(statement), ...options });
  cleanUp(() => database.close());
  return database;
}

const transactions = () => statements.filter((statement) => /^begin/.test(statement)).length;

/** Puts a number behind those that stand there already. */
const append = (number: number) => async (tx: Tx) => {
  const before = await readSetting(tx, 'numbers');
  await writeSetting(tx, 'numbers', before === null ? String(number) : `${before} ${number}`);
  return number;
};

const numbers = Array.from({ length: 200 }, (_, index) => index);
const kept = async ({ reader }: Database) => (await readSetting(reader, 'numbers'))?.split(' ').map(Number) ?? [];

describe('Two hundred at once', () => {
  test('share a few transactions, in the order in which they came, and each gets its own result', async () => {
    const database = open();
    const results = await Promise.all(numbers.map((number) => database.together(append(number))));
    expect(results).toEqual(numbers);
    expect(await kept(database)).toEqual(numbers);
    expect(transactions()).toBeLessThan(100);
  });

  test('of which some fail keep what the others wrote, and nothing of theirs', async () => {
    const database = open();
    const work = (number: number) => async (tx: Tx) => {
      await append(number)(tx);
      // A failed statement is another thing than a failed work: PostgreSQL does nothing more until it is rolled back.
      if (number % 3 === 1) await tx.insertInto('settings').values({ key: 'numbers', value: '' }).execute();
      if (number % 3 === 2) throw new Error(`No ${number}.`);
      return number;
    };
    const results = await Promise.allSettled(numbers.map((number) => database.together(work(number))));
    const whole = numbers.filter((number) => number % 3 === 0);
    expect(await kept(database)).toEqual(whole);
    expect(results.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))).toEqual(whole);
    expect(results[2]).toMatchObject({ reason: new Error('No 2.') });
  });

  test('mixed with transactions of their own lose nothing', async () => {
    const database = open();
    const both = numbers.map((number) =>
      number % 2 === 0 ? database.together(append(number)) : database.transaction(append(number)),
    );
    await Promise.all(both);
    expect((await kept(database)).sort((one, other) => one - other)).toEqual(numbers);
  });
});

test('Nobody is answered before it is on the disk, and all hear of a commit that fails', async () => {
  let isGone = true;
  const database = open({
    beforeStatement(statement) {
      if (statement === 'commit' && isGone) throw new Error('The disk is gone.');
    },
  });
  const results = await Promise.allSettled([1, 2, 3].map((number) => database.together(append(number))));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await kept(database)).toEqual([]);
  isGone = false;
  expect(await database.together(append(4))).toBe(4);
  expect(await kept(database)).toEqual([4]);
});

test('Where another process holds the lock all are told so, and the next ones are taken in when it is free', async () => {
  const [database, other] = [open({ patience: 100 }), open()];
  const begun = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const holding = other.transaction(async (tx) => {
    await writeSetting(tx, 'key', 'value');
    begun.resolve();
    await over.promise;
  });
  await begun.promise;
  const results = await Promise.allSettled([1, 2, 3].map((number) => database.together(append(number))));
  for (const result of results) expect(result).toMatchObject({ reason: expect.any(Unavailable) });
  over.resolve();
  await holding;
  expect(await database.together(append(4))).toBe(4);
  expect(await kept(database)).toEqual([4]);
});

test('Inside a transaction it throws at once', async () => {
  const database = open();
  const nested = 'Inside a transaction only the transaction itself may be used.';
  await expect(database.transaction(() => database.together(append(1)))).rejects.toThrow(nested);
  await expect(database.together(() => database.together(append(1)))).rejects.toThrow(nested);
  expect(await kept(database)).toEqual([]);
});
