import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, openBrowser, signIn } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { plainPdf } from '../support/documents.ts';
import { addPerson } from '../support/factories.ts';
import { addGuest, addInvitation, addLeft, addPortrait, whoHas } from '../support/people.ts';

/* axe on the pages of sections, topics, old addresses, settings, the strip and what happened, each in two looks. */

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

/** The name of the page, what its first heading says, and how somebody gets there. */
type Row = [name: string, heading: RegExp, open: (page: Page) => Promise<unknown>];

const at = (path: string) => (page: Page) => page.goto(demo.url + path);
const press = (page: Page, button: string) => page.getByRole('button', { name: button, exact: true }).click();

const deskPages: Row[] = [
  ['the breaking strip with mistakes', /^Breaking strip$/, breakWrongly],
  ['the sections, to an editor', /^Sections$/, at('/admin/sections')],
  ['the topics', /^Topics$/, at('/admin/topics')],
  ['a topic with mistakes', /^Edit topic$/, renameWrongly],
  ['a merge of topics', /^Edit topic$/, at('/admin/topics/1/merge?into=nobody')],
  ['a topic to delete', /^Delete the topic/, at('/admin/topics/1/delete')],
  ['the series', /^Series$/, at('/admin/series')],
  ['old addresses', /^Old addresses$/, moveTopic],
  ['what happened', /^Activity$/, at('/admin/activity')],
  ['the pictures', /^Pictures$/, at('/admin/media')],
  ['the pictures, with mistakes', /^Pictures$/, at('/admin/media?from=x&by=1')],
  ['pictures that were sent, one of them none', /^Pictures$/, sendPictures],
  ['a picture', /./, at('/admin/media/1')],
  ['a film', /^harbour$/, openFilm],
  ['video and audio', /^Video and audio$/, at('/admin/media/recordings')],
  ['documents', /^Documents$/, at('/admin/media/documents')],
  ['a document', /^report$/, openDocument],
  ['pictures that nobody finds', /^Pictures$/, at('/admin/media?q=zzzz')],
  ['what happened, with mistakes', /^Activity$/, at('/admin/activity?from=x')],
];

/** Of an administrator. */
const housePages: Row[] = [
  ['the sections', /^Sections$/, at('/admin/sections')],
  ['a new section', /^New section$/, at('/admin/sections/new')],
  ['a section with mistakes', /^Edit section$/, changeSectionWrongly],
  ['a section to delete', /^Delete the section/, at('/admin/sections/1/delete')],
  ['the people', /^People$/, seePeople],
  ['an invitation with mistakes', /^Invite somebody$/, inviteWrongly],
  ['a guest to be', /^Add a guest/, at('/admin/people/guest')],
  ['a person with a picture and mistakes', /./, changePersonWrongly],
  ['an account to close', /^Close the account of/, at('/admin/people/1/close')],
  ['a guest to remove', /^Remove the byline of/, removeGuest],
  ['somebody to invite back', /^Invite /, inviteBack],
  ['the page of an invitation', /^Welcome to the newsroom$/, openInvitation],
  ['the account', /^Your account$/, at('/admin/account')],
  ['the settings', /^Settings$/, at('/admin/settings')],
  ['the settings of comments', /^Comments: settings$/, at('/admin/settings/comments')],
  ['a key of the spam check that is none', /^Comments: settings$/, giveWrongKey],
  ['what saving settings will change', /^Settings$/, lookAtSettings],
];

describe.each([
  [
    'Wide, light, without JavaScript',
    { viewport: { width: 1280, height: 900 }, colorScheme: 'light', javaScript: false },
  ],
  ['Narrow, dark, with JavaScript', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', javaScript: true }],
] as const)('%s', (_, look) => {
  let desk: Page;
  let admin: Page;

  beforeAll(async () => {
    desk = await openBrowser({ ...look, shared: true });
    await signIn(desk, demo.url, demo.editor);
    admin = await openBrowser({ ...look, shared: true });
    await signIn(admin, demo.url, await addPerson(demo.context, { role: 'admin' }));
  });

  test.each(deskPages)('axe finds nothing in the newsroom on %s', async (_name, heading, open) => {
    await open(desk);
    await desk.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await axe(desk)).toEqual([]);
  });

  test.each(housePages)('axe finds nothing for administrators on %s', async (_name, heading, open) => {
    await open(admin);
    await admin.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await axe(admin)).toEqual([]);
  });
});

let moves = 0;

async function breakWrongly(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/breaking`);
  await page.getByLabel('Hours until it goes').fill('soon');
  await press(page, 'Put it up');
  await page.getByRole('alert').waitFor();
}

async function sendPictures(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/media`);
  await page
    .getByLabel('Add pictures, video, audio or documents')
    .setInputFiles(['demo/images/archive.png', 'package.json']);
  await press(page, 'Add');
  await page.getByText('This is neither a picture nor a recording').first().waitFor();
}

async function openFilm(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/media`);
  await page.getByLabel('Add pictures, video, audio or documents').setInputFiles('test/media/recordings/harbour.mp4');
  await press(page, 'Add');
  await page.getByRole('link', { name: /was added|was in the library/ }).click();
}

async function openDocument(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/media/documents`);
  await page
    .getByLabel('Add pictures, video, audio or documents')
    .setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: await plainPdf('Report') });
  await press(page, 'Add');
  await page.getByRole('link', { name: /was added|was in the library/ }).click();
}

async function renameWrongly(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/topics/1`);
  await page.getByLabel('Name', { exact: true }).fill('');
  await press(page, 'Save');
  await page.getByRole('alert').waitFor();
}

async function moveTopic(page: Page): Promise<void> {
  moves += 1;
  await page.goto(`${demo.url}/admin/topics/2`);
  await page.getByLabel('Address').fill(`moved-${moves}`);
  await press(page, 'Save');
  await page.goto(`${demo.url}/admin/redirects`);
  await page.locator('summary').first().click();
}

async function changeSectionWrongly(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/sections/1`);
  await page.getByLabel('Address').fill('search');
  await press(page, 'Save');
  await page.getByRole('alert').waitFor();
}

async function seePeople(page: Page): Promise<void> {
  await addInvitation(demo.context);
  await page.goto(`${demo.url}/admin/people?done=invited`);
  await page
    .getByRole('button', { name: /^Revoke/ })
    .first()
    .waitFor();
}

async function inviteWrongly(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/people/invite`);
  await press(page, 'Send the invitation');
  await page.getByRole('alert').waitFor();
}

async function changePersonWrongly(page: Page): Promise<void> {
  const person = await whoHas(demo.context, 1);
  await addPortrait(demo.context, await addPerson(demo.context, { role: 'admin' }), person, '#246');
  await page.goto(`${demo.url}/admin/people/1`);
  await page.getByLabel('Name', { exact: true }).fill('');
  await press(page, 'Save');
  await page.getByRole('alert').waitFor();
}

async function removeGuest(page: Page): Promise<void> {
  const { id } = await addGuest(demo.context);
  await page.goto(`${demo.url}/admin/people/${id}/remove`);
}

async function inviteBack(page: Page): Promise<void> {
  const { id } = await addLeft(demo.context, { role: 'author' });
  await page.goto(`${demo.url}/admin/people/${id}/invite`);
}

async function openInvitation(page: Page): Promise<void> {
  await page.goto(demo.url + (await addInvitation(demo.context)).path);
  await press(page, 'Join the newsroom');
  await page.getByRole('alert').waitFor();
}

async function giveWrongKey(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/settings/comments`);
  await page.getByLabel('Comments of people who are not known yet').selectOption('Are checked by Akismet');
  await page.getByLabel('API key').fill('no key');
  await press(page, 'Save spam check');
  await page.getByText('A key has letters and digits alone').first().waitFor();
}

async function lookAtSettings(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/settings`);
  await page.getByLabel('Tagline').fill('All the harbour.');
  await press(page, 'Look at the changes');
  await page.getByText('Nothing is saved yet.').waitFor();
}
