import { setImmediate as later, setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Database, Tx } from '../../src/db/database.ts';
import { readSetting, writeSetting } from '../../src/db/settings.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabase, newDatabaseUrl, openUrl } from '../support/database.ts';

const onlyTheTransaction = 'Inside a transaction only the transaction itself may be used.';

async function countOn(tx: Tx): Promise<void> {
  const before = Number(await readSetting(tx, 'counter'));
  await later();
  await writeSetting(tx, 'counter', String(before + 1));
}

describe('Inside a transaction', () => {
  test.each<[string, (database: Database) => Promise<unknown>]>([
    ['another transaction', (database) => database.transaction((tx) => writeSetting(tx, 'key', 'inner'))],
    ['the reader', (database) => readSetting(database.reader, 'key')],
    ['the writer', (database) => readSetting(database.writer, 'key')],
    ['a transaction of the writer', (database) => database.writer.transaction().execute(async () => undefined)],
  ])('%s throws at once, and nothing is written', async (_what, use) => {
    const database = await newDatabase();
    const attempt = database.transaction(async (tx) => {
      await writeSetting(tx, 'key', 'outer');
      await use(database);
    });
    await expect(attempt).rejects.toThrow(onlyTheTransaction);
    expect(await readSetting(database.reader, 'key')).toBeNull();
    await database.transaction((tx) => writeSetting(tx, 'key', 'later'));
    expect(await readSetting(database.reader, 'key')).toBe('later');
  });

  test('the same holds in what it calls and waits for', async () => {
    const database = await newDatabase();
    const attempt = database.transaction((tx) =>
      Promise.all([writeSetting(tx, 'key', 'value'), later().then(() => readSetting(database.reader, 'key'))]),
    );
    await expect(attempt).rejects.toThrow(onlyTheTransaction);
  });

  test('what it wrote can be read', async () => {
    const database = await newDatabase();
    const seen = await database.transaction(async (tx) => {
      await writeSetting(tx, 'key', 'value');
      return readSetting(tx, 'key');
    });
    expect(seen).toBe('value');
  });
});

describe('A transaction that fails', () => {
  test('leaves nothing of what it wrote, and passes its error on', async () => {
    const database = await newDatabase();
    await database.transaction((tx) => writeSetting(tx, 'kept', 'before'));
    const failure = new Error('The newsroom is on fire.');
    const attempt = database.transaction(async (tx) => {
      await writeSetting(tx, 'kept', 'after');
      await writeSetting(tx, 'new', 'value');
      await tx.insertInto('topics').values({ slug: 'fire', name: 'Fire', translations: '{}' }).execute();
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    expect(await readSetting(database.reader, 'kept')).toBe('before');
    expect(await readSetting(database.reader, 'new')).toBeNull();
    expect(await database.reader.selectFrom('topics').selectAll().execute()).toEqual([]);
  });

  test('because of a statement leaves nothing either, and the next one works', async () => {
    const database = await newDatabase();
    const insert = (tx: Tx) =>
      tx.insertInto('topics').values({ slug: 'one', name: 'One', translations: '{}' }).execute();
    const twice = database.transaction(async (tx) => {
      await insert(tx);
      await insert(tx);
    });
    await expect(twice).rejects.toThrow();
    await expect(database.transaction((tx) => sql`select nonsense`.execute(tx))).rejects.toThrow();
    expect(await database.reader.selectFrom('topics').selectAll().execute()).toEqual([]);
    await database.transaction(insert);
    expect(await database.reader.selectFrom('topics').select('slug').execute()).toEqual([{ slug: 'one' }]);
  });

  test('does not take those that wait behind it along', async () => {
    const database = await newDatabase();
    const results = await Promise.allSettled([
      database.transaction(countOn),
      database.transaction(async (tx) => {
        await countOn(tx);
        throw new Error('No.');
      }),
      database.transaction(countOn),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await readSetting(database.reader, 'counter')).toBe('2');
  });
});

describe('Transactions at the same time', () => {
  test('come one after another, whole, and lose nothing', async () => {
    const database = await newDatabase();
    const log: string[] = [];
    const work = async (name: number) => {
      await database.transaction(async (tx) => {
        log.push(`${name} begins`);
        await countOn(tx);
        log.push(`${name} ends`);
      });
      // Whoever waited is outside again, whoever let it in.
      await readSetting(database.reader, 'counter');
    };
    const names = Array.from({ length: 20 }, (_, index) => index);
    await Promise.all(names.map(work));
    expect(await readSetting(database.reader, 'counter')).toBe('20');
    const order = log.filter((line) => line.endsWith('begins')).map((line) => Number.parseInt(line, 10));
    expect(log).toEqual(order.flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  test('do not hold up readers, who see what was committed before', async () => {
    const database = await newDatabase();
    await database.transaction((tx) => writeSetting(tx, 'key', 'old'));
    let finish = () => {};
    const open = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const written = Promise.withResolvers<void>();
    const writing = database.transaction(async (tx) => {
      await writeSetting(tx, 'key', 'new');
      written.resolve();
      await open;
    });
    await written.promise;
    const reads = Promise.all(Array.from({ length: 20 }, () => readSetting(database.reader, 'key')));
    const seen = await Promise.race([reads, wait(2000, 'waiting', { ref: false })]);
    finish();
    await writing;
    expect(seen).toEqual(Array(20).fill('old'));
    expect(await readSetting(database.reader, 'key')).toBe('new');
  });
});

describe('Readers', () => {
  test('see what was committed at once, and what others committed from the next turn on, in one state each turn', async () => {
    const url = await newDatabaseUrl();
    const [own, other] = [openUrl(url), openUrl(url)];
    for (const database of [own, other]) cleanUp(() => database.close());
    const seen = () => readSetting(own.reader, 'key');
    expect(await seen()).toBeNull();
    await own.transaction((tx) => writeSetting(tx, 'key', 'own'));
    expect(await seen()).toBe('own');
    await other.transaction((tx) => writeSetting(tx, 'key', 'of another'));
    if (DATABASE === 'sqlite') expect(await seen()).toBe('own');
    await later();
    expect(await seen()).toBe('of another');
  });
});
