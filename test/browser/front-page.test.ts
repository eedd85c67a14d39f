import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { axe, openBrowser, signIn } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { tabThrough, tabTo } from '../support/keyboard.ts';

/* The front page is curated in a browser: by drag, by the keyboard alone, and launched and reverted without scripts. */

let demo: Demo;
let visitor: Page;

beforeAll(async () => {
  demo = await startDemo();
  visitor = await openBrowser({ viewport: { width: 1280, height: 900 }, javaScript: false, shared: true });
});

const wide = { viewport: { width: 1280, height: 900 }, colorScheme: 'light' } as const;
const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;

const slot = (page: Page, name: string): Locator => page.locator(`#slot-${name}`);
const headline = (page: Page, name: string) => slot(page, name).locator('.headline').innerText();
const button = (page: Page, name: RegExp) => page.getByRole('button', { name });

async function lead(): Promise<string> {
  await visitor.goto(demo.url);
  return visitor.locator('.lead-story h2').innerText();
}

async function open(look: typeof wide | typeof phone, javaScript: boolean): Promise<Page> {
  const page = await openBrowser({ ...look, javaScript });
  await signIn(page, demo.url, demo.editor);
  await page.goto(`${demo.url}/admin/front`);
  return page;
}

async function undo(page: Page): Promise<void> {
  await button(page, /^Undo$/).click();
  await page.waitForURL(/done=changed/);
}

test('An editor drags a story to another place, readers see it there at once, and undoes it', async () => {
  const page = await open(wide, true);
  const [first, second] = [await headline(page, 'lead'), await headline(page, 'second-1')];
  await slot(page, 'second-1').locator('.slot-label').dragTo(slot(page, 'lead'));
  await page.waitForURL(/#slot-lead$/);
  expect(await page.getByRole('status').innerText()).toBe(`You placed “${second}” in the lead.`);
  expect(await headline(page, 'lead')).toBe(second);
  expect(await lead()).toBe(second);
  await undo(page);
  expect(await lead()).toBe(first);
});

test('On a telephone a long press takes a story up, and a short one scrolls', async () => {
  const page = await openBrowser({ ...phone, javaScript: true, hasTouch: true });
  await signIn(page, demo.url, demo.editor);
  await page.goto(`${demo.url}/admin/front`);
  const [first, second] = [await headline(page, 'lead'), await headline(page, 'second-1')];
  await slot(page, 'lead').scrollIntoViewIfNeeded();
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints });
  const middle = async (name: string) => {
    const box = await slot(page, name).locator('.slot-label').boundingBox();
    return { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  };
  const drag = async (wait: number) => {
    const [from, to] = [await middle('second-1'), await middle('lead')];
    await touch('touchStart', [from]);
    await page.waitForTimeout(wait);
    for (const part of [0.3, 0.6, 1]) await touch('touchMove', [{ x: from.x, y: from.y + (to.y - from.y) * part }]);
    await touch('touchEnd', []);
  };
  await drag(0);
  await page.waitForTimeout(500);
  expect(page.url()).not.toContain('done=changed');
  await slot(page, 'lead').scrollIntoViewIfNeeded();
  await drag(600);
  await page.waitForURL(/#slot-lead$/);
  expect(await headline(page, 'lead')).toBe(second);
  await undo(page);
  expect(await lead()).toBe(first);
});

test('A story that was found is dragged into a strip', async () => {
  const page = await open(wide, true);
  await page.getByLabel('Words in a story').fill('scanner contract');
  await button(page, /^Find$/).click();
  const found = page.locator('.found li').last();
  const words = await found.locator('.headline').innerText();
  await found.locator('.headline').dragTo(slot(page, 'section-1-2'));
  await page.waitForURL(/#slot-section-1-2$/);
  expect(await headline(page, 'section-1-2')).toBe(words);
  await undo(page);
});

test('The keyboard alone moves, pins, takes out and undoes, and sees where it is', async () => {
  const page = await open(wide, true);
  const [first, second] = [await headline(page, 'lead'), await headline(page, 'second-1')];
  const press = async (target: Locator) => {
    await tabTo(page, target);
    await page.keyboard.press('Enter');
    await page.waitForLoadState();
  };
  await press(button(page, new RegExp(`^Up: ${second}`)));
  await page.waitForURL(/#slot-lead$/);
  expect(await headline(page, 'lead')).toBe(second);
  await press(slot(page, 'lead').getByRole('link', { name: /^More/ }));
  await page.waitForURL(/slot=lead/);
  await tabTo(page, page.getByLabel('Pin here until'));
  await page.keyboard.type('11232026');
  await page.keyboard.press('Tab');
  await page.keyboard.type('0600PM');
  await press(page.getByRole('button', { name: 'Pin', exact: true }));
  await page.waitForURL(/done=changed/);
  expect(await slot(page, 'lead').locator('.sub').first().innerText()).toBe('By hand until 18:00');
  await press(button(page, new RegExp(`^Out: ${second}`)));
  await page.waitForURL(/done=changed$/);
  expect(await lead()).toBe(first);
  for (let step = 0; step < 3; step += 1) {
    await page.goto(`${demo.url}/admin/front`);
    await press(button(page, /^Undo$/));
    await page.waitForURL(/done=changed/);
  }
  expect(await headline(page, 'second-1')).toBe(second);
  await page.goto(`${demo.url}/admin/front`);
  expect((await tabThrough(page)).length).toBeGreaterThan(80);
});

test.each<[string, typeof wide | typeof phone, boolean]>([
  ['On a telephone without scripts', phone, false],
  ['On a wide screen with scripts', wide, true],
])('%s a front is prepared, launched, and reverted to what was there', async (_, look, javaScript) => {
  const page = await open(look, javaScript);
  const first = await lead();
  await page.getByLabel('Name').fill('Election night');
  await button(page, /^Prepare a front page$/).click();
  await page.getByRole('heading', { level: 1, name: 'Election night' }).waitFor();
  const third = await headline(page, 'second-2');
  if (javaScript) await slot(page, 'second-2').locator('.slot-label').dragTo(slot(page, 'lead'));
  else await moveToLead(page, 'second-2');
  await page.waitForURL(/#slot-lead$/);
  expect(await lead()).toBe(first);
  await page.getByRole('link', { name: 'Preview' }).click();
  expect(await page.locator('.lead-story h2').innerText()).toBe(third);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('link', { name: 'Back to curating' }).click();
  await button(page, /^Launch now$/).click();
  await page.getByText('You launched “Election night”.').waitFor();
  expect(await lead()).toBe(third);
  await page.getByRole('link', { name: 'All states' }).click();
  await button(page, /^Revert to it/)
    .first()
    .click();
  await page.waitForURL(/done=changed/);
  expect(await lead()).toBe(first);
});

async function moveToLead(page: Page, from: string): Promise<void> {
  await slot(page, from).getByRole('link', { name: /^More/ }).click();
  await page.getByLabel('Move to').selectOption('Lead');
  await button(page, /^Move$/).click();
}

describe.each([
  ['Wide, light, without JavaScript', { ...wide, javaScript: false }],
  ['Narrow, dark, with JavaScript', { ...phone, javaScript: true }],
] as const)('%s', (_, { javaScript, ...look }) => {
  let desk: Page;

  beforeAll(async () => {
    desk = await openBrowser({ ...look, javaScript, shared: true });
    await signIn(desk, demo.url, demo.editor);
  });

  test.each<[string, string]>([
    ['the front page', '/admin/front'],
    ['a place with all that can be done', '/admin/front?slot=lead'],
    ['a search', '/admin/front?q=harbour'],
    ['a story to place', '/admin/front?story=1'],
    ['the states', '/admin/front/states'],
  ])('axe finds nothing on %s, and it fits', async (_name, path) => {
    await desk.goto(demo.url + path);
    expect(await axe(desk)).toEqual([]);
    expect(await desk.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  test('axe finds nothing where a colleague was quicker, nor on a prepared front with mistakes', async () => {
    await desk.goto(`${demo.url}/admin/front`);
    const other = await desk.context().newPage();
    await other.goto(`${demo.url}/admin/front`);
    await button(other, /^Down: /)
      .first()
      .click();
    await other.waitForURL(/done=changed/);
    await other.close();
    await button(desk, /^Down: /)
      .first()
      .click();
    await desk.getByRole('alert').waitFor();
    expect(await axe(desk)).toEqual([]);
    await desk.getByLabel('Name').fill('Morning');
    await button(desk, /^Prepare a front page$/).click();
    await desk.getByLabel('At', { exact: true }).fill('2020-01-01T10:00');
    await button(desk, /^Launch then$/).click();
    await desk.getByRole('alert').waitFor();
    expect(await axe(desk)).toEqual([]);
  });
});
