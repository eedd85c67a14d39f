import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { newDatabase } from '../support/database.ts';

test('A connection that the server ends in the middle of its work fails that work, and nothing else', async () => {
  const db = await newDatabase();
  const ended = db.transaction((tx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx));
  await expect(ended).rejects.toThrow();
  const read = sql`select pg_terminate_backend(pg_backend_pid())`.execute(db.reader);
  await expect(read).rejects.toThrow();
  const { rows } = await db.transaction((tx) => sql<{ one: number }>`select 1 as one`.execute(tx));
  expect(rows).toEqual([{ one: 1 }]);
});
