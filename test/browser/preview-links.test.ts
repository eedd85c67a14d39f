import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, openBrowser, signIn } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';

/* A preview link from its making to its end, as an editor and somebody without an account see it, in two looks. */

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

const press = (page: Page, button: string | RegExp) => page.getByRole('button', { name: button }).first().click();

const fits = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth');

async function expectGood(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([]);
  expect(await fits(page)).toBeLessThanOrEqual(0);
}

async function openLinks(desk: Page, editor: string): Promise<void> {
  await desk.goto(demo.url + editor);
  const makes = desk.getByRole('button', { name: 'Make preview link' });
  if (!(await makes.isVisible())) await desk.locator('#previews summary').click();
  await makes.waitFor();
}

describe.each([
  [
    'Wide, light, without JavaScript',
    { viewport: { width: 1280, height: 900 }, colorScheme: 'light', javaScript: false },
    'What the audit committee can',
  ],
  [
    'Narrow, dark, with JavaScript',
    { viewport: { width: 390, height: 844 }, colorScheme: 'dark', javaScript: true },
    'School building programme',
  ],
] as const)('%s', (_, look, headline) => {
  test('a link is made, opened without an account, answered twice and revoked', async () => {
    const editor = await demo.editing(headline);
    const desk = await openBrowser(look);
    await signIn(desk, demo.url, demo.editor);
    await openLinks(desk, editor);
    await press(desk, 'Make preview link');
    await desk.getByText('Say for whom the link is.').last().waitFor();
    await expectGood(desk);
    await desk.getByLabel('For whom').fill('Mr Tan, lawyer');
    await press(desk, 'Make preview link');
    const address = await desk.getByLabel('Address').inputValue();
    await expectGood(desk);
    expect(await desk.getByRole('button', { name: 'Copy link' }).isVisible()).toBe(look.javaScript);

    const guest = await openBrowser(look);
    await guest.goto(address);
    await guest.getByRole('heading', { level: 1, name: headline }).waitFor();
    // The lead picture, which nobody sees without the link.
    expect(await guest.evaluate("document.querySelector('figure.lead img').naturalWidth")).toBeGreaterThan(0);
    await guest.getByRole('link', { name: 'Approve it or leave a note' }).click();
    await press(guest, 'Send note');
    await guest.getByText('Write the note first.').first().waitFor();
    await expectGood(guest);
    await guest.getByLabel('Note').fill('Second paragraph: he never said so.');
    await press(guest, 'Send note');
    await guest.getByText('Your note is with the newsroom.').waitFor();
    await guest.getByLabel('Your name').fill('Tan Wei');
    await press(guest, 'Approve this version');
    await guest.getByText('You approved this version.').waitFor();
    await expectGood(guest);

    await openLinks(desk, editor);
    await desk.getByText('Second paragraph: he never said so.').waitFor();
    expect(await desk.locator('#previews .answers').innerText()).toMatch(/Tan Wei approved the version of/);
    await press(desk, 'Revoke the link for Mr Tan, lawyer');
    await desk.getByText('The preview link is revoked.').waitFor();
    await expectGood(desk);
    await guest.goto(address);
    await guest.getByRole('heading', { level: 1, name: 'This link does not work' }).waitFor();
    await expectGood(guest);
  });
});
