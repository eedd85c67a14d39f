import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import { emptyTables } from '../../src/db/empty.ts';
import { migrate } from '../../src/db/migrate.ts';
import { findBrokenEvents, findEnd, hashEvent } from '../../src/events/chain.ts';
import { record } from '../../src/events/log.ts';
import { newDatabase } from '../support/database.ts';
import { tamper } from '../support/tampering.ts';

let database: Database;

const happen = (action: string) =>
  database.transaction((tx) =>
    record(tx, { at: '2026-11-23T12:00:00.000Z', actor: null, action, subject: 'site', names: ['site'] }),
  );

const look = (known: { id: number; hash: string }[] = []) =>
  findBrokenEvents(database.reader, { known, done: () => undefined });

const acts = ['one.done', 'two.done', 'three.done', 'four.done'];

beforeEach(async () => {
  database = await newDatabase();
  for (const act of acts) await happen(act);
});

describe('The activity log', () => {
  test('takes neither changes nor removals', async () => {
    const { transaction, writer, reader } = database;
    const changing = transaction((tx) => tx.updateTable('events').set({ action: 'else' }).execute());
    await expect(changing).rejects.toThrow('the activity log is append-only');
    const removing = transaction((tx) => tx.deleteFrom('events').where('id', '=', 4).execute());
    await expect(removing).rejects.toThrow('the activity log is append-only');
    const row = { id: 1, at: '', action: 'else', subject: '', names: '[]' };
    await expect(writer.replaceInto('events').values(row).execute()).rejects.toThrow();
    const kept = await reader.selectFrom('events').select('action').orderBy('id').execute();
    expect(kept.map(({ action }) => action)).toEqual(acts);
  });

  test('is whole where nobody touched it, from many who wrote at once too', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, number) => happen(`many.${number}`)));
    const together = Array.from({ length: 20 }, (_, number) =>
      database.together((tx) =>
        record(tx, { at: '', actor: null, action: `shared.${number}`, subject: 'site', names: [] }),
      ),
    );
    await Promise.all(together);
    expect(await look()).toEqual([]);
    expect((await findEnd(database.reader))?.hash).toMatch(/^[\da-f]{64}$/);
  });

  test.each([
    ['was changed', "update events set action = 'else' where id = 2", 'row 2 (else of site'],
    ['got another name', 'update events set person_id = 7 where id = 2', 'row 2 (two.done of site'],
    ['was cut out', 'delete from events where id = 2', 'row 3 (three.done of site'],
    ['was cut out at the beginning', 'delete from events where id = 1', 'row 2 (two.done of site'],
    [
      'was put between',
      "insert into events (id, at, action, subject, names) values (9, '', 'x', 'y', '[]')",
      'row 9 (x of y',
    ],
  ])('shows that a row %s', async (_what, statement, named) => {
    await tamper(database, statement);
    expect(await look()).toEqual([expect.stringContaining(`The activity log is broken at ${named}`)]);
  });

  test('shows that its last rows were cut off', async () => {
    await tamper(database, 'delete from events where id > 2');
    expect(await look()).toEqual([
      'The activity log ends at row 2, but ended at row 4 when that was written: its last rows were removed.',
    ]);
    await tamper(database, "delete from settings where key = 'events_end'");
    expect(await look()).toEqual([expect.stringContaining('The end of the activity log is not noted')]);
  });

  test('shows that its last row was written anew, with a hash that fits', async () => {
    const rows = await database.reader.selectFrom('events').selectAll().orderBy('id').execute();
    const [before, last] = rows.slice(-2);
    if (!before || !last) throw new Error('There are four rows.');
    const hash = hashEvent(before.hash, { ...last, action: 'else' });
    await tamper(database, `update events set action = 'else', hash = '${hash}' where id = 4`);
    expect(await look()).toEqual(['Row 4 of the activity log is not what was written last.']);
  });

  test('shows to who noted its end that it was written anew as a whole', async () => {
    const known = [(await findEnd(database.reader)) ?? { id: 0, hash: '' }];
    await happen('five.done');
    expect(await look(known)).toEqual([]);
    await tamper(database, 'delete from events', "delete from settings where key = 'events_end'");
    for (const act of acts) await happen(act);
    expect(await look()).toEqual([]);
    expect(await look(known)).toEqual([expect.stringMatching(/^The activity log does not have 4:[\da-f]{64}: /)]);
  });

  test('begins anew where a demo is cleared', async () => {
    await database.transaction(async (tx) => {
      await emptyTables(tx, database.dialect);
      await record(tx, { at: '', actor: null, action: 'demo.cleared', subject: 'site', names: [] });
    });
    expect(await look()).toEqual([]);
    const removing = database.transaction((tx) => tx.deleteFrom('events').execute());
    await expect(removing).rejects.toThrow('the activity log is append-only');
  });
});

test('What an older version wrote is chained when it is brought up to date', async () => {
  const old = await newDatabase({ copyOf: 'nothing' });
  await migrate(old, { until: '0046-reads' });
  const log = old.writer as unknown as Kysely<{ events: Record<string, unknown> }>;
  const rows = Array.from({ length: 1200 }, (_, number) => ({
    ...{ at: '2026-11-23T12:00:00.000Z', person_id: number % 3 || null, action: 'a.done', names: '["site"]' },
    subject: `article:${number}`,
  }));
  for (const from of [0, 600])
    await log
      .insertInto('events')
      .values(rows.slice(from, from + 600))
      .execute();
  await migrate(old);
  expect(await findBrokenEvents(old.reader, { done: () => undefined })).toEqual([]);
  expect(await old.reader.selectFrom('events').select('id').where('hash', '=', '').execute()).toEqual([]);
  expect((await findEnd(old.reader))?.id).toBe(1200);
});
