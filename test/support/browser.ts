import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Browser, type BrowserContextOptions, type CDPSession, chromium, type Page } from 'playwright-core';
import type { Person } from '../../src/accounts/person.ts';
import { findChromium } from './chromium.ts';
import { cleanUp } from './clean-up.ts';
import { password } from './factories.ts';

// A browser takes its time on a small machine.
jest.setTimeout(60_000);

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// It is sent and compiled for every page that is looked at, and is less than half of what the package gives to importers.
const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

declare global {
  /** What lasts for all test files of a process (environment.js). */
  var kept: Map<'browser', Promise<Browser>>;
}

const devtoolsOf = new WeakMap<Page, { devtools: CDPSession; javaScript: boolean }>();

export interface BrowserOptions
  extends Pick<
    BrowserContextOptions,
    'viewport' | 'deviceScaleFactor' | 'colorScheme' | 'locale' | 'reducedMotion' | 'hasTouch' | 'proxy' | 'bypassCSP'
  > {
  javaScript: boolean;
  /** For all tests of the file. */
  shared?: boolean;
}

/** A page in a profile of its own: no cookies, no cache. Closed after the test. */
export async function openBrowser({ javaScript, shared, ...options }: BrowserOptions): Promise<Page> {
  const browser = await running();
  const profile = await browser.newContext(options);
  cleanUp(() => profile.close(), { shared });
  const page = await profile.newPage();
  page.setDefaultTimeout(15_000);
  // Not by the profile's own switch: only who turned scripts off can turn them on again, which axe needs.
  const devtools = await profile.newCDPSession(page);
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: !javaScript });
  devtoolsOf.set(page, { devtools, javaScript });
  return page;
}

/** What a page is looked at in, by axe and for its width. */
export const looks = [
  [
    'Wide, light, without JavaScript',
    { viewport: { width: 1280, height: 900 }, colorScheme: 'light', javaScript: false },
  ],
  ['Narrow, dark, with JavaScript', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', javaScript: true }],
] as const;

/** A page by its name, what its first heading says, and how somebody gets there. */
export type LookedAt = [name: string, heading: RegExp, open: (page: Page) => Promise<unknown>];

/** Tests that in each look axe finds nothing on these pages of the newsroom, and that none is wider than its window. */
export function testLooks(pages: LookedAt[], who: () => { url: string; editor: Pick<Person, 'email'> }): void {
  describe.each(looks)('%s', (_, look) => {
    let desk: Page;

    beforeAll(async () => {
      desk = await openBrowser({ ...look, shared: true });
      await signIn(desk, who().url, who().editor);
    });

    test.each(pages)('axe finds nothing on %s, and it fits', async (_name, heading, open) => {
      await open(desk);
      await desk.getByRole('heading', { level: 1, name: heading }).waitFor();
      expect(await axe(desk)).toEqual([]);
      expect(await desk.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    });
  });
}

/** Through the form, as one of `addPerson`. */
export async function signIn(page: Page, url: string, { email }: Pick<Person, 'email'>): Promise<void> {
  await page.goto(`${url}/admin`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Types a story's Markdown, in the Markdown view where the visual editor runs. */
export async function typeMarkdown(page: Page, markdown: string | ((before: string) => string)): Promise<void> {
  await page.waitForLoadState();
  const view = page.getByRole('button', { name: 'Markdown', exact: true, pressed: false });
  if (await view.isVisible()) await view.click();
  const field = page.getByLabel('Text', { exact: true });
  await field.fill(typeof markdown === 'string' ? markdown : markdown(await field.inputValue()));
}

/**
 * What axe finds wrong, as `rule: help (where, where)`; an empty list where it finds nothing. It runs in a world of its own, where
 * the page's Content-Security-Policy does not reach; in a page without JavaScript, timers are let run for as long as it takes.
 */
export async function axe(page: Page): Promise<string[]> {
  const known = devtoolsOf.get(page);
  if (!known) throw new Error('The page is not one of openBrowser.');
  const { devtools, javaScript } = known;
  // Colours are looked at: the style sheet has to be there.
  await page.waitForLoadState();
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: false });
  try {
    return await runAxe(devtools);
  } finally {
    await devtools.send('Emulation.setScriptExecutionDisabled', { value: !javaScript });
  }
}

async function runAxe(devtools: CDPSession): Promise<string[]> {
  const { frameTree } = await devtools.send('Page.getFrameTree');
  const world = await devtools.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
    // Frames are other people's players.
    expression: `${axeSource}; axe.run({ iframes: false, resultTypes: ['violations'] }).then(({ violations }) => violations.map(
      ({ id, help, nodes }) => id + ': ' + help + ' (' + nodes.map(({ target }) => target.join(' ')).join(', ') + ')'))`,
    contextId: world.executionContextId,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails)
    throw new Error(`axe failed: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  return result.value;
}

/** One for all test files of a process: to start takes it longer than most tests. */
async function running(): Promise<Browser> {
  const before = kept.get('browser');
  if (before && (await before).isConnected()) return before;
  const launched = chromium.launch({ executablePath: findChromium(), headless: true, args: flags });
  kept.set('browser', launched);
  return launched;
}
