import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { writeSetting } from '../../src/db/settings.ts';
import { openBrowser } from '../support/browser.ts';
import { type Demo, startDemo, stories } from '../support/demo.ts';
import { tabThrough } from '../support/keyboard.ts';
import { readersPages } from '../support/readers-posts.ts';

/*
 * Every kind of page that readers get, in an English newsroom and in an Arabic one: on the narrowest telephones, at twice the size, and
 * by keyboard alone. Sources: WCAG 2.2, 1.4.4, 1.4.10, 2.1.1, 2.1.2, 2.4.7 and 2.4.11.
 */

jest.setTimeout(60_000);

let demo: Demo;
let page: Page;

beforeAll(async () => {
  demo = await startDemo();
  page = await openBrowser({ javaScript: true, viewport: { width: 1280, height: 900 }, shared: true });
  await page.route(
    ({ origin }) => origin !== demo.url,
    (route) => route.abort(),
  );
});

const at = (path: string) => async () => path;
const story =
  (slug: string, ending = '') =>
  async () =>
    `${await demo.story(slug)}${ending}`;
const comment = async () => {
  const { id } = await demo.context.db.reader
    .selectFrom('comments')
    .innerJoin('published_articles', 'published_articles.article_id', 'comments.article_id')
    .select('comments.id')
    .where('comments.state', '=', 'published')
    .where('published_articles.path', '=', await demo.story(stories.fullest))
    .executeTakeFirstOrThrow();
  return `${await demo.story(stories.fullest)}/comments/${id}/reply`;
};
const series = async () => {
  const { slug } = await demo.context.db.reader.selectFrom('series').select('slug').executeTakeFirstOrThrow();
  return `/series/${slug}`;
};
/** The month of the newest story. */
const month = async () => `/archive/${(await demo.story(stories.fullest)).split('/').slice(1, 3).join('/')}`;

type Row = [name: string, path: () => Promise<string>];

/** What speaks the newsroom's language. */
const pages: Row[] = [
  ['the front page', at('/')],
  ['a section', at('/politics')],
  ['a topic', at('/topics/harbour-inquiry')],
  ['a person', at('/by/mara-oyelaran')],
  ['a month', month],
  ['a series', series],
  ['the corrections', at('/corrections')],
  ['the map of the site', at('/site-map')],
  ['the form of search', at('/search')],
  ['what a search found', at('/search?q=harbour&section=politics')],
  ['a search for a word in Arabic', at('/search?q=%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1')],
  ['a search that found nothing', at('/search?q=nobodyhaswrittenthisword')],
  ['a search with mistakes', at('/search?q=!&from=x&to=y&section=z')],
  ['the form for what is kept of a reader', at('/your-data')],
  ['a page that is not there', at('/a-page-about-harbours-that-is-not-here')],
];

/** What speaks the language of its story. */
const pagesOfStories: Row[] = [
  ['a story with a video, a figure and a thread', story(stories.fullest)],
  ['a story with a table', story(stories.withTable)],
  ['a story in Arabic', story(stories.arabic)],
  ['a withdrawn story', story(stories.withdrawn)],
  ['a history', story(stories.fullest, '/history')],
  ['a history in Arabic', story(stories.arabic, '/history')],
  ['the history of a withdrawn story', story(stories.withdrawn, '/history')],
  ['a report', story(stories.fullest, '/report')],
  ['a report in Arabic', story(stories.arabic, '/report')],
  ['a reply', comment],
  ['a page of the newsroom', at('/pages/about')],
  ['a page in Arabic', at('/pages/siyasat-al-tashih')],
  ['the history of a page', at('/pages/about/history')],
];

/** Widths at which something is wider than the window. */
async function sideways(): Promise<string[]> {
  const found: string[] = [];
  for (const width of [320, 390, 640, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const more = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (more > 0) found.push(`${more} pixels wider than ${width}`);
  }
  return found;
}

const words = async () => (await page.locator('body').innerText()).split(/\s+/).sort();

async function isWithinReach(path: string, skip: string): Promise<void> {
  await page.goto(demo.url + path);
  expect(await sideways()).toEqual([]);
  const normal = await words();
  // A window of 1280 pixels at twice the size has room for 640.
  await page.setViewportSize({ width: 640, height: 450 });
  expect(await words()).toEqual(normal);
  await page.setViewportSize({ width: 390, height: 700 });
  const stops = await tabThrough(page);
  expect(stops[0]).toBe(skip);
  expect(stops.length).toBeGreaterThan(8);
}

const skips = { en: 'Skip to content', ar: 'انتقل إلى المحتوى' };

describe('In an English newsroom', () => {
  test.each([...pages, ...pagesOfStories])('%s is within reach', async (name, path) => {
    await isWithinReach(await path(), /in Arabic$/.test(name) && !name.startsWith('a search') ? skips.ar : skips.en);
  });
});

describe('What readers do with comments', () => {
  test.each([
    ['English', stories.fullest],
    ['Arabic', stories.arabic],
  ])('below a story in %s is within reach', async (_language, slug) => {
    const path = await demo.story(slug);
    const addresses = [...(await readersPages(demo.context, path)), `${path}/comments?order=oldest`];
    for (const address of addresses) {
      await page.goto(demo.url + address);
      const language = await page.locator('html').getAttribute('lang');
      await isWithinReach(address, language === 'ar' ? skips.ar : skips.en);
    }
  });
});

describe('In an Arabic newsroom', () => {
  beforeAll(async () => {
    await demo.context.db.transaction(async (tx) => {
      await writeSetting(tx, 'language', 'ar');
      await writeSetting(tx, 'name', 'بريد ألدر');
    });
  });

  test.each(pages)('%s is within reach, from right to left', async (_, path) => {
    await isWithinReach(await path(), skips.ar);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  });
});
