import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { record } from '../../src/events/log.ts';
import { addStory, startNewsroom } from '../comments/newsroom.ts';
import { startApp } from '../support/app.ts';
import { startBetween } from '../support/between.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabaseUrl, newFolder, openUrl } from '../support/database.ts';
import { eventually, until } from '../support/until.ts';

/*
 * The replica of these tests is another database, which gets what the tests put there: as a replica that stands still, or catches up when it is
 * told to. What PostgreSQL does to copy is PostgreSQL's.
 */

let [server, replica, both]: Database[] = [];

beforeEach(async () => {
  const [url, other] = [await newDatabaseUrl(), await newDatabaseUrl()];
  [server, replica] = [openUrl(url), openUrl(other)];
  await happen(server);
  await happen(replica);
  both = openDatabase({ kind: 'postgres', url, replica: other });
  cleanUp(() => Promise.all([server?.close(), replica?.close(), both?.close()]));
});

const happen = async (where: Database | undefined, subject = 'site') =>
  where?.transaction((tx) =>
    record(tx, { at: '2026-11-23T12:00:00.000Z', actor: null, action: 'tested', subject, names: [] }),
  );

const lastRead = async (database: Database | undefined) =>
  (await database?.lateReader.selectFrom('events').select('subject').orderBy('id', 'desc').limit(1).execute())?.[0]
    ?.subject;

/** Asks until it is so: the two are compared each second. */
async function untilRead(subject: string): Promise<void> {
  let read: string | undefined;
  const asking = setInterval(async () => {
    read = await lastRead(both);
  }, 20);
  await until(() => read === subject, 8000).finally(() => clearInterval(asking));
}

test('What may be late is read from the replica while it follows, from the server while it does not, and then there again', async () => {
  // The same number of an event, so that it counts as having followed.
  await happen(server, 'on the server');
  await happen(replica, 'on the replica');
  await untilRead('on the replica');
  await happen(server, 'later on the server');
  await untilRead('later on the server');
  await happen(replica, 'later on the replica');
  await untilRead('later on the replica');
  expect(await both?.reader.selectFrom('events').select('subject').orderBy('id', 'desc').executeTakeFirst()).toEqual({
    subject: 'later on the server',
  });
});

test('A replica that is not there is none', async () => {
  const config = readConfig({
    DATABASE_URL: await newDatabaseUrl(),
    DATABASE_REPLICA_URL: 'postgres://x@127.0.0.1:1/x',
  });
  const database = openDatabase(config.database);
  cleanUp(() => database.close());
  await happen(database, 'here');
  expect(await lastRead(database)).toBe('here');
});

test('Visitors search in the replica, and who has signed in where they publish', async () => {
  const first = await startNewsroom();
  await addStory(first, { headline: 'Dockers halt speech' });
  const { config } = first.context;
  const kept = { database: (config.database as { url: string }).url, files: newFolder() };
  await first.close();
  const copy = await newDatabaseUrl({ copyOf: kept.database });
  const there = openUrl(copy);
  cleanUp(() => there.close());
  await there.writer.updateTable('published_articles').set({ headline: 'Dockers on the replica' }).execute();
  const { visitor, signIn } = await startApp({ copyOf: kept, environment: { DATABASE_REPLICA_URL: copy } });
  const desk = await signIn('editor');
  // What starting and signing in told the one, the other has, too.
  for (let count = 0; count < 10; count += 1) await happen(there);
  const isThere = async () => (await visitor().get('/search?q=dockers')).text.includes('on the replica');
  const begun = performance.now();
  while (!(await isThere())) {
    expect(performance.now() - begun).toBeLessThan(8000);
    await wait(500);
  }
  expect((await desk.get('/search?q=dockers')).text).toContain('halt speech');
});

test('A replica that falls silent is told as such to who waits for it, and is none from then on', async () => {
  const [url, other] = [await newDatabaseUrl(), await newDatabaseUrl()];
  const between = await startBetween(other);
  const [here, there] = [openUrl(url), openUrl(other)];
  const following = openDatabase({ kind: 'postgres', url, replica: between.url }, { silence: 400 });
  cleanUp(() => Promise.all([here.close(), there.close(), following.close()]));
  await happen(here, 'on the server');
  await happen(there, 'on the replica');
  let read: string | undefined;
  while (read !== 'on the replica') read = await lastRead(following);
  between.hush();
  // As long as it counts as following.
  await expect(lastRead(following)).rejects.toThrow('The database cannot be reached. Nothing was changed');
  await eventually(async () => expect(await lastRead(following)).toBe('on the server'));
});
