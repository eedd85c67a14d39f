import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import { keepSafetyCopy } from '../../src/backup/safety-copy.ts';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { StartError } from '../../src/errors.ts';
import { startProgram } from '../process/program.ts';
import { fixedClock } from '../support/clock.ts';
import { newDatabaseUrl, newFolder, openUrl } from '../support/database.ts';
import { putBack } from './newsroom.ts';

const older = '0046-reads';

/** A database of an older version, with one person. */
async function startOld() {
  const url = await newDatabaseUrl({ copyOf: 'nothing' });
  const { database: config } = readConfig({ DATABASE_URL: url });
  const db = openDatabase(config);
  await migrate(db, { until: older });
  const old = db.writer as unknown as Kysely<{ people: Record<string, unknown> }>;
  const person = { slug: 'mara', name: 'Mara', email: 'm@x.example', role: 'editor', password_hash: '', bio: '' };
  await old
    .insertInto('people')
    .values({ ...person, created_at: '2026-11-23T12:00:00.000Z' })
    .execute();
  return { url, config, db };
}

const stepsOf = async (url: string): Promise<string[]> => {
  const db = openUrl(url);
  const log = db.reader as unknown as Kysely<{ kysely_migration: { name: string } }>;
  const rows = await log.selectFrom('kysely_migration').select('name').orderBy('name').execute();
  await db.close();
  return rows.map(({ name }) => name);
};

test('Old data is brought up to date after a copy of it was kept, which restore puts back beside the files', async () => {
  const { url, config, db } = await startOld();
  const [folder, clock] = [newFolder(), fixedClock()];
  const before = () =>
    keepSafetyCopy({ config: { database: config, backup: { passphrase: null } }, db, now: clock.now, folder });
  await migrate(db, { before });
  await db.close();
  const [copy = '', ...others] = readdirSync(folder);
  expect([copy, others]).toEqual([expect.stringMatching(/^before-2026-11-2\dT.*Z-after-0046-reads\.backup$/), []]);
  expect((await stepsOf(url)).length).toBeGreaterThan(43);

  const place = { database: await newDatabaseUrl({ copyOf: 'nothing' }), files: newFolder() };
  writeFileSync(join(place.files, 'kept'), '');
  expect((await putBack(join(folder, copy), place)).failure).toBeNull();
  expect((await stepsOf(place.database)).at(-1)).toBe(older);
  const again = openUrl(place.database);
  await migrate(again);
  expect(await again.reader.selectFrom('people').select('name').execute()).toEqual([{ name: 'Mara' }]);
  await again.close();
  expect(readdirSync(place.files)).toEqual(['kept']);
});

test('The last two copies stay', async () => {
  const { config, db } = await startOld();
  const [folder, clock] = [newFolder(), fixedClock()];
  const saving = { config: { database: config, backup: { passphrase: null } }, db, now: clock.now, folder };
  const made: (string | null)[] = [];
  for (let number = 0; number < 3; number += 1) {
    made.push(await keepSafetyCopy(saving));
    clock.advance({ hours: 1 });
  }
  await db.close();
  expect(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .sort(),
  ).toEqual(made.slice(1));
});

test('Without room for a copy nothing is changed, and it says what to do', async () => {
  const { url, config, db } = await startOld();
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const saving = { config: { database: config, backup: { passphrase: null } }, db, now: fixedClock().now };
  const failure = await migrate(db, { before: () => keepSafetyCopy({ ...saving, folder: file }) }).catch(
    (error: unknown) => error,
  );
  await db.close();
  expect(failure).toBeInstanceOf(StartError);
  expect((failure as Error).message).toMatch(
    /^The database is not brought up to date, since no copy of it could be kept before \(.*\): make .*file writable/,
  );
  expect((await stepsOf(url)).at(-1)).toBe(older);
});

if (DATABASE === 'sqlite') {
  test('The program does so at its start, beside the database', async () => {
    const { url, config, db } = await startOld();
    await db.close();
    const program = startProgram({ DATABASE_URL: url });
    await program.printed('/admin\n');
    program.process.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
    const folder = join(config.kind === 'sqlite' ? config.file : '', '..');
    expect(readdirSync(folder).filter((name) => name.startsWith('before-'))).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });
}
