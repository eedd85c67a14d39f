import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Picture } from '../../src/media/picture.ts';
import { axe } from '../support/browser.ts';
import { addColour } from '../support/stories.ts';
import { openDraft, press, savedText, startVisual, textOf, type VisualNewsroom } from '../support/visual-editor.ts';

/* Pictures of the library in the visual editor: found by their words, in a figure, before a video and above the text. */

let newsroom: VisualNewsroom;
let desk: Page;
let hall: Picture;
let quay: Picture;

beforeAll(async () => {
  newsroom = await startVisual();
  desk = newsroom.desk;
  hall = await addColour(newsroom.context, newsroom.editor, '#1a2b3c');
  quay = await addColour(newsroom.context, newsroom.editor, '#c0ffee');
});

const group = (name: string) => desk.getByRole('group', { name, exact: true });
const find = (within: ReturnType<typeof group>) => within.getByLabel('Find a picture in the library');

test('A figure takes one by its words and the keyboard alone; what the library says of it stands there', async () => {
  const id = await openDraft(newsroom);
  await textOf(desk).click();
  await press(desk, 'Insert picture');
  await find(group('Picture')).fill('1a2b');
  await group('Picture').getByText('One picture.').waitFor();
  expect(await axe(desk)).toEqual([]);
  await desk.keyboard.press('Tab');
  await desk.keyboard.press('Tab');
  await desk.keyboard.press('Enter');
  await group('Picture').getByText('Chosen: All #1a2b3c').waitFor();
  await group('Picture').locator('figcaption cite', { hasText: 'L. Okafor' }).waitFor();
  expect(await group('Picture').locator('figure img').getAttribute('alt')).toBe('All #1a2b3c');
  expect(await group('Picture').locator('.block-problem').textContent()).toBe('');
  await group('Picture').getByLabel('Credit').fill('Own words');
  await group('Picture').locator('figcaption cite', { hasText: 'Own words' }).waitFor();
  expect(await savedText(newsroom, id)).toContain(`::figure{media="${hall.id}" credit="Own words"}`);
});

test('A video takes one to stand there until it plays', async () => {
  const id = await openDraft(newsroom, '::video{url="https://vimeo.com/76979871" title="Film"}');
  await group('Video').locator('summary').last().click();
  await group('Video').getByRole('button', { name: 'Look' }).click();
  await group('Video').getByRole('button', { name: 'All #c0ffee' }).click();
  await group('Video').getByText('Chosen: All #c0ffee').waitFor();
  expect(await savedText(newsroom, id)).toContain(`poster="${quay.id}"`);
});

test('Above the text one is chosen into the field for its number', async () => {
  const id = await openDraft(newsroom);
  const lead = desk.locator('.for-picture');
  await desk.getByLabel('Picture', { exact: true }).first().check();
  await lead.getByLabel('Find a picture in the library').fill('c0ffee');
  await lead.getByRole('button', { name: 'All #c0ffee' }).click();
  expect(await desk.getByLabel('Or its number in the library').inputValue()).toBe(String(quay.id));
  await savedText(newsroom, id);
  await lead.locator('figure.present img').waitFor();
  const row = await newsroom.context.db.reader
    .selectFrom('revisions')
    .select(['lead_kind', 'lead_media_id'])
    .where('article_id', '=', id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(row).toEqual({ lead_kind: 'image', lead_media_id: quay.id });
});
