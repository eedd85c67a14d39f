import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { startChild } from '../support/children.ts';
import { newDatabaseUrl, newFolder } from '../support/database.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';

/** A language by one file: what it does not say yet is English. */
const hebrew = `
import { countingIn, type LanguageFacts } from '../catalogue.ts';
import { type Words, words as english } from './en.ts';

export const facts: LanguageFacts = { direction: 'rtl', locale: 'he', comma: ', ', wordsPerMinute: 187, fonts: [] };

const { counted, separators } = countingIn(facts.locale);

export const words: Words = {
  ...english,
  languageName: 'עברית',
  sections: 'מדורים',
  latest: 'עדכונים אחרונים',
  separators,
  comments: (count) => counted(count, { one: 'תגובה אחת', two: 'שתי תגובות', other: '# תגובות' }),
};
`;

test('A third language is added by one file: pages come in it, with its direction, dates and plurals', async () => {
  const folder = newFolder();
  for (const name of ['src', 'views', 'migrations', 'package.json'])
    cpSync(name, join(folder, name), { recursive: true });
  for (const name of ['node_modules', 'public']) symlinkSync(join(process.cwd(), name), join(folder, name));
  writeFileSync(join(folder, 'src/text/languages/he.ts'), hebrew);
  const database = await newDatabaseUrl();
  const path = await fill(database, folder);
  const environment = {
    DATABASE_URL: database,
    STORAGE_URL: `file:${folder}`,
    LOG_LEVEL: 'silent',
    DEMO: 'off',
    PORT: '0',
    WEB_CONCURRENCY: '1',
  };
  const child = startChild([join(folder, 'src/start.js')], environment);
  const site = /http:\S+/.exec(await child.printed('Newsroom:'))?.[0] ?? '';
  const open = async (address: string) => readPage({ text: await (await fetch(site + encodeURI(address))).text() });
  const front = await open('/');
  expect(front).toMatchObject({ language: 'he', direction: 'rtl' });
  expect(front.texts('.heading')).toContain('עדכונים אחרונים');
  const story = await open(path);
  expect(story).toMatchObject({ language: 'he', direction: 'rtl' });
  expect(story.texts('time')[0]).toMatch(/^23 .*נובמבר 2026, 12:00/);
});

/** A newsroom whose language this process does not know, with one story in it. */
async function fill(database: string, folder: string): Promise<string> {
  const config = readConfig({ DATABASE_URL: database, STORAGE_URL: `file:${folder}`, LOG_LEVEL: 'silent' });
  const context = await createContext(config, { now: () => '2026-11-23T12:00:00.000Z', migrated: true });
  await context.db.transaction((tx) => writeSetting(tx, 'language', 'he'));
  const sectionId = await addSection(context, { slug: 'politics', name: 'פוליטיקה' });
  const editor = await addPerson(context, { role: 'editor' });
  for (const headline of ['השביתה בנמל', 'המשא ומתן נמשך']) {
    await addStory(context, { editor, content: { sectionId, language: 'he', headline } });
  }
  const { path } = await addStory(context, { editor, content: { sectionId, language: 'he', headline: 'הנמל נסגר' } });
  await context.close();
  return path;
}
