import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findFreePort, startProgram } from '../process/program.ts';
import { axe, openBrowser, signIn } from '../support/browser.ts';
import { startChild } from '../support/children.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { addPerson, password } from '../support/factories.ts';
import { openDraft, startVisual, textOf, type VisualNewsroom } from '../support/visual-editor.ts';

let newsroom: VisualNewsroom;
let desk: Page;
let colleague: Page;

beforeAll(async () => {
  newsroom = await startVisual();
  desk = newsroom.desk;
  colleague = await openBrowser({ javaScript: true, shared: true, viewport: { width: 1280, height: 900 } });
  await signIn(colleague, newsroom.url, await addPerson(newsroom.context, { role: 'editor', name: 'Jonas Weir' }));
});

const body = 'Ferries wait.\n\nNobody knows for how long.\n\nThe harbour is quiet.';

/** Open with both of them. */
async function openForBoth(): Promise<number> {
  const id = await openDraft(newsroom, body);
  await colleague.goto(`${newsroom.url}/admin/articles/${id}`);
  await textOf(colleague).waitFor();
  return id;
}

async function addTo(page: Page, paragraph: string, words: string): Promise<void> {
  await textOf(page).locator('p').filter({ hasText: paragraph }).click();
  await page.keyboard.press('End');
  await page.keyboard.type(words);
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
}

const saved = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

test('Each is told that the other has it open, as they come, save and go', async () => {
  const id = await openDraft(newsroom, body);
  const told = desk.locator('[data-presence]');
  await colleague.goto(`${newsroom.url}/admin/articles/${id}`);
  // As of the loading, without a script's help; and within ten seconds to who was there before.
  expect(await colleague.locator('[data-presence]').textContent()).toMatch(
    /^Mara Oyelaran has had this story open since \d\d:\d\d\.$/,
  );
  await told.filter({ hasText: 'Jonas Weir has had this story open since' }).waitFor({ timeout: 10_000 });
  expect(await axe(desk)).toEqual([]);
  const list = await desk.context().newPage();
  const note = list.getByText('Mara Oyelaran and Jonas Weir are editing now');
  await list.goto(`${newsroom.url}/admin/articles?editing=somebody`);
  await note.waitFor();
  await colleague.getByLabel('Standfirst', { exact: true }).fill('By Jonas.');
  await save(colleague);
  await saved(colleague, 'Saved.');
  await told.filter({ hasText: /Jonas Weir saved it at .*\. What you save is merged with that/ }).waitFor();
  await told.filter({ hasText: 'Jonas Weir has had this story open' }).waitFor();
  await colleague.goto(`${newsroom.url}/admin/articles`);
  await told.filter({ hasNotText: 'has had this story open' }).waitFor();
  await list.reload();
  await list.getByText('Mara Oyelaran is editing now').waitFor();
  await list.close();
});

test('Two who write in different paragraphs both find their words in the story', async () => {
  await openForBoth();
  await addTo(desk, 'Ferries wait', ' For fog.');
  await addTo(colleague, 'The harbour is quiet', ' So is the town.');
  await colleague.getByLabel('Standfirst', { exact: true }).fill('By Jonas.');
  await save(colleague);
  await saved(colleague, 'Saved.');
  await save(desk);
  await saved(desk, 'Saved, together with what Jonas Weir had saved meanwhile: Standfirst, Text.');
  expect(await textOf(desk).locator('p').allTextContents()).toEqual([
    ...['Ferries wait. For fog.', 'Nobody knows for how long.', 'The harbour is quiet. So is the town.'],
  ]);
  expect(await axe(desk)).toEqual([]);
});

test('Two who write in the same paragraph see both versions, and what does not touch is in already', async () => {
  await openForBoth();
  await addTo(desk, 'Ferries wait', ' For fog.');
  await addTo(colleague, 'Ferries wait', ' For wind.');
  await addTo(colleague, 'The harbour is quiet', ' So is the town.');
  await save(colleague);
  await saved(colleague, 'Saved.');
  await save(desk);
  await desk.getByRole('heading', { name: 'Two people changed this story' }).waitFor();
  const mine = desk.getByLabel('Yours: Text');
  expect(await mine.inputValue()).toBe(
    'Ferries wait. For fog.\n\nNobody knows for how long.\n\nThe harbour is quiet. So is the town.',
  );
  expect(await axe(desk)).toEqual([]);
  await mine.fill((await mine.inputValue()).replace('For fog.', 'For fog and wind.'));
  await desk.getByRole('button', { name: 'Save mine' }).click();
  await saved(desk, 'Saved.');
  await textOf(desk).filter({ hasText: 'For fog and wind.' }).waitFor();
});

test('What is typed while the newsroom is down follows when it is up again', async () => {
  const environment = { PORT: String(await findFreePort()), DATABASE_URL: await newDatabaseUrl() };
  const url = `http://localhost:${environment.PORT}`;
  const mara = { name: 'Mara Oyelaran', email: 'mara@news.example', role: 'editor' };
  const options = Object.entries(mara).flatMap(([name, value]) => [`--${name}`, value]);
  const adding = startChild(['src/start.js', '--cli', 'person:add', ...options, '--password-stdin'], environment);
  adding.process.stdin.end(`${password}\n`);
  expect(await adding.ended).toMatchObject({ code: 0 });
  const first = startProgram(environment);
  await first.printed('running');
  const page = await openBrowser({ javaScript: true });
  await signIn(page, url, mara);
  await page.goto(`${url}/admin/articles/new`);
  await page.getByLabel('Headline', { exact: true }).fill('Before');
  await page.locator('.keeping').filter({ hasText: 'Saved' }).waitFor();
  first.process.kill('SIGKILL');
  await first.ended;
  await page.getByLabel('Headline', { exact: true }).fill('Before and after');
  await page.locator('.keeping').filter({ hasText: 'Not saved: no connection, kept on this device' }).waitFor();
  const second = startProgram(environment);
  await second.printed('running');
  await page
    .locator('.keeping')
    .filter({ hasText: /^Saved/ })
    .waitFor();
  await page.reload();
  await page.getByRole('region', { name: 'Text that was not saved' }).filter({ hasText: 'Before and after' }).waitFor();
});
