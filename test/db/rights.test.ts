import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { migrate } from '../../src/db/migrate.ts';
import { startApp } from '../support/app.ts';
import { cleanUp } from '../support/clean-up.ts';
import { openUrl } from '../support/database.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { addStory } from '../support/stories.ts';

/** A role that may do nothing but what is in docs/deploying.md, and its database. */
async function makeOwner(): Promise<string> {
  const server = String(process.env.TEST_POSTGRES_URL);
  const name = `owner_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  await client.query(`create role ${name} login`);
  await client.query(`create database ${name} owner ${name} template template0 strategy file_copy`);
  cleanUp(async () => {
    await client.query(`drop database ${name} with (force)`);
    await client.query(`drop role ${name}`);
    await client.end();
  });
  return `${server.replace('//broadsheet@', `//${name}@`)}/${name}`;
}

test('A role of PostgreSQL that owns its database and nothing else is enough', async () => {
  const url = await makeOwner();
  const database = openUrl(url);
  await migrate(database);
  await database.close();
  const newsroom = await startApp({ environment: { DATABASE_URL: url, PAGE_CACHE_MB: '8' } });
  const { context } = newsroom;
  const mayMore = sql<object>`select rolsuper, rolcreatedb, rolcreaterole, rolreplication from pg_roles where rolname = current_user`;
  const [may] = (await mayMore.execute(context.db.reader)).rows;
  expect(Object.values(may ?? {})).toEqual([false, false, false, false]);
  const editor = await addPerson(context, { role: 'editor' });
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const { path } = await addStory(context, { editor, content: { sectionId, headline: 'The quay reopens' } });
  const reader = newsroom.visitor();
  for (const _again of [1, 2]) await reader.get(path).expect(200);
  expect((await reader.get('/search?q=quay').expect(200)).text).toContain('reopens');
  const remark = { text: 'At last.', name: 'Renske V.', email: 'renske@example.org' };
  await reader.post(`${path}/comments`).type('form').send(remark).expect(303);
  await (await newsroom.signIn(editor)).get('/admin/articles').expect(200);
  await reader.get('/healthz/write').expect(200, { reading: true, writing: true });
});
