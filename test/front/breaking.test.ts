import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person, Role } from '../../src/accounts/person.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { Forbidden, Invalid } from '../../src/errors.ts';
import { endBreaking, setBreaking } from '../../src/front/actions.ts';
import type { NewBreaking } from '../../src/front/front.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

let newsroom: Started;
let editor: Person;
let story: AddedStory;
let arabic: AddedStory;

beforeEach(async () => {
  newsroom = await startApp();
  const sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  editor = await addPerson(newsroom.context, { role: 'editor' });
  story = await addStory(newsroom.context, { editor, content: { sectionId } });
  arabic = await addStory(newsroom.context, { editor, content: { sectionId, headline: 'خبر', language: 'ar' } });
});

const news: NewBreaking = { text: 'Council votes 31–24', language: 'en', path: null, hours: 2 };
const set = (given: Partial<NewBreaking> = {}) => setBreaking(newsroom.context, editor, { ...news, ...given });

const strip = async (path = '/') => {
  const page = readPage(await newsroom.visitor().get(encodeURI(path)));
  return { texts: page.texts('.breaking'), links: page.links('.breaking') };
};

const none = { texts: [], links: [] };

test('Breaking news stand over every page of readers until their time is over, and nobody has to be awake', async () => {
  expect(await strip()).toEqual(none);
  await set({ path: story.path });
  for (const path of ['/', '/politics', story.path, '/nowhere']) {
    expect(await strip(path)).toEqual({ texts: ['Breaking Council votes 31–24'], links: [story.path] });
  }
  newsroom.clock.advance({ minutes: 119 });
  expect((await strip()).texts).toHaveLength(1);
  newsroom.clock.advance({ minutes: 1 });
  expect(await strip()).toEqual(none);
});

test('The strip speaks the page’s language, and says in which one the news is', async () => {
  await set();
  expect((await strip(arabic.path)).texts).toEqual(['عاجل Council votes 31–24']);
  const page = readPage(await newsroom.visitor().get(encodeURI(arabic.path)));
  expect(page.attributes('.breaking', 'aria-label')).toEqual(['خبر عاجل']);
  expect((await newsroom.visitor().get(encodeURI(arabic.path))).text).toContain('<span lang="en" dir="auto">Council');
});

test('News without a story lead nowhere, later ones take the place of earlier ones, and they can be ended', async () => {
  await set();
  expect((await strip()).links).toEqual([]);
  await set({ text: 'Gates <open>' });
  expect((await strip()).texts).toEqual(['Breaking Gates <open>']);
  await endBreaking(newsroom.context, editor);
  await endBreaking(newsroom.context, editor);
  expect(await strip()).toEqual(none);
});

test('When its story is withdrawn, the strip goes in the same moment', async () => {
  await set({ path: arabic.path });
  expect((await strip()).links).toEqual([arabic.path]);
  await withdraw(newsroom.context, editor, { articleId: arabic.articleId, reason: 'Not so.' });
  expect(await strip()).toEqual(none);
});

test('Every page is told of it', async () => {
  await set();
  await endBreaking(newsroom.context, editor);
  const events = newsroom.context.db.reader.selectFrom('events').select(['action', 'names', 'person_id as person']);
  expect((await events.orderBy('id').execute()).slice(-2)).toEqual([
    { action: 'breaking.set', names: '["site"]', person: editor.id },
    { action: 'breaking.ended', names: '["site"]', person: editor.id },
  ]);
});

test.each<[Role, boolean]>([
  ['author', false],
  ['moderator', false],
  ['editor', true],
  ['admin', true],
])('A person who is %s may: %s', async (role, may) => {
  const person = await addPerson(newsroom.context, { role });
  for (const act of [setBreaking(newsroom.context, person, news), endBreaking(newsroom.context, person)]) {
    if (may) await act;
    else await expect(act).rejects.toThrow(Forbidden);
  }
});

describe('Refused are', () => {
  test.each<[string, Partial<NewBreaking>]>([
    ['no words', { text: '' }],
    ['too many', { text: 'x'.repeat(141) }],
    ['no time', { hours: 0 }],
    ['less than none', { hours: -1 }],
    ['no number', { hours: Number.NaN }],
    ['a time without end', { hours: Number.POSITIVE_INFINITY }],
    ['more than three days', { hours: 73 }],
    ['a story of nothing', { path: '/2026/11/23/nothing' }],
    ['another site', { path: 'https://evil.example/' }],
  ])('%s', async (_what, given) => {
    await expect(set(given)).rejects.toThrow(Invalid);
    expect(await strip()).toEqual(none);
  });

  test('a story that is not out yet', async () => {
    const content = {
      headline: 'Later',
      sectionId: await addSection(newsroom.context, { slug: 'world', name: 'World' }),
    };
    const later = await addStory(newsroom.context, { editor, content, fate: { at: '2026-11-24T09:00:00.000Z' } });
    await expect(set({ path: later.path })).rejects.toThrow(Invalid);
  });
});

test('The foot of a page leads to what the newsroom says of itself, in the page’s language', async () => {
  const { context } = newsroom;
  const { articleId, revisionId } = story;
  const page = {
    article_id: articleId,
    revision_id: revisionId,
    published_at: '2026-11-01T00:00:00.000Z',
    updated_at: null,
  };
  const rest = { short_headline: '', standfirst: '', translation_of: null, search_title: '', search_description: '' };
  const text = { corrections: '[]', contents: '[]', blocks: '[]', renderer: 1 };
  const about = { ...page, ...rest, ...text, path: '/pages/about', language: 'en', headline: 'About the Courier' };
  await context.db.transaction(async (tx) => {
    await tx
      .insertInto('published_pages')
      .values({ ...about, short_headline: 'About' })
      .execute();
    const later = {
      article_id: arabic.articleId,
      revision_id: arabic.revisionId,
      published_at: '2027-01-01T00:00:00.000Z',
    };
    await tx
      .insertInto('published_pages')
      .values({ ...about, ...later, path: '/pages/later' })
      .execute();
  });
  const links = async (path: string) => readPage(await newsroom.visitor().get(encodeURI(path))).links('.site-links');
  const own = ['/corrections', '/site-map', '/feed.xml'];
  expect(await links('/')).toEqual(['/pages/about', ...own]);
  // There is none in Arabic, and those in the newsroom's own language are better than nothing.
  expect(await links(arabic.path)).toEqual(['/pages/about', ...own]);
  await context.db.transaction((tx) => writeSetting(tx, 'language', 'ar'));
  expect(await links(arabic.path)).toEqual(own);
});
