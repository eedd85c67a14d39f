import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import type { Content } from '../../src/articles/article.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { type ReadPage, readPage } from '../support/pages.ts';
import { addColour, addStory } from '../support/stories.ts';

let newsroom: Started;
let editor: Person;
let sections: Record<'politics' | 'world' | 'opinion', number>;

beforeEach(async () => {
  newsroom = await startApp({ siteUrl: 'https://news.example' });
  const { context } = newsroom;
  await context.db.transaction((tx) => writeSetting(tx, 'name', 'The Alder Courier'));
  sections = {
    politics: await addSection(context, { slug: 'politics', name: 'Politics' }),
    world: await addSection(context, { slug: 'world', name: 'World' }),
    opinion: await addSection(context, { slug: 'opinion', name: 'Opinion' }),
  };
  editor = await addPerson(context, { role: 'editor', name: 'Mara Oyelaran' });
});

/** Each a minute after the one before. */
async function write(headline: string, content: Partial<Content> = {}): Promise<string> {
  newsroom.clock.advance({ minutes: 1 });
  const adding = { editor, content: { headline, sectionId: sections.politics, ...content } };
  return (await addStory(newsroom.context, adding)).path;
}

async function withPicture(colour: string): Promise<Partial<Content>> {
  const { id } = await addColour(newsroom.context, editor, colour);
  return { leadKind: 'image', leadMediaId: id, leadAlt: 'A hall' };
}

async function open(): Promise<ReadPage> {
  return readPage(await newsroom.visitor().get('/').expect(200));
}

test('A paper without stories says so', async () => {
  const page = await open();
  expect(page.texts('.empty')).toHaveLength(1);
  expect(page).toMatchObject({ title: 'The Alder Courier', canonical: 'https://news.example/', language: 'en' });
  expect(page.links('.nav')).toEqual(['/politics', '/world', '/opinion']);
});

test('The date of the day stands in the masthead, in the newsroom’s zone', async () => {
  await newsroom.context.db.transaction((tx) => writeSetting(tx, 'zone', 'Pacific/Auckland'));
  expect((await open()).texts('.date')).toEqual(['Tuesday 24 November 2026']);
});

describe('The first place', () => {
  test('is the newest report with a picture', async () => {
    await write('Seen first', await withPicture('#c33'));
    await write('Seen second', await withPicture('#3c3'));
    await write('Heard');
    await write('Thought', { label: 'opinion', sectionId: sections.opinion, ...(await withPicture('#33c')) });
    const page = await open();
    expect(page.texts('.lead-story')[0]).toContain('Seen second');
    expect(page.attributes('img', 'fetchpriority').filter(Boolean)).toEqual(['high']);
  });

  test('is the newest report where there are no pictures', async () => {
    await write('Older');
    await write('Newer');
    expect((await open()).texts('.lead-story')[0]).toContain('Newer');
  });

  test('is an opinion where there is nothing else', async () => {
    await write('Thought', { label: 'opinion' });
    expect((await open()).texts('.lead-story')[0]).toContain('Thought');
  });
});

test('No story stands twice, but in the list of the latest', async () => {
  for (let number = 1; number <= 14; number += 1) {
    await write(`Story ${number}`, { sectionId: number % 2 ? sections.politics : sections.world });
  }
  const page = await open();
  const placed = [...page.links('.lead-story'), ...page.links('.card')].filter((href) => /^\/\d{4}\//.test(href));
  expect(new Set(placed).size).toBe(placed.length);
  expect(page.texts('.heading').slice(1)).toEqual(['Politics', 'World']);
  expect(page.links('.latest')).toHaveLength(9);
});

test('Opinions stand in a strip of their own look, without standfirst and picture', async () => {
  await write('A report');
  await write('Thought', { label: 'opinion', sectionId: sections.opinion, standfirst: 'Because.' });
  const page = await open();
  expect(page.texts('.opinions')).toHaveLength(1);
  expect(page.texts('.opinions')[0]).toMatch(/Opinion.*Thought/);
  expect(page.texts('.opinions')[0]).not.toContain('Because.');
});

test('A live story and a video are marked in the list of the latest and on their cards', async () => {
  await write('Counting', { label: 'live' });
  await write('On film', {
    leadKind: 'video',
    leadVideo: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    leadVideoTitle: 'On film',
  });
  await write('Newest');
  const page = await open();
  expect(page.texts('.latest')[0]).toMatch(/On film ?Video.*Counting ?Live/);
  expect(page.texts('.live')).toEqual(['Live']);
});

test('A story in another language stands in its section and not here', async () => {
  await write('خبر', { language: 'ar' });
  expect((await open()).texts('.empty')).toHaveLength(1);
});

test('A withdrawn story and a draft are gone from everywhere', async () => {
  const content = { headline: 'Gone', sectionId: sections.politics };
  await addStory(newsroom.context, { editor, content, fate: 'withdrawn' });
  await addStory(newsroom.context, { editor, content: { ...content, headline: 'Draft' }, fate: 'draft' });
  for (const path of ['/', '/politics']) {
    const { main } = readPage(await newsroom.visitor().get(path).expect(200));
    expect(main).not.toMatch(/Gone|Draft/);
  }
});
