import { beforeEach, describe, expect, test } from '@jest/globals';
import { breaking } from '../../src/cli/breaking.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';
import { type Ran, run } from './run.ts';

let newsroom: Started;
let path: string;

beforeEach(async () => {
  newsroom = await startApp();
  const { context } = newsroom;
  await context.db.transaction((tx) => writeSetting(tx, 'zone', 'Europe/Oslo'));
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const editor = await addPerson(context, { role: 'admin' });
  const content = { sectionId, headline: 'عمال الميناء', language: 'ar' } as const;
  path = (await addStory(context, { editor, content })).path;
});

const ask = (...args: string[]): Promise<Ran> => run(breaking, newsroom.context, args);

async function strip(): Promise<string[]> {
  const page = readPage(await newsroom.visitor().get('/').expect(200));
  return [...page.texts('.breaking'), ...page.links('.breaking')];
}

test('The strip is put over every page with its end, and taken away again', async () => {
  const { out, failure } = await ask('--text', '  Council  votes ', '--hours', '1.5', '--story', path);
  expect({ out, failure }).toEqual({
    out: 'Over every page until 23 November 2026, 14:30 (UTC+1): Council votes\n',
    failure: null,
  });
  expect(await strip()).toEqual(['Breaking Council votes', path]);
  expect(await ask('--off')).toMatchObject({ failure: null, out: 'There is no strip over the pages any more.\n' });
  expect(await strip()).toEqual([]);
});

test('A story is named by its address, as browsers copy it too', async () => {
  await ask('--text', 'خبر', '--language', 'ar', '--hours', '1', '--story', `${newsroom.url}${encodeURI(path)}?a#b`);
  expect(await strip()).toEqual(['Breaking خبر', path]);
});

describe('What is wrong is said, and nothing changes:', () => {
  test.each([
    [[], 'Give --text and --hours, or --off'],
    [['--text', 'News'], 'Give --text and --hours, or --off'],
    [['--text', 'News', '--hours', 'soon'], 'The strip goes after at most 72 hours. Give a number of hours.'],
    [['--text', '', '--hours', '1'], 'Say what is breaking.'],
    [['--text', 'News', '--hours', '1', '--language', 'xx'], '--language takes en, ar.'],
    [
      ['--text', 'News', '--hours', '1', '--story', '/%FF'],
      'Readers see no story at /%FF. Give its address, from the first slash.',
    ],
  ])('%j', async (args, failure) => {
    expect((await ask(...args)).failure).toBe(failure);
    expect(await strip()).toEqual([]);
  });
});
