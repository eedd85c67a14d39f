import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openBrowser, signIn } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { addPerson } from '../support/factories.ts';
import { beginnings, crawl, kindOf } from '../support/fuzz/crawl.ts';
import { publishAll } from '../support/fuzz/publishing.ts';
import { type Answered, dangersOf, learnToSend, sendForms } from '../support/fuzz/typing.ts';

/*
 * Hostile text in every field that an administrator and a reader can type into; then every page is loaded, and every answer to a form
 * is, in a browser that would run it: the Content-Security-Policy is switched off there. FUZZ_FIRST has other texts come first.
 */

const first = Number(process.env.FUZZ_FIRST ?? 0);

/** Forms that take such texts, by their addresses; others say what is wrong with them, and show them again. */
const taking = [
  ...[
    '/0/0/0/story/comments',
    '/0/0/0/story/report',
    '/admin/articles',
    '/admin/articles/0',
    '/admin/articles/0/filing',
  ],
  ...['/admin/assignments', '/admin/breaking', '/admin/comments/0/ban'],
  ...['/admin/front/prepared', '/admin/media/0', '/admin/pages', '/admin/people/0', '/admin/people/guest'],
  ...['/admin/reports/0/decline', '/admin/sections', '/admin/sections/0', '/admin/series/0', '/admin/settings'],
  ...['/admin/settings/comments/words', '/admin/topics/0'],
];

let demo: Demo;
let page: Page;
const ran: string[] = [];

beforeAll(async () => {
  demo = await startDemo({ strictModels: false, environment: { TRUST_PROXY: '1' } });
  page = await openBrowser({ javaScript: true, bypassCSP: true, shared: true });
  await page.exposeFunction('ran', () => ran.push(page.url()));
  page.on('dialog', (dialog) => void dialog.accept());
  await signIn(page, demo.url, await addPerson(demo.context, { role: 'admin' }));
});

/** Pages that somebody finds who follows links, so many of a kind at most. */
async function findPages(few: number): Promise<string[]> {
  const pages = new Set<string>();
  const get = async (path: string) => {
    const answer = await page.request.get(`${demo.url}${path}`, { failOnStatusCode: false });
    const type = answer.headers()['content-type'] ?? '';
    if (type.startsWith('text/html')) pages.add(path);
    return { type, text: await answer.text() };
  };
  await crawl(get, beginnings, 400, few);
  return [...pages];
}

const findStories = async (): Promise<string[]> =>
  (await demo.context.db.reader.selectFrom('published_articles').select('path').execute()).map(({ path }) => path);

/** What runs on the page that is shown, or would. */
async function found(where: string): Promise<string[]> {
  const dangers = [...ran.splice(0).map((at) => `ran at ${at}`), ...(await dangersOf(page))];
  return dangers.map((each) => `${where}: ${each}`);
}

/** Typed with the scripts of the pages switched off, since the forms have to work without. */
async function typeEverywhere(): Promise<Answered[]> {
  const typing = await page.context().newPage();
  await learnToSend(typing);
  await typing.route(/\.js$/, (route) => route.abort());
  const answers: Answered[] = [];
  for (const path of await findPages(1)) {
    await typing.goto(`${demo.url}${path}`, { waitUntil: 'domcontentloaded' });
    answers.push(...(await sendForms(typing, first)));
  }
  await typing.close();
  return answers;
}

/** Pages among them, two for each form and its verdict at most. */
function fewOf(answers: Answered[]): Answered[] {
  const seen = new Map<string, number>();
  return answers.filter(({ action, status, type }) => {
    const kind = `${kindOf(action)} ${status}`;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return type.startsWith('text/html') && (seen.get(kind) ?? 0) <= 2;
  });
}

test('Whatever is typed into any field, nothing of it runs on any page', async () => {
  const { id } = await demo.context.db.reader.selectFrom('sections').select('id').executeTakeFirstOrThrow();
  expect(await publishAll(demo.context, demo.editor, id)).toBeGreaterThan(5);
  const answers = await typeEverywhere();
  const taken = new Set(answers.filter(({ status }) => status < 400).map(({ action }) => kindOf(action)));
  expect(taking.filter((kind) => !taken.has(kind))).toEqual([]);
  const dangers: string[] = [];
  const pages = [...new Set([...(await findPages(2)), ...(await findStories())])];
  for (const path of pages) {
    await page.goto(`${demo.url}${path}`);
    dangers.push(...(await found(path)));
  }
  let shown = '';
  const type = 'text/html; charset=utf-8';
  await page.route(`${demo.url}/answer`, (route) => route.fulfill({ body: shown, contentType: type }));
  for (const { action, text } of fewOf(answers)) {
    shown = text;
    await page.goto(`${demo.url}/answer`);
    dangers.push(...(await found(action)));
  }
  expect(dangers).toEqual([]);
}, 300_000);

test('The same page says so where something runs, or would', async () => {
  const harm = `<img src=x onerror=ran(1)><a href=" java\tscript:ran(1)">a</a><base href="/a/">`;
  await page.route(`${demo.url}/harm`, (route) => route.fulfill({ body: harm, contentType: 'text/html' }));
  await page.goto(`${demo.url}/harm`);
  expect(await found('harm')).toEqual([
    `harm: ran at ${demo.url}/harm`,
    'harm: img onerror=ran(1)',
    'harm: a href= java\tscript:ran(1)',
    'harm: base href=/a/',
  ]);
});
