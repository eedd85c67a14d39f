import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, openBrowser, signIn } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';

/* What matters most in a picture, by a press on it, by arrow keys and in the fields. */

let demo: Demo;
let page: Page;

beforeAll(async () => {
  demo = await startDemo();
  page = await openBrowser({ javaScript: true, viewport: { width: 1280, height: 900 }, shared: true });
  await signIn(page, demo.url, demo.editor);
});

const x = () => page.getByLabel('From the left, in per cent');
const y = () => page.getByLabel('From the top, in per cent');
const mark = () => page.getByRole('button', { name: /^What matters most/ });
const positions = () =>
  page.evaluate<string[]>(`[...document.querySelectorAll('.crop')].map((crop) => crop.style.objectPosition)`);

async function open(): Promise<void> {
  await page.goto(`${demo.url}/admin/media/1`);
  await mark().waitFor();
}

test('A press on the picture sets the numbers, and shows at once what is cut out', async () => {
  await open();
  const box = await page.locator('.focal-frame img').boundingBox();
  await page.locator('.focal-frame img').click({
    position: { x: Math.round((box?.width ?? 0) * 0.25), y: Math.round((box?.height ?? 0) * 0.75) },
  });
  expect([await x().inputValue(), await y().inputValue()]).toEqual(['25', '75']);
  expect(page.url()).toMatch(/\/admin\/media\/1$/);
  // The picture is 16:9 itself; of its square, nine sixteenths of the width, a quarter is 9 of 44 per cent from the left: nothing.
  expect(await positions()).toEqual(['50% 50%', '0% 50%', '0% 50%']);
  await x().fill('60');
  expect((await positions())[2]).toBe('72.9% 50%');
  expect(await axe(page)).toEqual([]);
});

test('Arrow keys move the mark, in larger steps with the shift key, and not beyond the edges', async () => {
  await open();
  await x().fill('50');
  await y().fill('98');
  await mark().focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Shift+ArrowLeft'])
    await page.keyboard.press(key);
  expect([await x().inputValue(), await y().inputValue()]).toEqual(['41', '100']);
  expect(await mark().getAttribute('aria-label')).toContain('41 per cent from the left, 100 from the top');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect([await x().inputValue(), await y().inputValue()]).toEqual(['41', '100']);
});

test('By the keyboard the picture is a way to itself in full, as without scripts', async () => {
  await open();
  await page.locator('.focal-frame a').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/media\/[\da-f]{32}\.webp$/);
});
