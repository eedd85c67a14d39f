import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type Started, startApp } from '../support/app.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabaseUrl, openUrl } from '../support/database.ts';
import { readOnly } from '../support/faults.ts';
import { eventually } from '../support/until.ts';

let url: string;
let newsroom: Started;

beforeEach(async () => {
  url = await newDatabaseUrl();
  newsroom = await startApp({ environment: { DATABASE_URL: url } });
});

const health = (path: string) => newsroom.visitor().get(path);

test.each([
  ['/healthz', { reading: true }],
  ['/healthz/write', { reading: true, writing: true }],
])('%s says that all is well, and nobody keeps what it says', async (path, said) => {
  const { headers } = await health(path).expect(200, said);
  expect(headers['cache-control']).toBe('no-store');
  await newsroom.visitor().head(path).expect(200);
});

test('Where nothing can be written, readers can be served, and writing is told to be impossible until it is possible again', async () => {
  const fault = readOnly(newsroom.context.db, url);
  await fault.begin();
  await eventually(() => health('/healthz').expect(200, { reading: true }));
  await health('/healthz/write').expect(503, { reading: true, writing: false });
  await fault.end();
  await eventually(() => health('/healthz/write').expect(200, { reading: true, writing: true }));
});

describe('While somebody else writes for long', () => {
  test('readers can be served at once, and writing does not work', async () => {
    const other = openUrl(url);
    const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const long = other.transaction(async (tx) => {
      await sql`update settings set value = value`.execute(tx);
      held.resolve();
      await over.promise;
    });
    cleanUp(() => other.close());
    await held.promise;
    const begun = performance.now();
    await health('/healthz').expect(200);
    expect(performance.now() - begun).toBeLessThan(1000);
    await health('/healthz/write').expect(503, { reading: true, writing: false });
    over.resolve();
    await long;
    await eventually(() => health('/healthz/write').expect(200));
  });
});

test('Whoever asks again and again has nothing written more than once a second', async () => {
  const begun = performance.now();
  const written = new Set<string>();
  for (let asked = 0; asked < 30; asked += 1) {
    await health('/healthz/write').expect(200);
    const rows = newsroom.context.db.reader.selectFrom('leases').select('until').where('name', '=', 'writing');
    written.add((await rows.executeTakeFirstOrThrow()).until);
  }
  expect(written.size).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - begun) / 1000));
});
