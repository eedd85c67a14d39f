import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import type { Watch } from '../../src/db/watch.ts';
import { record } from '../../src/events/log.ts';
import { type Between, startBetween } from '../support/between.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabaseUrl, openUrl } from '../support/database.ts';
import { until } from '../support/until.ts';

/* The connection that listens is lost, in all the ways in which connections are. */

let database: Database;
let between: Between;
let watch: Watch;

beforeEach(async () => {
  const url = await newDatabaseUrl();
  database = openUrl(url);
  between = await startBetween(url);
  const watching = openUrl(between.url);
  watch = watching.watch();
  cleanUp(() => Promise.all([watch.close(), watching.close(), database.close()]));
  await watch.catchUp();
  expect(watch.tells()).toBe(true);
  watch.touched();
});

const happen = () =>
  database.transaction((tx) =>
    record(tx, { at: '2026-11-23T12:00:00.000Z', actor: null, action: 'tested', subject: 'site', names: ['front'] }),
  );

test('The server ends it: it tells nothing until it listens again, and then that anything may have happened', async () => {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'broadsheet-listen'
    and datname = current_database()`.execute(database.reader);
  await until(() => !watch.tells(), 500);
  await happen();
  await until(() => watch.tells(), 2000);
  expect(watch.touched()).toContainEqual(['site']);
  expect(watch.newestEvent()).toBe(1);
});

test('The line is cut: the same', async () => {
  between.cut();
  await until(() => !watch.tells(), 500);
  await happen();
  await until(() => watch.tells(), 2000);
  expect(watch.touched()).toContainEqual(['site']);
});

test('Nothing comes through any more, and nobody says so: it tells nothing after a second at the latest', async () => {
  between.silence();
  await happen();
  await until(() => !watch.tells(), 1000);
  expect(watch.touched()).toEqual([]);
  // Whoever commits meanwhile does not wait for it.
  const begun = performance.now();
  await watch.catchUp();
  expect(performance.now() - begun).toBeLessThan(1000);
  await wait(700);
  expect(watch.tells()).toBe(false);
  between.mend();
  await until(() => watch.tells(), 3000);
  expect(watch.touched()).toContainEqual(['site']);
  await happen();
  await until(() => watch.newestEvent() === 2, 1000);
});
