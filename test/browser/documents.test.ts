import { beforeAll, describe, expect, test } from '@jest/globals';
import { documentAddress } from '../../src/media/document.ts';
import { type Started, startApp } from '../support/app.ts';
import { axe, looks, openBrowser } from '../support/browser.ts';
import { addDocument, tellingPdf } from '../support/documents.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { tabTo } from '../support/keyboard.ts';
import { addStory } from '../support/stories.ts';

/* Documents in Chromium: a card with one link, and the browser's own viewer behind it. */

let app: Started;
let path: string;
let arabicPath: string;
let address: string;

beforeAll(async () => {
  app = await startApp({ shared: true });
  const { context } = app;
  const editor = await addPerson(context, { role: 'editor' });
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  address = documentAddress(await addDocument(context, editor, { content: await tellingPdf() }));
  const body = `So.\n\n::document{file="${address}" title="The report" credit="City of Alder"}\n\nAnd on.`;
  path = (await addStory(context, { editor, content: { headline: 'Dockers', sectionId, body } })).path;
  const arabic = { headline: 'الميناء', language: 'ar', sectionId, body } as const;
  arabicPath = (await addStory(context, { editor, content: arabic })).path;
});

describe.each(looks)('%s', (_name, look) => {
  test.each([
    ['English', () => path],
    ['Arabic', () => arabicPath],
  ])('axe finds nothing in an %s story with a document', async (_language, address) => {
    const page = await openBrowser(look);
    await page.goto(app.url + address());
    await page.getByRole('link', { name: 'The report' }).waitFor();
    expect(await axe(page)).toEqual([]);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(width).toBeLessThanOrEqual(0);
  });
});

test('A document is asked for by a press of its link, and the browser’s viewer shows it, sandbox and all', async () => {
  const page = await openBrowser({ javaScript: false });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(app.url + path);
  expect(asked).not.toContain(address);
  await tabTo(page, page.getByRole('link', { name: 'The report' }));
  await page.keyboard.press('Enter');
  await page.waitForURL(app.url + address);
  // Chromium's viewer is a page of its own around the file; where it is refused there is none.
  await page.waitForFunction('document.querySelector("link[href*=\'pdf_embedder\']") !== null');
  expect(asked).toContain(address);
});
