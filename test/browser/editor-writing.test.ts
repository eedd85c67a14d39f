import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { pictureFile } from '../articles/newsroom.ts';
import { axe } from '../support/browser.ts';
import { addStory } from '../support/stories.ts';
import { openDraft, press, savedText, startVisual, textOf, type VisualNewsroom } from '../support/visual-editor.ts';

let newsroom: VisualNewsroom;
let desk: Page;
const problems: string[] = [];

beforeAll(async () => {
  newsroom = await startVisual();
  desk = newsroom.desk;
  desk.on('pageerror', (error) => problems.push(error.message));
  desk.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  const { context, editor, sectionId } = newsroom;
  await addStory(context, { editor, content: { sectionId, headline: 'Council reopens the harbour inquiry' } });
});

const type = (words: string) => desk.keyboard.type(words);
const enter = () => desk.keyboard.press('Enter');
const group = (name: string) => desk.getByRole('group', { name, exact: true });

test('every block is written through the toolbar, saved, published, and seen by a reader', async () => {
  const id = await openDraft(newsroom);
  await textOf(desk).click();
  await type('Ferries wait for ');
  await press(desk, 'Bold');
  await type('fog');
  await press(desk, 'Bold');
  await type(' and ');
  await press(desk, 'Italic');
  await type('wind');
  await press(desk, 'Italic');
  await type('.');
  await enter();
  await press(desk, 'Heading');
  await type('What they say');
  await enter();
  await press(desk, 'Subheading');
  await type('At sea');
  await enter();
  await press(desk, 'Bulleted list');
  await type('One');
  await enter();
  await type('Two');
  await enter();
  await enter();
  await press(desk, 'Numbered list');
  await type('First');
  await enter();
  await enter();
  await press(desk, 'Quote');
  await type('No ship sails.');
  await enter();
  await enter();
  await insertBlocks();
  const text = await savedText(newsroom, id);
  expect(text.replace(/media="\d+"/, 'media="1"').replace(/story="[^"]*"/, 'story="…"')).toBe(written);
  expect(await axe(desk)).toEqual([]);
  await desk.getByRole('button', { name: 'Publish', exact: true }).click();
  await desk.getByRole('heading', { name: 'Publish', exact: true }).waitFor();
  await desk.getByRole('button', { name: 'Publish', exact: true }).click();
  await desk.getByRole('status').filter({ hasText: 'Published.' }).waitFor();
  await desk.getByRole('status').getByRole('link', { name: 'View story' }).click();
  await seenByReader(desk);
  expect(problems).toEqual([]);
});

async function insertBlocks(): Promise<void> {
  await press(desk, 'Insert table');
  await type('Ship');
  await desk.keyboard.press('Tab');
  await type('Leaves');
  await desk.keyboard.press('Tab');
  await type('Berth');
  await desk.keyboard.press('Tab');
  await type('North | South');
  await press(desk, 'Insert picture');
  const { content, filename } = await pictureFile();
  await group('Picture')
    .getByLabel('File of the picture')
    .setInputFiles({ name: filename, mimeType: 'image/png', buffer: content });
  await group('Picture').getByRole('status').filter({ hasText: 'in its place' }).waitFor();
  await group('Picture').getByLabel('Alternative text').fill('The empty quay');
  await group('Picture').getByLabel('Caption').fill('At noon.');
  await group('Picture').getByLabel('Caption').press('Enter');
  await press(desk, 'Insert video');
  await group('Video').getByLabel('Address of the video').fill('https://vimeo.com/76979871');
  await group('Video').getByLabel('Title').fill('Ferries in fog');
  await group('Video').getByLabel('Title').press('Escape');
  await press(desk, 'Insert pull quote');
  await type('We wait.');
  await group('Pull quote').getByLabel('Who said it').fill('Ilse Brandt');
  await group('Pull quote').getByLabel('Who said it').press('Enter');
  await press(desk, 'Insert fact box');
  await type('Three ferries.');
  await group('Fact box').getByLabel('Title').fill('In brief');
  await group('Fact box').getByLabel('Title').press('Enter');
  await press(desk, 'Insert related story');
  await group('Related story').getByLabel('Find one of our stories').fill('harbour');
  await group('Related story')
    .getByRole('button', { name: /^Council reopens/ })
    .click();
  await group('Related story').locator('.related').filter({ hasText: 'Council reopens the harbour inquiry' }).waitFor();
}

const written = `Ferries wait for **fog** and *wind*.

## What they say

### At sea

- One
- Two

1. First

> No ship sails.

| Ship | Leaves | Berth |
| --- | --- | --- |
| North \\| South |  |  |
|  |  |  |

::figure{media="1" alt="The empty quay" caption="At noon."}

::video{url="https://vimeo.com/76979871" title="Ferries in fog"}

:::quote{by="Ilse Brandt"}
We wait.
:::

:::facts{title="In brief"}
Three ferries.
:::

::related{story="…"}`;

async function seenByReader(page: Page): Promise<void> {
  const article = page.getByRole('article');
  await article.getByRole('heading', { level: 2, name: 'What they say' }).waitFor();
  await article.getByRole('img', { name: 'The empty quay' }).waitFor();
  await article.getByText('Play video: Ferries in fog').waitFor();
  await article.getByRole('link', { name: 'Council reopens the harbour inquiry' }).waitFor();
  await article.locator('.pull').filter({ hasText: 'We wait.' }).filter({ hasText: 'Ilse Brandt' }).waitFor();
}
