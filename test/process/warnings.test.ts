import { expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { newDatabaseUrl, newFolder } from '../support/database.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { addColour, addStory } from '../support/stories.ts';
import { startProgram } from './program.ts';

test('Nothing is written beside the log as pages, files and forms are answered', async () => {
  const environment = { DATABASE_URL: await newDatabaseUrl(), STORAGE_URL: `file:${newFolder()}`, DEMO: 'off' };
  const context = await createContext(readConfig({ ...environment, NODE_ENV: 'test' }), { migrated: true });
  const editor = await addPerson(context, { role: 'editor' });
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const { id, file } = await addColour(context, editor, '#36c');
  const lead = { leadKind: 'image', leadMediaId: id, leadAlt: 'A hall' } as const;
  const { path } = await addStory(context, { editor, content: { sectionId, ...lead } });
  await context.close();
  const program = startProgram({ ...environment, NODE_ENV: 'test', LOG_LEVEL: 'error' });
  const [, url = ''] = /(http:\/\/localhost:\d+)\/admin/.exec(await program.printed('/admin')) ?? [];
  const page = await (await fetch(url + path)).text();
  const [variant = ''] = /\/media\/[\w.-]+\.webp/.exec(page) ?? [];
  const asked = [`/media/${file}`, variant, '/', `${path}?again`, '/nowhere', '/feed.xml'];
  const statuses = [];
  for (const each of asked) {
    const answer = await fetch(url + each);
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 404, 200]);
  const body = new URLSearchParams({ text: 'What of it?', name: 'Renske', email: 'renske@example.org' });
  const headers = { 'Sec-Fetch-Site': 'same-origin' };
  const posted = await fetch(`${url}${path}/comments`, { method: 'POST', headers, body, redirect: 'manual' });
  expect(posted.status).toBe(303);
  program.process.kill('SIGTERM');
  expect((await program.ended).stderr).toBe('');
});
