import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { documentAddress } from '../../src/media/document.ts';
import { recordingAddress } from '../../src/media/recording.ts';
import { type Started, startApp } from '../support/app.ts';
import { axe, looks, openBrowser } from '../support/browser.ts';
import { addDocument, plainPdf } from '../support/documents.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { addRecording, addTexts, sample } from '../support/recordings.ts';
import { addColour, addStory } from '../support/stories.ts';

/* What few stories hold, in Chromium: the sheet that it has comes once, where it is needed, and is seen to be used. */

let app: Started;
let paths: Record<'all' | 'arabic' | 'sound' | 'plain' | 'page', string>;

beforeAll(async () => {
  app = await startApp({ shared: true });
  const { context } = app;
  const editor = await addPerson(context, { role: 'editor' });
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const { id } = await addColour(context, editor, '#248');
  const sound = await addRecording(context, editor, { content: await sample('harbour.mp3') });
  await addTexts(context, editor, { recordingId: sound.id });
  const paper = documentAddress(await addDocument(context, editor, { content: await plainPdf('Report') }));
  const body = [
    'So it went.',
    ':::post{url="https://social.example/@alder/112233445566" name="Alder" handle="@alder@social.example" time="2026-11-20"}\nNo ship moves.\n:::',
    `::chart{url="https://flo.uri.sh/visualisation/123456/embed" title="Ships" text="Less." picture="${id}"}`,
    `::chart{url="https://nowhere.example/c" title="Gates" text="More." picture="${id}"}`,
    `::document{file="${paper}" credit="City of Alder"}`,
    `::video{url="${recordingAddress(sound)}" title="The podcast"}`,
  ].join('\n\n');
  const lead = { leadKind: 'video', leadVideo: recordingAddress(sound), leadVideoTitle: 'The podcast' } as const;
  const write = async (headline: string, more: object) =>
    (await addStory(context, { editor, content: { headline, sectionId, ...more } })).path;
  const about = { headline: 'About', sectionId: null, body };
  paths = {
    all: await write('All', { body }),
    arabic: await write('كل شيء', { body, language: 'ar' }),
    sound: await write('Sound', { ...lead, body }),
    plain: await write('Plain', {}),
    page: (await addStory(context, { editor, makes: 'page', content: about })).path,
  };
});

const styled = 'link[rel="stylesheet"][href*="/inserts-"]';

const boxOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const view = element.ownerDocument.defaultView as unknown as {
        getComputedStyle(of: unknown): Record<'borderInlineEndWidth' | 'paddingInlineEnd', string>;
      };
      const { borderInlineEndWidth, paddingInlineEnd } = view.getComputedStyle(element);
      return { height: element.getBoundingClientRect().height, borderInlineEndWidth, paddingInlineEnd };
    });

describe.each(looks)('%s', (_name, look) => {
  test.each(['all', 'arabic', 'sound', 'page'] as const)('%s has it once, and looks as it says', async (which) => {
    const page = await openBrowser(look);
    await page.goto(app.url + paths[which]);
    expect(await page.locator(styled).count()).toBe(1);
    expect(await boxOf(page, '.post')).toMatchObject({ borderInlineEndWidth: '1px', paddingInlineEnd: '20px' });
    expect(await boxOf(page, '.chart summary')).toMatchObject({ paddingInlineEnd: '16px' });
    for (const pressed of ['.chart summary', '.chart .elsewhere', '.recorded summary', '.post > :last-child a'])
      expect((await boxOf(page, pressed)).height).toBeGreaterThanOrEqual(24);
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  test('a story without any of it does not ask for it', async () => {
    const page = await openBrowser(look);
    await page.goto(app.url + paths.plain);
    expect(await page.locator(styled).count()).toBe(0);
  });
});

test('Nothing that stands there already moves when the sheet comes', async () => {
  const page = await openBrowser({ javaScript: true, viewport: { width: 390, height: 844 } });
  await page.addInitScript(`
    window.moved = 0;
    new PerformanceObserver((list) => {
      // The browser's own player arranges its buttons by itself; they are no elements of the page.
      for (const { sources, value } of list.getEntries()) if (sources.some(({ node }) => node)) window.moved += value;
    }).observe({ type: 'layout-shift', buffered: true });`);
  // As on a slow line: the page is there long before the sheet is.
  await page.route('**/inserts-*.css', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await page.goto(app.url + paths.sound);
  await page.locator('.lead .recorded summary').waitFor();
  expect((await boxOf(page, '.post')).borderInlineEndWidth).toBe('1px');
  // Not quite nothing: a font that comes late moves what stands beside others in a row by a hair.
  expect(await page.evaluate<number>('moved')).toBeLessThan(0.0005);
});

test.each([
  ['all', 'Open the chart: Ships.', 'Close the chart'],
  ['arabic', 'افتح الرسم: Ships.', 'أغلق الرسم'],
] as const)('A chart is closed by what opened it, which says so: %s', async (which, opens, closes) => {
  const page = await openBrowser({ javaScript: true });
  await page.route('https://flo.uri.sh/**', (route) => route.fulfill({ contentType: 'text/html', body: 'Ships' }));
  await page.goto(app.url + paths[which]);
  const summary = page.locator('.chart summary');
  const said = async () => (await summary.innerText()).replace(/[\u2066-\u2069]/g, '').split('\n')[0];
  expect(await said()).toBe(opens);
  await summary.press('Enter');
  await page.locator('.chart details[open]').waitFor();
  expect(await said()).toBe(closes);
  await summary.press('Enter');
  await page.locator('.chart details:not([open])').waitFor();
  expect(await said()).toBe(opens);
});

test('On paper stands what paper can show', async () => {
  const page = await openBrowser({ javaScript: true, viewport: { width: 800, height: 1100 } });
  await page.goto(app.url + paths.sound);
  await page.emulateMedia({ media: 'print' });
  for (const shown of ['.post', '.post a', '.chart img', '.document a', '.recorded b'])
    expect([shown, await page.locator(shown).first().isVisible()]).toEqual([shown, true]);
  for (const gone of ['audio', '.recorded summary', '.chart summary'])
    expect([gone, await page.locator(gone).first().isVisible()]).toEqual([gone, false]);
});
