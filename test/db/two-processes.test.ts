import { describe, expect, test } from '@jest/globals';
import { readSetting, writeSetting } from '../../src/db/settings.ts';
import { Unavailable } from '../../src/errors.ts';
import { startChild } from '../support/children.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabase, newDatabaseUrl, openUrl } from '../support/database.ts';
import type { Task } from '../support/database-child.ts';

const start = (url: string, task: Task) =>
  startChild(['test/support/database-child.ts', JSON.stringify({ url, task })]);

/** A database whose write lock another process holds, until it is let go. */
async function newHeldDatabase(patience: number) {
  const url = await newDatabaseUrl();
  const database = openUrl(url, { patience });
  cleanUp(() => database.close());
  const holder = start(url, { kind: 'hold' });
  await holder.printed('held');
  const letGo = async () => {
    holder.process.stdin.end();
    expect(await holder.ended).toMatchObject({ code: 0, stderr: '' });
  };
  return { database, letGo };
}

describe('Two processes on one database', () => {
  test('read, then write, many times at once: none fails, and nothing is lost', async () => {
    const url = await newDatabaseUrl();
    const times = 150;
    const ended = await Promise.all([1, 2].map(() => start(url, { kind: 'count', times }).ended));
    for (const { stdout, stderr } of ended) expect({ stdout, stderr }).toEqual({ stdout: 'done\n', stderr: '' });
    const database = openUrl(url);
    cleanUp(() => database.close());
    expect(await readSetting(database.reader, 'counter')).toBe(String(2 * times));
  });

  test('wait for one another, and readers for nobody', async () => {
    const { database, letGo } = await newHeldDatabase(5000);
    const writing = database.transaction(async (tx) => {
      expect(await readSetting(tx, 'held')).toBe('yes');
      await writeSetting(tx, 'held', 'no');
    });
    expect(await readSetting(database.reader, 'held')).toBeNull();
    await letGo();
    await writing;
    expect(await readSetting(database.reader, 'held')).toBe('no');
  });

  test('do not wait for ever: it is said that the database is busy, to all who wait, and nothing was changed', async () => {
    const { database, letGo } = await newHeldDatabase(300);
    const begun = performance.now();
    const attempts = Array.from({ length: 8 }, () => database.transaction((tx) => writeSetting(tx, 'key', 'value')));
    const results = await Promise.allSettled(attempts);
    const took = performance.now() - begun;
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(Unavailable) });
      expect((result as PromiseRejectedResult).reason.message).toMatch(/Nothing was changed; please try again\.$/);
    }
    expect(took).toBeGreaterThan(250);
    expect(took).toBeLessThan(1500);
    await letGo();
    expect(await readSetting(database.reader, 'key')).toBeNull();
    await database.transaction((tx) => writeSetting(tx, 'key', 'value'));
    expect(await readSetting(database.reader, 'key')).toBe('value');
  });

  test('leave the lock when they are killed', async () => {
    const url = await newDatabaseUrl();
    const holder = start(url, { kind: 'hold' });
    await holder.printed('held');
    holder.process.kill('SIGKILL');
    await holder.ended;
    const database = openUrl(url);
    cleanUp(() => database.close());
    await database.transaction((tx) => writeSetting(tx, 'key', 'value'));
    expect(await readSetting(database.reader, 'held')).toBeNull();
  });

  test('share what limits count', async () => {
    const url = await newDatabaseUrl();
    const ended = await Promise.all([1, 2].map(() => start(url, { kind: 'limit', times: 20 }).ended));
    for (const { stderr } of ended) expect(stderr).toBe('');
    expect(ended.map(({ stdout }) => Number(stdout)).reduce((one, other) => one + other)).toBe(5);
  });
});

test('A database that cannot be reached any more says so', async () => {
  const database = await newDatabase();
  if (database.dialect === 'sqlite') return;
  const gone = openUrl('postgres://nobody@127.0.0.1:1/nothing');
  cleanUp(() => gone.close());
  const attempt = gone.transaction((tx) => writeSetting(tx, 'key', 'value'));
  await expect(attempt).rejects.toThrow('The database cannot be reached. Nothing was changed; please try again.');
  await expect(attempt).rejects.toBeInstanceOf(Unavailable);
});
