import { beforeEach, expect, test } from '@jest/globals';
import type { Database } from '../../src/db/database.ts';
import type { Watch } from '../../src/db/watch.ts';
import { record } from '../../src/events/log.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabaseUrl, openUrl } from '../support/database.ts';
import { until } from '../support/until.ts';

let [database, another]: Database[] = [];
let watch: Watch;

beforeEach(async () => {
  const url = await newDatabaseUrl();
  database = openUrl(url);
  another = openUrl(url);
  watch = database.watch();
  cleanUp(() => Promise.all([watch.close(), database?.close(), another?.close()]));
  await watch.catchUp();
  watch.touched();
});

const happen = (where: Database | undefined, ...names: string[]) =>
  where?.transaction((tx) =>
    record(tx, { at: '2026-11-23T12:00:00.000Z', actor: null, action: 'tested', subject: 'site', names }),
  );

test('What this process commits is known before whoever did it is answered', async () => {
  const before = watch.version();
  for (const name of ['front', 'section:1']) {
    await happen(database, name);
    expect(watch.version()).not.toBe(before);
    expect(watch.touched()).toEqual([[name]]);
  }
  const many = Array.from({ length: 20 }, async (_, number) => {
    await happen(database, `article:${number}`);
    watch.version();
    return watch.touched().flat();
  });
  const seen = (await Promise.all(many)).flat();
  expect(seen).toHaveLength(20);
  expect(new Set(seen).size).toBe(20);
});

test('What another commits is known a moment later, in order and once', async () => {
  const heard: string[][] = [];
  for (const name of ['front', 'section:1', 'section:2']) await happen(another, name);
  await until(() => {
    watch.version();
    heard.push(...watch.touched());
    return heard.length >= 3;
  }, 1000);
  expect(heard).toEqual([['front'], ['section:1'], ['section:2']]);
  expect(watch.newestEvent()).toBe(3);
  expect(watch.tells()).toBe(true);
});

test('More than can be looked at one by one touches everything, or each', async () => {
  await another?.transaction(async (tx) => {
    const at = '2026-11-23T12:00:00.000Z';
    const row = { at, person_id: null, action: 'tested', subject: 'site', names: '["front"]' };
    for (let part = 0; part < 5; part += 1)
      await tx
        .insertInto('events')
        .values(Array.from({ length: 500 }, () => row))
        .execute();
  });
  await happen(database, 'last');
  watch.version();
  const touched = watch.touched();
  expect(watch.newestEvent()).toBe(2501);
  const each = [...Array.from({ length: 2500 }, () => ['front']), ['last']];
  expect(touched).toEqual(DATABASE === 'sqlite' ? each : expect.arrayContaining([['site']]));
});
