import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Agent } from '../support/app.ts';
import { axe, openBrowser, signIn } from '../support/browser.ts';
import { tabThrough } from '../support/keyboard.ts';
import { ask, newsroom, openNewsroom, people } from '../support/matrix.ts';
import { columns, rows } from '../support/rights.ts';

/*
 * Every page of the newsroom, as the matrix of rights lists them: by keyboard alone, on the narrowest telephones, and for axe. A new
 * page is here as soon as its route is. Sources: WCAG 2.2, 1.4.10, 2.1.1, 2.1.2, 2.4.7 and 2.4.11.
 */

let page: Page;

beforeAll(async () => {
  await openNewsroom();
  page = await openBrowser({ javaScript: true, viewport: { width: 390, height: 760 }, shared: true });
  await signIn(page, newsroom.url, people.admin);
});

/** What scripts ask for, and what is saved as a file. */
const noPages = /\/(waiting|export)$|^GET \/admin\/inserts\//;

const isSeen = ({ answers }: (typeof rows)[number]) => answers[columns.indexOf('admin')] === 200;
const pages = [...Map.groupBy(rows, ({ route }) => route)]
  .filter(([route]) => route.startsWith('GET ') && !noPages.test(route))
  .flatMap(([, all]) => all.filter(isSeen).slice(0, 1));

/** Only says where it would have been sent. */
const onlySays = { get: (path: string) => path } as unknown as Agent;

/** Runs in the page: what is to be seen there and pressed or filled, by its words. Of choices that go together one is a stop. */
const pressable = `[...document.querySelectorAll('a[href], button, input:not([type=radio]), select, textarea, summary')]
  .filter((element) => !element.disabled && element.tabIndex >= 0 && element.checkVisibility())
  .map((element) => (element.textContent.trim() || element.getAttribute('name') || element.tagName).slice(0, 60))`;

test.each(pages)('$route is within reach', async ({ route, of }) => {
  const path = String(await ask(onlySays, { route, of, who: 'admin' }));
  const answer = await page.goto(newsroom.url + path);
  expect({ path, status: answer?.status() }).toEqual({ path, status: 200 });
  const tooWide: number[] = [];
  for (const width of [320, 768, 1280, 390]) {
    await page.setViewportSize({ width, height: 760 });
    if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')) tooWide.push(width);
  }
  expect(tooWide).toEqual([]);
  expect(await axe(page)).toEqual([]);
  const stops = await tabThrough(page);
  const missed = (await page.evaluate<string[]>(pressable)).filter((name) => !stops.includes(name));
  expect(missed).toEqual([]);
});
