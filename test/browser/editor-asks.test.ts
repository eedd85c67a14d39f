import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { documentAddress } from '../../src/media/document.ts';
import { pictureFile } from '../articles/newsroom.ts';
import { axe } from '../support/browser.ts';
import { addDocument, plainPdf } from '../support/documents.ts';
import { startVideoSite, type VideoSite } from '../support/video-site.ts';
import { openDraft, press, savedText, startVisual, textOf, type VisualNewsroom } from '../support/visual-editor.ts';

/* What the editor has the newsroom ask of others: the browser itself asks nobody but the newsroom. */

let site: VideoSite;
let newsroom: VisualNewsroom;
let desk: Page;
const elsewhere: string[] = [];

beforeAll(async () => {
  site = await startVideoSite();
  newsroom = await startVisual(site.options);
  desk = newsroom.desk;
  desk.on('request', (request) => {
    if (!request.url().startsWith(newsroom.url)) elsewhere.push(request.url());
  });
});

const group = (name: string) => desk.getByRole('group', { name, exact: true });
const done = (name: string) =>
  group(name).getByRole('status').filter({ hasText: 'What you had typed stays' }).waitFor();

test('title and poster of a video come by a press, and what was typed stays', async () => {
  const id = await openDraft(newsroom);
  await textOf(desk).click();
  await press(desk, 'Insert video');
  await group('Video').getByLabel('Address of the video').fill('https://vimeo.com/76979871');
  await group('Video').getByRole('button', { name: 'Ask the provider for title and poster' }).press('Enter');
  await done('Video');
  await group('Video').locator('summary img').first().waitFor();
  const poster = await newsroom.context.db.reader.selectFrom('media').select('id').executeTakeFirstOrThrow();
  const line = `::video{url="https://vimeo.com/76979871" title="The quay at night" poster="${poster.id}"}`;
  expect(await savedText(newsroom, id)).toBe(line);
  await group('Video').locator('.block-fields > summary').click();
  await group('Video').getByLabel('Title').fill('Our words');
  await group('Video').getByRole('button', { name: 'Ask the provider for title and poster' }).click();
  await done('Video');
  expect(await savedText(newsroom, id)).toBe(line.replace('The quay at night', 'Our words'));
  expect(await axe(desk)).toEqual([]);
});

test('the address of a post that is pasted alone becomes a quotation, which the network fills, and is the same when it is opened again', async () => {
  const status = {
    content: '<p>No ship moves.</p><p>Not <b>one</b>.<br>So *they* say.</p>',
    created_at: '2026-11-20T08:00:00.000Z',
    account: { display_name: 'Alder Harbour', username: 'alder', acct: 'alder', url: '' },
  };
  site.behave('/api/v1/statuses/', (_request, response) => response.end(JSON.stringify(status)));
  const id = await openDraft(newsroom);
  await textOf(desk).click();
  await desk.keyboard.type('So it went.');
  await desk.keyboard.press('Enter');
  await textOf(desk).evaluate((field) => {
    // biome-ignore lint/suspicious/noExplicitAny: the browser's own, which these tests are not typed for
    const { DataTransfer, ClipboardEvent } = globalThis as any;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'https://social.example/@alder/112233445566');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await group('Post').getByLabel('Name of who wrote it').fill('The harbour');
  await group('Post').getByRole('button', { name: 'Ask the network for the post' }).click();
  await done('Post');
  const text = await savedText(newsroom, id);
  expect(text).toBe(
    [
      'So it went.\n',
      ':::post{url="https://social.example/@alder/112233445566" name="The harbour" handle="@alder@social.example" time="2026-11-20T08:00:00.000Z"}',
      'No ship moves.\n',
      'Not one.\\\nSo \\*they\\* say.\n:::',
    ].join('\n'),
  );
  expect(await axe(desk)).toEqual([]);
  await desk.reload();
  await textOf(desk).waitFor();
  expect(await group('Post').locator('.block-text').innerText()).toMatch(
    /^No ship moves\.\s+Not one\.\s+So \*they\* say\.$/,
  );
  await group('Post').locator('.block-fields > summary').click();
  await group('Post').getByLabel('Name of who wrote it').fill('Alder');
  expect(await savedText(newsroom, id)).toBe(text.replace('The harbour', 'Alder'));
});

test('a post is written by hand, by keyboard alone, where nobody tells of it', async () => {
  const id = await openDraft(newsroom);
  await textOf(desk).click();
  await desk.keyboard.press('Alt+Shift+O');
  await desk.keyboard.type('Nothing leaves.');
  await group('Post').getByLabel('Address of the post').fill('https://t.me/alder_courier/12');
  await group('Post').getByRole('button', { name: 'Ask the network for the post' }).press('Enter');
  await group('Post').getByRole('status').filter({ hasText: 'Type name, time and text' }).waitFor();
  await group('Post').getByLabel('Name of who wrote it').fill('Alder');
  await group('Post').getByLabel('Name of who wrote it').press('Enter');
  await desk.keyboard.type('And on.');
  expect(await savedText(newsroom, id)).toBe(
    ':::post{url="https://t.me/alder_courier/12" name="Alder"}\nNothing leaves.\n:::\n\nAnd on.',
  );
});

test('a chart is a picture, an address and its result in words', async () => {
  const id = await openDraft(newsroom);
  await textOf(desk).click();
  await press(desk, 'Insert chart');
  await group('Chart').getByLabel('Address of the chart').fill('https://datawrapper.dwcdn.net/AbCd1/2/');
  await group('Chart').getByLabel('Title').fill('Ships');
  await group('Chart').getByText('Choose the file of a picture of it.').waitFor();
  const { content, filename } = await pictureFile('#842');
  const file = { name: filename, mimeType: 'image/png', buffer: content };
  await group('Chart').getByLabel('File of the picture').setInputFiles(file);
  await group('Chart').getByText('What it shows is missing.').waitFor();
  await group('Chart').getByLabel('What it shows').fill('From 38 to none.');
  await group('Chart').getByLabel('What it shows').press('Enter');
  await desk.keyboard.type('And on.');
  expect((await savedText(newsroom, id)).replace(/picture="\d+"/, 'picture="1"')).toBe(
    '::chart{url="https://datawrapper.dwcdn.net/AbCd1/2/" title="Ships" text="From 38 to none." picture="1"}\n\nAnd on.',
  );
  expect(await axe(desk)).toEqual([]);
});

test('a document is an address of the library, and what it is called', async () => {
  const report = await addDocument(newsroom.context, newsroom.editor, { content: await plainPdf('Report') });
  const id = await openDraft(newsroom);
  await textOf(desk).click();
  await press(desk, 'Insert document');
  await group('Document').getByLabel('Address of the document').fill('https://elsewhere.example/a.pdf');
  await group('Document').getByText('This is no address of a document of the library.').waitFor();
  await group('Document').getByLabel('Address of the document').fill(documentAddress(report));
  await group('Document').getByLabel('Title').fill('The report');
  expect(await axe(desk)).toEqual([]);
  await group('Document').getByLabel('Title').press('Enter');
  await desk.keyboard.type('And on.');
  expect(await savedText(newsroom, id)).toBe(
    `::document{file="${documentAddress(report)}" title="The report"}\n\nAnd on.`,
  );
});

test('and the browser asked nobody else', () => {
  expect(elsewhere).toEqual([]);
});
