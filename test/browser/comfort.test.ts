import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { setBreaking } from '../../src/front/actions.ts';
import { axe, type BrowserOptions, openBrowser } from '../support/browser.ts';
import { type Demo, startDemo, stories } from '../support/demo.ts';
import { tabTo } from '../support/keyboard.ts';

/* Light and dark, sharing, and the strip of breaking news, as a browser shows them. */

let demo: Demo;
let story: string;
let arabic: string;

beforeAll(async () => {
  demo = await startDemo();
  story = await demo.story(stories.fullest);
  arabic = await demo.story(stories.arabic);
});

const papers = { light: 'rgb(255, 253, 249)', dark: 'rgb(20, 22, 26)' };

const paper = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

const open = (options: Partial<BrowserOptions>) =>
  openBrowser({ javaScript: false, viewport: { width: 390, height: 844 }, ...options });

describe.each(['light', 'dark'] as const)('On a device that is set to %s, without scripts,', (colorScheme) => {
  const other = colorScheme === 'light' ? 'dark' : 'light';

  test('pages follow it until the reader chooses, and again afterwards', async () => {
    const page = await open({ colorScheme });
    await page.goto(demo.url + story);
    expect(await paper(page)).toBe(papers[colorScheme]);
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('button', { name, exact: true, pressed: true }).waitFor();
    };
    await press(other === 'dark' ? 'Dark' : 'Light');
    expect([new URL(page.url()).pathname, await paper(page)]).toEqual([story, papers[other]]);
    expect(await axe(page)).toEqual([]);
    await page.goto(`${demo.url}/`);
    expect(await paper(page)).toBe(papers[other]);
    await press('As the device');
    expect([new URL(page.url()).pathname, await paper(page)]).toEqual(['/', papers[colorScheme]]);
  });

  test('the choice is made by the keyboard too, in Arabic, and the reader stays where it was made', async () => {
    const page = await open({ colorScheme });
    await page.goto(demo.url + encodeURI(arabic));
    await tabTo(page, page.getByRole('button', { name: other === 'dark' ? 'داكن' : 'فاتح', exact: true }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/#appearance$/);
    expect(await paper(page)).toBe(papers[other]);
    expect(await page.evaluate<number>('scrollY')).toBeGreaterThan(500);
  });
});

test('On paper there is the story, and nothing to press', async () => {
  const page = await open({});
  await page.goto(demo.url + story);
  await page.emulateMedia({ media: 'print' });
  for (const element of await page.locator('nav, form, .skip, .comments, .topics').all()) {
    expect([await element.getAttribute('class'), await element.isVisible()]).toEqual([expect.anything(), false]);
  }
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('The ports minister, Gerrit Vane, left the stage').waitFor();
  await page.getByText('An earlier version said').waitFor();
});

test('On paper a page is light, whatever the reader chose, and says where it comes from', async () => {
  const page = await open({ colorScheme: 'dark' });
  await page.goto(demo.url + story);
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  await page.getByRole('button', { name: 'Dark', exact: true, pressed: true }).waitFor();
  const address = page.getByText(demo.url + story, { exact: true });
  expect(await address.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await paper(page)).toBe(papers.light);
  expect(await address.isVisible()).toBe(true);
  expect(await page.locator('.times time').first().isVisible()).toBe(true);
  for (const gone of ['.share', '.appearance', '.site-links', '.jumps', '.comments']) {
    expect([gone, await page.locator(gone).isVisible()]).toEqual([gone, false]);
  }
});

describe('A story is shared', () => {
  test('by plain links alone where there are no scripts', async () => {
    const page = await open({});
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.resourceType()));
    await page.goto(demo.url + story);
    const share = page.getByRole('list', { name: 'Share' });
    expect(await share.getByRole('link').allInnerTexts()).toEqual(['Email', 'WhatsApp', 'Telegram', 'Bluesky', 'X']);
    expect(await share.getByRole('button').count()).toBe(0);
    expect(asked).not.toContain('script');
  });

  test('by copying its address, and by the device’s own sheet, where there are', async () => {
    const page = await open({ javaScript: true });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    // Chromium has no sheet without a desktop around it.
    await page.addInitScript(`navigator.canShare = () => true;
      navigator.share = async (shared) => { document.title = JSON.stringify(shared); };`);
    await page.goto(demo.url + story);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByRole('status').filter({ hasText: 'Link copied' }).waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(demo.url + story);
    await page.getByRole('button', { name: 'More…' }).click();
    expect(JSON.parse(await page.title())).toEqual({
      url: demo.url + story,
      title: 'Dockers halt minister’s speech over scanner contract',
    });
    expect(await axe(page)).toEqual([]);
  });

  test('without what the browser cannot do', async () => {
    const page = await open({ javaScript: true });
    await page.addInitScript(`delete Navigator.prototype.clipboard; delete Navigator.prototype.canShare;`);
    await page.goto(demo.url + story, { waitUntil: 'networkidle' });
    expect(await page.getByRole('list', { name: 'Share' }).getByRole('button').count()).toBe(0);
  });
});

test('No script can make code of a text', async () => {
  const page = await open({ javaScript: true });
  await page.goto(demo.url + story);
  const tried = `(() => { try { document.body.innerHTML = '<b>x</b>'; return 'done'; } catch (error) { return error.name; } })()`;
  expect(await page.evaluate<string>(tried)).toBe('TypeError');
});

test('A page that is not there offers the words of its address, and the keyboard gets there', async () => {
  const page = await open({});
  await page.goto(`${demo.url}/2026/11/23/harbour-vote`);
  const field = page.getByRole('searchbox', { name: 'Search the site' });
  expect(await field.inputValue()).toBe('harbour vote');
  await tabTo(page, field);
  const request = page.waitForRequest(`${demo.url}/search?q=harbour+vote`);
  await page.keyboard.press('Enter');
  await request;
});

test.each(['light', 'dark'] as const)('Breaking news can be read on a %s page of 320 pixels', async (colorScheme) => {
  const news = { text: 'Council votes 31–24 to reopen the harbour inquiry', language: 'en', path: story, hours: 1 };
  await setBreaking(demo.context, demo.editor, news);
  const page = await open({ colorScheme, viewport: { width: 320, height: 600 } });
  for (const path of [story, encodeURI(arabic), '/site-map', '/no']) {
    await page.goto(demo.url + path);
    await page.getByRole('complementary').getByRole('link', { name: news.text }).waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
  }
});

test('The scripts for browsers are sound by their own rules', () => {
  const { stdout, status } = spawnSync('npx', ['tsc', '--noEmit', '-p', 'src/browser'], { encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
});
