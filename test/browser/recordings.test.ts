import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../src/accounts/person.ts';
import { describeRecording } from '../../src/media/actions/recordings.ts';
import { recordingAddress } from '../../src/media/recording.ts';
import { type Started, startApp } from '../support/app.ts';
import { axe, looks, openBrowser, signIn } from '../support/browser.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { tabTo } from '../support/keyboard.ts';
import { addRecording, addTexts, captions, filmOf, type Sample, sample } from '../support/recordings.ts';
import { addColour, addStory } from '../support/stories.ts';

/* Players of recordings in Chromium: they play, with the keyboard, with scripts and without; nothing moves, and nothing is asked before. */

let app: Started;
let editor: Person;
let sectionId: number;
let path: string;
let arabicPath: string;

beforeAll(async () => {
  app = await startApp({ shared: true });
  const { context } = app;
  editor = await addPerson(context, { role: 'editor' });
  sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const film = await addRecording(context, editor, { content: await sample('harbour.mp4') });
  const sound = await addRecording(context, editor, { content: await sample('harbour.mp3') });
  const clip = await addRecording(context, editor, { content: await sample('harbour.webm') });
  const { id: posterId } = await addColour(context, editor, '#345');
  await describeRecording(context, editor, {
    ...film,
    posterId,
    canDownload: true,
    caption: 'The quay',
    credit: 'L. O.',
  });
  await addTexts(context, editor, { recordingId: film.id });
  await addTexts(context, editor, {
    recordingId: film.id,
    language: 'ar',
    content: captions.replace('Good evening', 'مساء الخير'),
  });
  const lead = {
    leadKind: 'video',
    leadVideo: recordingAddress(film),
    leadVideoTitle: 'The harbour at night',
  } as const;
  const body = [clip, sound]
    .map((each) => `::video{url="${recordingAddress(each)}" title="${each.kind}"}`)
    .join('\n\nSo.\n\n');
  path = (await addStory(context, { editor, content: { headline: 'Dockers', sectionId, ...lead, body } })).path;
  const arabic = { headline: 'الميناء', language: 'ar', sectionId, ...lead, body } as const;
  arabicPath = (await addStory(context, { editor, content: arabic })).path;
});

describe.each(looks)('%s', (_name, look) => {
  test.each([
    ['English', () => path],
    ['Arabic', () => arabicPath],
  ])('axe finds nothing in an %s story with recordings, its transcript open', async (_language, address) => {
    const page = await openBrowser(look);
    await page.goto(app.url + address());
    await page.locator('.lead details > summary').click();
    await page.locator('.lead details p').first().waitFor();
    expect(await axe(page)).toEqual([]);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(width).toBeLessThanOrEqual(0);
  });
});

const open = async (javaScript: boolean): Promise<Page> =>
  openBrowser({ javaScript, viewport: { width: 1000, height: 800 } });

/** What the page asks the server for under /media, by method and status, in order. */
function askedFor(page: Page): string[] {
  const asked: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/\.(mp4|webm|mp3|vtt)$/.test(pathname)) asked.push(`${response.status()} ${pathname.split('.').at(-1)}`);
  });
  return asked;
}

describe.each([[true], [false]])('With scripts %s', (javaScript) => {
  test.each<[string, Sample]>([
    ['video >> nth=0', 'harbour.mp4'],
    ['video >> nth=1', 'harbour.webm'],
    ['audio', 'harbour.mp3'],
  ])('%s plays %s by the keyboard, and is asked for no sooner', async (which, name) => {
    const page = await open(javaScript);
    const asked = askedFor(page);
    await page.goto(app.url + path);
    const player = page.locator(which);
    await player.scrollIntoViewIfNeeded();
    expect(asked.filter((each) => !each.endsWith('vtt'))).toEqual([]);
    await tabTo(page, player);
    await page.keyboard.press('Space');
    await plays(page, which);
    expect(asked).toContain(`206 ${name.split('.').at(-1)}`);
  });
});

test('Captions in the reader’s language are shown as the film plays', async () => {
  const page = await open(true);
  await page.goto(app.url + arabicPath);
  const player = page.locator('.lead video');
  await tabTo(page, player);
  await page.keyboard.press('Space');
  await plays(page, 'video >> nth=0');
  const shown = `[...document.querySelector('video').textTracks].filter(({ mode }) => mode === 'showing')`;
  expect(await page.evaluate(`${shown}.map(({ language, cues }) => [language, cues[0]?.text])`)).toEqual([
    ['ar', '<v Mara>مساء الخير.</v>'],
  ]);
});

/** It moves on. Asked from without, since in the page nothing runs where scripts are off. */
async function plays(page: Page, which: string): Promise<void> {
  const [css = '', index = '0'] = which.split(' >> nth=');
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await page.evaluate<number>(`document.querySelectorAll('${css}')[${index}].currentTime`)) > 0.2) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`${which} does not play.`);
}

test('Nothing moves while a page with recordings loads, nor as they begin', async () => {
  const page = await open(true);
  await page.addInitScript(`
    window.moved = 0;
    new PerformanceObserver((list) => {
      // What a key press moves, such as the link past the navigation, was asked for.
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });`);
  await page.goto(app.url + path);
  const film = page.locator('.lead video');
  await film.scrollIntoViewIfNeeded();
  const before = await film.boundingBox();
  await page.evaluate(`(() => {
    const film = document.querySelector('video');
    film.muted = true;
    return film.play();
  })()`);
  await plays(page, 'video >> nth=0');
  expect(await film.boundingBox()).toEqual(before);
  // The second link of a row moves by a hair (0.00001) where its font comes late, since no two fonts are of one width.
  expect(await page.evaluate<number>('moved')).toBeLessThan(0.0005);
});

test('An editor sends a film, gives it captions, and leads a story with it', async () => {
  const page = await openBrowser({ javaScript: true, viewport: { width: 1280, height: 900 } });
  await signIn(page, app.url, editor);
  await page.goto(`${app.url}/admin/media`);
  await page
    .getByLabel('Add pictures, video, audio or documents')
    .setInputFiles({ name: 'speech.mp4', mimeType: 'video/mp4', buffer: await filmOf(7) });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: 'was added.' }).click();
  const address = await page.locator('.address').innerText();
  await page.getByLabel('Language').fill('en');
  await page
    .getByLabel('WebVTT file')
    .setInputFiles({ name: 'speech.vtt', mimeType: 'text/vtt', buffer: Buffer.from(captions) });
  await page.getByRole('button', { name: 'Add the text' }).click();
  await page.getByText('The text is there.').waitFor();
  await page.goto(`${app.url}/admin/articles/new`);
  await page.getByLabel('Headline', { exact: true }).fill('The speech');
  await page.getByLabel('Video', { exact: true }).check();
  await page.getByLabel('Video address').fill(address);
  await page.getByLabel('Video title').fill('The speech in full');
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.click();
  await page.evaluate(`
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(app.url + address)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));`);
  await page.getByText('Our own video').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await page.getByText('Saved').first().waitFor();
  const saved = await app.context.db.reader
    .selectFrom('revisions')
    .select(['lead_video', 'body'])
    .where('headline', '=', 'The speech')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(saved.lead_video).toBe(address);
  expect(saved.body).toContain(`::video{url="${address}"`);
});
