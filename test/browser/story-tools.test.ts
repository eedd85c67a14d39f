import { beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type LookedAt, testLooks } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';

/* axe on the pages with which a story is looked back on and others are made from it, each in two looks. */

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

const edit = async (page: Page, headline: string) => page.goto(demo.url + (await demo.editing(headline)));
const press = (page: Page, button: string | RegExp) => page.getByRole('button', { name: button }).first().click();

async function open(page: Page, fold: string): Promise<void> {
  await page.locator('summary', { hasText: fold }).first().click();
}

async function openRevisions(page: Page): Promise<void> {
  await edit(page, 'Dockers halt');
  await page.getByRole('link', { name: 'All revisions' }).click();
}

async function compare(page: Page): Promise<void> {
  await openRevisions(page);
  await press(page, 'Compare');
}

async function lookAt(page: Page): Promise<void> {
  await openRevisions(page);
  await page.getByRole('link', { name: 'See it' }).last().click();
}

async function restoreTooLate(page: Page): Promise<void> {
  await edit(page, 'عمال الميناء');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('link', { name: 'All revisions' }).click();
  const form = page.locator('form[action$="/restore"]').first();
  const action = `${demo.url}${await form.getAttribute('action')}`;
  const newest = await form.locator('[name="newest"]').inputValue();
  await page.request.post(action, { form: { newest }, headers: { Origin: demo.url }, maxRedirects: 0 });
  await form.getByRole('button').click();
  await page.getByRole('alert').waitFor();
}

async function leaveNote(page: Page): Promise<void> {
  await edit(page, 'Who paid for the posters');
  if (!(await page.getByLabel('Note for colleagues').isVisible())) await open(page, 'Notes');
  await page.getByLabel('Note for colleagues').fill('هل سألنا الوزارة؟ Ask again.');
  await press(page, 'Add note');
  await press(page, 'Add note');
  await page.getByText('Write the note first.').first().waitFor();
}

async function translateTwice(page: Page): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    await edit(page, 'School building programme');
    await open(page, 'Duplicate or translate');
    await press(page, 'Translate');
  }
  await page.getByRole('link', { name: 'Open that translation' }).waitFor();
}

async function templates(page: Page): Promise<void> {
  await edit(page, 'School building programme');
  await open(page, 'Keep as a template');
  await page.getByLabel('Name of the template').fill(`Weekly ${Math.random()}`);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.goto(`${demo.url}/admin/templates`);
  await open(page, 'Rename');
  await page.getByLabel(/^Name/).first().fill(' ');
  await press(page, /^Rename/);
  await page.getByText('Give the template a name.').waitFor();
}

const pages: LookedAt[] = [
  ['the revisions of a story', /^Revisions$/, openRevisions],
  ['what changed between two', /^What changed$/, compare],
  ['a revision as readers would see it', /^Dockers halt/, lookAt],
  ['a restoring that came too late', /^Revisions$/, restoreTooLate],
  ['a story with notes, and a mistake in one', /^Edit story$/, leaveNote],
  ['a story that is translated already', /^Edit story$/, translateTwice],
  ['the templates, with a mistake', /^Templates$/, templates],
];

testLooks(pages, () => demo);
