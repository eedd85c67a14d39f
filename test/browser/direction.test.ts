import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../src/accounts/person.ts';
import type { Language } from '../../src/text/language.ts';
import { type Started, startApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { addStory } from '../support/stories.ts';

/* In which direction browsers set what holds paragraphs: `dir="auto"` does not look into children that have a direction of their own. */

let newsroom: Started;
let editor: Person;
let sectionId: number;
let page: Page;

beforeAll(async () => {
  newsroom = await startApp({ shared: true });
  sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  editor = await addPerson(newsroom.context, { role: 'editor' });
  page = await openBrowser({ javaScript: true, shared: true });
});

const body = `> «لا أحد سألنا.»

- عمال الميناء

  قالوا ذلك أمس.

:::quote{by="ماهر"}
لا أحد سألنا.
:::

> 1. 31 votes

- “No one”

  asked us.

:::quote{by="Ilse"}
No one asked us.
:::`;

test.each<[string, Language]>([
  ['an English', 'en'],
  ['an Arabic', 'ar'],
])('Quotes and items in %s story run as their own words do', async (_, language) => {
  const headline = `Both directions ${language}`;
  const { path } = await addStory(newsroom.context, { editor, content: { headline, sectionId, language, body } });
  await page.goto(newsroom.url + encodeURI(path));
  const directionOf = (selector: string) =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('.body ${selector}')].map((each) => getComputedStyle(each).direction)`,
    );
  expect({
    quotes: await directionOf('blockquote:not(.pull)'),
    items: await directionOf('ul > li'),
    pulls: await directionOf('blockquote.pull'),
  }).toEqual({ quotes: ['rtl', 'ltr'], items: ['rtl', 'ltr'], pulls: ['rtl', 'ltr'] });
});
