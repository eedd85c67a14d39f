import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, type LookedAt, looks, openBrowser, signIn, testLooks, typeMarkdown } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { addPerson } from '../support/factories.ts';
import { addUndescribed } from '../support/stories.ts';

/* The panel on which stories are published, what is passed over there, and the settings of its checks. */

let demo: Demo;
/** A picture of which nobody says what it shows. */
let bare: string;

beforeAll(async () => {
  demo = await startDemo();
  const somebody = await addPerson(demo.context, { role: 'editor' });
  bare = `::figure{media="${(await addUndescribed(demo.context, somebody, '#135')).id}"}`;
});

const at = (path: string) => (page: Page) => page.goto(demo.url + path);
const edit = async (page: Page, headline: string) => page.goto(demo.url + (await demo.editing(headline)));
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const front = async () => (await demo.visitor().get('/').expect(200)).text;

let stories = 0;

/** A draft with everything that a story needs, saved. */
async function write(page: Page, text: string): Promise<string> {
  stories += 1;
  const headline = `Ferry number ${stories} stays in port`;
  await page.goto(`${demo.url}/admin/articles/new`);
  await page.getByLabel('Headline', { exact: true }).fill(headline);
  await typeMarkdown(page, text);
  await page.getByLabel('Section').selectOption('World');
  await button(page, 'Save').click();
  await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
  return headline;
}

describe.each([
  ['on', true],
  ['off', false],
])('With JavaScript %s', (_, javaScript) => {
  let desk: Page;

  beforeEach(async () => {
    desk = await openBrowser({ javaScript });
    await signIn(desk, demo.url, demo.editor);
  });

  test('an open draft is live on the front after three presses at most', async () => {
    const headline = await write(desk, 'The wind is too strong.');
    expect(await front()).not.toContain(headline);
    let presses = 0;
    const press = async (name: string) => {
      presses += 1;
      await button(desk, name).click();
    };
    await press('Publish');
    await desk.getByRole('heading', { level: 1, name: 'Publish' }).waitFor();
    await press('Publish');
    await desk.getByRole('status').filter({ hasText: 'Published.' }).waitFor();
    expect(presses).toBeLessThanOrEqual(3);
    expect(await front()).toContain(headline);
  });

  test('a time is asked for where a story is to come out later, and a reason where a check is passed over', async () => {
    const headline = await write(desk, bare);
    await button(desk, 'Publish').click();
    expect(await desk.getByLabel('Publish at').isVisible()).toBe(false);
    await desk.getByRole('radio', { name: 'Later' }).check();
    await desk.getByLabel('Publish at').fill('2031-07-01T08:00');
    await button(desk, 'Schedule').click();
    await desk.getByRole('alert').waitFor();
    expect(await desk.getByLabel('Publish at').inputValue()).toBe('2031-07-01T08:00');
    await desk.getByText('Pass it with a reason').click();
    await desk.getByLabel('Why it is passed over').fill('The photographer is asked.');
    await button(desk, 'Schedule').click();
    await desk.getByText('For 1 July 2031, 8:00').waitFor();
    await desk.getByText('The photographer is asked.').waitFor();
    await desk.goto(`${demo.url}/admin/articles`);
    await desk.getByRole('link', { name: /passed checks? to mend/ }).click();
    const task = desk.getByRole('listitem').filter({ hasText: headline });
    await task.getByRole('button', { name: /^Close/ }).click();
    await desk.getByText('The task is closed.').waitFor();
    expect(await task.count()).toBe(0);
  });
});

const panels: LookedAt[] = [
  ['the panel', /^Publish$/, open],
  ['the panel with mistakes', /^Publish$/, openWrongly],
  ['the panel of a story without a headline', /^Publish$/, openUnfinished],
  ['the panel of a story in Arabic', /^Publish changes$/, changeArabic],
  ['a story of which a check was passed over', /^Edit story$/, passOver],
  ['the checks that were passed over', /^Passed checks$/, at('/admin/tasks')],
];

testLooks(panels, () => demo);

describe.each(looks)('%s', (_, look) => {
  test('axe finds nothing on the settings of the checks', async () => {
    const page = await openBrowser(look);
    await signIn(page, demo.url, await addPerson(demo.context, { role: 'admin' }));
    await page.goto(`${demo.url}/admin/settings`);
    await page.getByLabel('No standfirst').selectOption('Warns');
    await button(page, 'Save checks').click();
    await page.getByRole('status').filter({ hasText: 'From now on' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });
});

async function open(page: Page): Promise<void> {
  await edit(page, 'Who paid for the posters');
  await button(page, 'Publish').click();
}

async function openWrongly(page: Page): Promise<void> {
  await write(page, `${bare}\n\nSee [that](/2020/01/01/nothing).`);
  await button(page, 'Publish').click();
  await page.getByRole('radio', { name: 'Later' }).check();
  await page.getByText('Pass it with a reason').click();
  await page.getByLabel('Why it is passed over').fill('Late.');
  await button(page, 'Schedule').click();
  await page.getByRole('alert').waitFor();
}

async function openUnfinished(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/articles/new`);
  await typeMarkdown(page, '::figure');
  await button(page, 'Save').click();
  await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
  await page.goto(`${page.url().split('?')[0]}/publish`);
}

async function changeArabic(page: Page): Promise<void> {
  await edit(page, 'عمال الميناء');
  stories += 1;
  await page.getByLabel('Standfirst').fill(`دخل المحتجون القاعة ${stories} مرات.`);
  await button(page, 'Publish changes').click();
}

async function passOver(page: Page): Promise<void> {
  await openWrongly(page);
  await page.getByRole('radio', { name: 'Now' }).check();
  await button(page, 'Publish').click();
  await page.getByRole('status').filter({ hasText: 'Published.' }).waitFor();
}
