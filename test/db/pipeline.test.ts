import { beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { compiled } from '../../src/db/compiled.ts';
import type { Database } from '../../src/db/database.ts';
import { Unavailable } from '../../src/errors.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabaseUrl, openUrl } from '../support/database.ts';

/* Compiled queries on PostgreSQL share few connections, and do not wait for each other's answers before they are sent. */

let database: Database;

beforeEach(async () => {
  const url = await newDatabaseUrl();
  database = openUrl(url);
  cleanUp(() => database.close());
});

const doubled = compiled({ number: Number }, (db, { number }) =>
  db.selectNoFrom([sql<number>`${number}::int * 2`.as('twice'), sql<number>`pg_backend_pid()`.as('connection')]),
);
const divided = compiled({ number: Number }, (db, { number }) =>
  db.selectNoFrom(sql<number>`10 / ${number}::int`.as('part')),
);
/** Ends itself where the number is 1. */
const ending = compiled({ number: Number }, (db, { number }) =>
  db.selectNoFrom(sql`case when ${number}::int = 1 then pg_terminate_backend(pg_backend_pid()) end`.as('ended')),
);

test('A hundred at once get their own answers, over four connections at most', async () => {
  const asked = Array.from({ length: 100 }, (_, number) => number);
  const answers = await Promise.all(asked.map((number) => doubled(database.reader, { number })));
  expect(answers.map(([row]) => row?.twice)).toEqual(asked.map((number) => number * 2));
  const connections = new Set(answers.map(([row]) => row?.connection));
  expect(connections.size).toBeGreaterThan(1);
  expect(connections.size).toBeLessThanOrEqual(4);
});

test('The server remembers each statement by a name of its own', async () => {
  for (const number of [1, 2, 3]) {
    await doubled(database.reader, { number });
    await divided(database.reader, { number });
  }
  const prepared = compiled({}, (db) =>
    db.selectFrom(sql<{ name: string; statement: string }>`pg_prepared_statements`.as('known')).selectAll('known'),
  );
  const known = (await prepared(database.reader, {})).map(({ statement }) => statement);
  expect(known.filter((statement) => statement.includes('* 2'))).toHaveLength(1);
  expect(known.filter((statement) => statement.includes('10 /'))).toHaveLength(1);
});

test('One that fails fails alone', async () => {
  const asked = [1, 0, 2, 0, 5].map((number) => divided(database.reader, { number }));
  const answers = await Promise.allSettled(asked);
  expect(answers.map(({ status }) => status)).toEqual([
    ...(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'] as const),
  ]);
  expect(answers[4]).toMatchObject({ value: [{ part: 2 }] });
});

test('A connection that ends fails what waits on it, and the next question goes over another', async () => {
  const [before] = await doubled(database.reader, { number: 1 });
  await expect(ending(database.reader, { number: 1 })).rejects.toThrow();
  const [after] = await doubled(database.reader, { number: 21 });
  expect(after?.twice).toBe(42);
  expect(after?.connection).not.toBe(before?.connection);
});

test('One that the server ended while nobody used it is not used again', async () => {
  const [before] = await doubled(database.reader, { number: 1 });
  await sql`select pg_terminate_backend(${before?.connection})`.execute(database.writer);
  const [after] = await doubled(database.reader, { number: 2 });
  expect(after?.twice).toBe(4);
  expect(after?.connection).not.toBe(before?.connection);
});

test('Where the server cannot be reached, that is said, and it is tried anew at the next question', async () => {
  const nowhere = openUrl('postgres://somebody@%2Fnowhere%2Fat%2Fall/nothing');
  cleanUp(() => nowhere.close());
  for (const number of [1, 2]) await expect(doubled(nowhere.reader, { number })).rejects.toThrow(Unavailable);
});
