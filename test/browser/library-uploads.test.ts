import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { axe, openBrowser, signIn } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { colourOf } from '../support/stories.ts';

/* Files that come into the library: chosen, dropped and pasted, with scripts and without. */

let demo: Demo;
let page: Page;

beforeAll(async () => {
  demo = await startDemo();
  page = await openBrowser({ javaScript: true, viewport: { width: 1280, height: 900 }, shared: true });
  await signIn(page, demo.url, demo.editor);
});

beforeEach(async () => {
  await page.unrouteAll();
  await page.goto(`${demo.url}/admin/media`);
  await page.locator('.uploading').waitFor({ state: 'attached' });
});

let count = 1000;
async function picture(name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  count += 1;
  const drawn = sharp({ create: { width: 60, height: 40, channels: 3, background: colourOf(count) } });
  return { name, mimeType: 'image/png', buffer: await drawn.png().toBuffer() };
}

const choose = async (files: Awaited<ReturnType<typeof picture>>[]) => {
  await page.getByLabel('Add pictures, video, audio or documents').setInputFiles(files);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
};
const upload = (name: string) => page.locator('.upload').filter({ hasText: name });

/** Gives the page files in an event of its own, as dropping and pasting do. */
const give = (kind: 'drop' | 'paste', files: Awaited<ReturnType<typeof picture>>[]) =>
  page.evaluate<boolean>(`(() => {
    const data = new DataTransfer();
    for (const { name, type, bytes } of ${JSON.stringify(files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, bytes: [...buffer] })))})
      data.items.add(new File([Uint8Array.from(bytes)], name, { type }));
    const init = { bubbles: true, cancelable: true };
    const event = ${
      kind === 'drop'
        ? "new DragEvent('drop', { ...init, dataTransfer: data })"
        : "new ClipboardEvent('paste', { ...init, clipboardData: data })"
    };
    document.querySelector('h1').dispatchEvent(event);
    return event.defaultPrevented;
  })()`);

/** Holds what is sent to the library until it is let go; how many were held at once. */
async function holdUploads() {
  const held: (() => void)[] = [];
  await page.route('**/admin/media', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await new Promise<void>((resolve) => held.push(resolve));
    return route.continue().catch(() => undefined);
  });
  return { count: () => held.length, go: () => held.splice(0).map((each) => each()) };
}

describe('With scripts', () => {
  test('files that are chosen go one by one, each is told with its name, and the list shows them', async () => {
    const files = [await picture('one.png'), await picture('two.png')];
    await choose([...files, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') }]);
    await upload('one.png').getByRole('link', { name: 'was added.' }).waitFor();
    await upload('two.png').getByRole('link', { name: 'was added.' }).waitFor();
    await upload('notes.txt').getByText('This is neither a picture').waitFor();
    expect(await upload('notes.txt').getByRole('button').allTextContents()).toEqual(['Try again (notes.txt)']);
    expect(await upload('one.png').getByRole('button').count()).toBe(0);
    await page.locator('.library .picture-name', { hasText: 'one.png' }).waitFor();
    expect(await page.getByLabel('Add pictures, video, audio or documents').inputValue()).toBe('');
    expect(await axe(page)).toEqual([]);
  });

  test.each(['drop', 'paste'] as const)('files come by %s, anywhere on the page', async (kind) => {
    expect(await give(kind, [await picture(`${kind}.png`)])).toBe(true);
    await upload(`${kind}.png`).getByRole('link', { name: 'was added.' }).waitFor();
    expect(await page.locator('.uploading [role=status]').textContent()).toBe(`${kind}.png: was added.`);
  });

  test('text that is pasted into the search stays text', async () => {
    expect(await give('paste', [])).toBe(false);
    expect(await page.locator('.upload').count()).toBe(0);
  });

  test('two go at once, the others wait; one that is cancelled comes again when it is asked for', async () => {
    const uploads = await holdUploads();
    await choose(await Promise.all(['a.png', 'b.png', 'c.png', 'd.png'].map(picture)));
    await page.locator('.upload').nth(3).waitFor();
    while (uploads.count() < 2) await page.waitForTimeout(20);
    expect(await upload('c.png').locator('span.muted').textContent()).toBe('Waits');
    expect(uploads.count()).toBe(2);
    expect(await upload('a.png').getByRole('button').allTextContents()).toEqual(['Cancel (a.png)']);
    await upload('a.png').getByRole('button', { name: 'Cancel (a.png)' }).press('Enter');
    await upload('a.png').getByText('It was cancelled.').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Try again (a.png)');
    await upload('d.png').getByRole('button', { name: 'Cancel' }).click();
    await upload('d.png').getByText('It was cancelled.').waitFor();
    while (uploads.count() < 3) await page.waitForTimeout(20);
    await page.unrouteAll();
    uploads.go();
    await upload('b.png').getByRole('link', { name: 'was added.' }).waitFor();
    await upload('c.png').getByRole('link', { name: 'was added.' }).waitFor();
    await upload('a.png').getByRole('button', { name: 'Try again' }).click();
    await upload('a.png').getByRole('link', { name: 'was added.' }).waitFor();
    expect(await upload('d.png').getByRole('link').count()).toBe(0);
  });

  test('a line that is cut off is said, and what went before it stays', async () => {
    await page.route('**/admin/media', (route) =>
      route.request().method() === 'POST' ? route.abort('connectionreset') : route.fallback(),
    );
    await choose([await picture('cut.png')]);
    await upload('cut.png').getByText('It did not arrive.').waitFor();
    await page.unrouteAll();
    await upload('cut.png').getByRole('button', { name: 'Try again' }).click();
    await upload('cut.png').getByRole('link', { name: 'was added.' }).waitFor();
  });

  test('whoever was signed out meanwhile is told so, and nothing is lost', async () => {
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await choose([await picture('out.png')]);
    await upload('out.png').getByText('Are you still signed in').waitFor();
    await page.context().addCookies(cookies);
    await upload('out.png').getByRole('button', { name: 'Try again' }).click();
    await upload('out.png').getByRole('link', { name: 'was added.' }).waitFor();
  });
});

test('Without scripts the form sends them', async () => {
  const plain = await openBrowser({ javaScript: false, viewport: { width: 390, height: 844 } });
  await signIn(plain, demo.url, demo.editor);
  await plain.goto(`${demo.url}/admin/media`);
  await plain.getByLabel('Add pictures, video, audio or documents').setInputFiles([await picture('plain.png')]);
  await plain.getByRole('button', { name: 'Add', exact: true }).click();
  await plain.locator('.told', { hasText: 'plain.png was added.' }).waitFor();
  expect(await plain.locator('.uploading').count()).toBe(0);
});
