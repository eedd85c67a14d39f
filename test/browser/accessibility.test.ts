import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { issueSetUpToken } from '../../src/accounts/actions/set-up.ts';
import { startApp } from '../support/app.ts';
import { axe, openBrowser, signIn, typeMarkdown } from '../support/browser.ts';
import { type Demo, startDemo, stories } from '../support/demo.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';

/* axe on every kind of page, each in two looks: between them they have scripts and none, light and dark, wide and narrow. */

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

/** The name of the page, what its first heading says, and how somebody gets there. */
type Row = [name: string, heading: RegExp, open: (page: Page) => Promise<unknown>];

const at = (path: string) => (page: Page) => page.goto(demo.url + path);
const atStory = (slug: string) => async (page: Page) => page.goto(demo.url + (await demo.story(slug)));
const atHistory = (slug: string) => async (page: Page) => page.goto(`${demo.url}${await demo.story(slug)}/history`);
const edit = async (page: Page, headline: string) => page.goto(demo.url + (await demo.editing(headline)));
const press = (page: Page, button: string) => page.getByRole('button', { name: button, exact: true }).click();

const readersPages: Row[] = [
  ['the front page', /^The Alder Courier/, at('/')],
  ['a section', /^Politics$/, at('/politics')],
  ['a topic', /^Harbour inquiry$/, at('/topics/harbour-inquiry')],
  ['a person', /^Mara Oyelaran$/, at('/by/mara-oyelaran')],
  ['a story with a video, a figure and a thread', /^Dockers halt/, atStory(stories.fullest)],
  ['a story with its video opened', /^Dockers halt/, openVideo],
  ['a story with a table', /^Four districts/, atStory(stories.withTable)],
  ['a story in Arabic', /^عمال الميناء/, atStory(stories.arabic)],
  ['a page with a correction', /^About The Alder Courier$/, at('/pages/about')],
  ['a page in Arabic', /^كيف نصحّح أخطاءنا$/, at('/pages/siyasat-al-tashih')],
  ['the history of a story', /^What changed in this story$/, atHistory(stories.fullest)],
  ['the history of a story in Arabic', /^ما الذي تغيّر/, atHistory(stories.arabic)],
  ['the history of a withdrawn story', /^What changed in this story$/, atHistory(stories.withdrawn)],
  ['the corrections', /^Corrections$/, at('/corrections')],
  ['the page of a reply', /^Reply to Renske V\.$/, reply],
  ['a reply with mistakes', /^Reply to Renske V\.$/, replyWrongly],
  ['a comment with mistakes', /^Dockers halt/, commentWrongly],
  ['a comment that waits', /^Dockers halt/, comment],
  ['a story with the form for reports opened', /^Dockers halt/, openReport],
  ['a report with mistakes', /^Report an error in this story$/, reportWrongly],
  [
    'a report in Arabic',
    /^أبلغ عن خطأ/,
    async (page) => page.goto(`${demo.url}${await demo.story(stories.arabic)}/report`),
  ],
  ['the thanks for a report', /^Thank you for your report$/, report],
  ['a page that is not there', /^This page is not here$/, at('/nothing-here')],
  ['the map of the site', /^Site map$/, at('/site-map')],
  ['the form of search', /^Search$/, at('/search')],
  ['results of a search', /^Search$/, at('/search?q=harbour')],
  ['results in Arabic', /^Search$/, at('/search?q=%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1')],
  ['a search without results', /^Search$/, at('/search?q=nobody&section=politics')],
  ['a search with mistakes', /^Search$/, at('/search?q=!&from=x&to=y&section=z')],
  ['a withdrawn story', /^This story was withdrawn$/, atStory(stories.withdrawn)],
  ['the sign-in', /^Sign in to the newsroom$/, at('/admin')],
  ['a refused sign-in', /^Sign in to the newsroom$/, signInWrongly],
  ['the set-up', /^Make the first account$/, setUp],
  ['the set-up with mistakes', /^Make the first account$/, setUpWrongly],
  // Last, since it signs the browser in as an administrator.
  ['the redaction sheet with mistakes', /^Redact$/, redactWrongly],
];

const newsroomPages: Row[] = [
  ['the list of stories', /^Stories$/, at('/admin/articles')],
  ['stories that were searched', /^Stories$/, at('/admin/articles?q=harbour&state=published&section=1')],
  ['a search for stories that is none', /^Stories$/, at('/admin/articles?q=%22&from=x')],
  ['the list of pages', /^Pages$/, at('/admin/articles?kind=page')],
  ['a new story', /^New story$/, at('/admin/articles/new')],
  ['a new page', /^New page$/, at('/admin/pages/new')],
  ['a published page', /^Edit page$/, (page) => edit(page, 'How to reach us')],
  ['a new story with mistakes', /^(New|Edit) story$/, writeWrongly],
  ['a draft', /^Edit story$/, (page) => edit(page, 'Who paid for the posters')],
  ['a story in review', /^Edit story$/, (page) => edit(page, 'School building programme')],
  ['a published story', /^Edit story$/, (page) => edit(page, 'Dockers halt')],
  ['a story in Arabic', /^Edit story$/, (page) => edit(page, 'عمال الميناء')],
  ['a preview', /^Dockers halt/, previewStory],
  ['a story as readers see it', /^Dockers halt/, atStory(stories.fullest)],
  ['the publish sheet', /^Publish changes$/, changeStory],
  ['the publish sheet with mistakes', /^Publish changes$/, changeStoryWrongly],
  ['two versions of a story', /^Two people changed this story$/, saveAfterAnother],
  ['held comments', /^Comments$/, at('/admin/comments?state=held')],
  ['published comments', /^Comments$/, at('/admin/comments?state=published')],
  ['rejected comments', /^Comments$/, at('/admin/comments?state=rejected')],
  ['what needs a moderator', /^Comments$/, at('/admin/comments')],
  ['one comment', /^Comment by /, at('/admin/comments/1')],
  ['the comments of one person', /^Comments by /, at('/admin/comments/1/person')],
  ['flood mode', /^Flood mode$/, at('/admin/comments/flood')],
  ['open reports', /^Reports of errors$/, at('/admin/reports')],
  ['a report declined with a mistake', /^Reports of errors$/, declineWrongly],
  ['answered reports', /^Reports of errors$/, decline],
  ['a story with a report', /^Edit story$/, startCorrection],
  ['the publish sheet with a report', /^Publish changes$/, correctReported],
  ['a page that is not there', /^This page is not here$/, at('/admin/articles/999999')],
];

describe.each([
  [
    'Wide, light, without JavaScript',
    { viewport: { width: 1280, height: 900 }, colorScheme: 'light', javaScript: false },
  ],
  ['Narrow, dark, with JavaScript', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', javaScript: true }],
] as const)('%s', (_, look) => {
  let reader: Page;
  let desk: Page;

  beforeAll(async () => {
    reader = await openBrowser({ ...look, shared: true });
    // Players are other people's.
    await reader.route(
      ({ origin }) => !origin.startsWith('http://localhost'),
      (route) => route.abort(),
    );
    desk = await openBrowser({ ...look, shared: true });
    await signIn(desk, demo.url, demo.editor);
  });

  test.each(readersPages)('axe finds nothing on %s', async (_name, heading, open) => {
    await open(reader);
    await reader.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await axe(reader)).toEqual([]);
  });

  test.each(newsroomPages)('axe finds nothing in the newsroom on %s', async (_name, heading, open) => {
    await open(desk);
    await desk.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await axe(desk)).toEqual([]);
  });
});

async function openVideo(page: Page): Promise<void> {
  await atStory(stories.fullest)(page);
  await page.getByText('Play video').click();
  await page.getByText('Close video').waitFor();
}

async function reply(page: Page): Promise<void> {
  await atStory(stories.fullest)(page);
  const link = page.getByRole('link', { name: /^Reply ?: Renske V\.$/ }).first();
  // A press opens the form in its place where scripts run (test/browser/comments-script.test.ts).
  await page.goto(`${demo.url}${await link.getAttribute('href')}`);
}

/** What browsers let through, and the program does not. */
async function sendWrongly(page: Page): Promise<void> {
  await page.getByLabel('Comment', { exact: true }).fill(' ');
  await page.getByLabel('Name').fill('!');
  await page.getByLabel('Email').fill('renske@example');
  await press(page, 'Post comment');
  await page.getByRole('alert').waitFor();
}

async function replyWrongly(page: Page): Promise<void> {
  await reply(page);
  await sendWrongly(page);
}

async function commentWrongly(page: Page): Promise<void> {
  await atStory(stories.fullest)(page);
  await sendWrongly(page);
}

async function redactWrongly(page: Page): Promise<void> {
  await signIn(page, demo.url, await addPerson(demo.context, { role: 'admin' }));
  await edit(page, 'Dockers halt');
  await page.getByRole('link', { name: 'Redact' }).click();
  await page.getByLabel('Password').fill('a lighthouse in the sun');
  await press(page, 'Redact for good');
  await page.getByRole('alert').waitFor();
}

let comments = 0;

async function comment(page: Page): Promise<void> {
  comments += 1;
  await atStory(stories.fullest)(page);
  await page.getByLabel('Comment', { exact: true }).fill(`I have *${comments}* questions.`);
  await page.getByLabel('Name').fill('A. Reader');
  await page.getByLabel('Email').fill('a.reader@example.org');
  await press(page, 'Post comment');
  await page.getByText('Waiting for a moderator').waitFor();
}

async function openReport(page: Page): Promise<void> {
  await atStory(stories.fullest)(page);
  await page.getByText('Report an error in this story').click();
}

async function reportWrongly(page: Page): Promise<void> {
  await openReport(page);
  await page.getByLabel('What is wrong').fill(' ');
  await page.getByLabel('Where to write to you').fill('renske@example');
  await press(page, 'Send report');
  await page.getByRole('alert').waitFor();
}

async function report(page: Page): Promise<void> {
  comments += 1;
  await openReport(page);
  await page.getByLabel('What is wrong').fill(`There are ${comments} mistakes.`);
  await page.getByLabel('Where to write to you').fill('a.reader@example.org');
  await press(page, 'Send report');
}

const firstOf = (page: Page, button: string) => page.getByRole('button', { name: button }).first();

async function declineWrongly(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/reports`);
  const waiting = page.locator('.report', { hasText: 'Will be told by mail' }).first();
  await waiting.getByText('Decline').first().click();
  await waiting.getByRole('button', { name: 'Decline the report' }).click();
  await page.getByText('write what they are told').waitFor();
}

async function decline(page: Page): Promise<void> {
  await declineWrongly(page);
  await page.locator('[aria-invalid="true"]').fill('We looked, and it is so.');
  await page.locator('details[open]').getByRole('button', { name: 'Decline the report' }).click();
  await page.getByRole('link', { name: 'Answered' }).click();
  await page.getByText('Declined by Edda Lind').first().waitFor();
}

async function startCorrection(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/reports`);
  await firstOf(page, 'correction').click();
  await page.getByText('you are on it').first().waitFor();
}

async function correctReported(page: Page): Promise<void> {
  await startCorrection(page);
  comments += 1;
  await page.getByLabel('Standfirst').fill(`Put right ${comments} times.`);
  await press(page, 'Publish changes');
  await page.getByRole('checkbox').first().waitFor();
}

async function signInWrongly(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin`);
  await page.getByLabel('Email').fill('nobody@alder.example');
  await page.getByLabel('Password').fill('a lighthouse in the sun');
  await press(page, 'Sign in');
  await page.getByRole('alert').waitFor();
}

async function setUp(page: Page): Promise<void> {
  const empty = await startApp();
  await page.goto(`${empty.url}/admin/set-up?token=${await issueSetUpToken(empty.context)}`);
}

async function setUpWrongly(page: Page): Promise<void> {
  await setUp(page);
  await press(page, 'Make the account');
  await page.getByRole('alert').waitFor();
}

async function writeWrongly(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/articles/new`);
  await typeMarkdown(page, '::figure{media="no such picture"}');
  await page.getByLabel('Bylines').fill('Nobody at all');
  await press(page, 'Publish');
  await page.getByRole('alert').waitFor();
}

async function previewStory(page: Page): Promise<void> {
  await edit(page, 'Dockers halt');
  await press(page, 'Preview');
}

async function changeStory(page: Page): Promise<void> {
  await edit(page, 'Dockers halt');
  const standfirst = page.getByLabel('Standfirst');
  await standfirst.fill((await standfirst.inputValue()).replace('demanded', 'asked'));
  await press(page, 'Publish changes');
}

async function changeStoryWrongly(page: Page): Promise<void> {
  await changeStory(page);
  await page.getByRole('radio', { name: 'Correction' }).check();
  await press(page, 'Publish changes');
  await page.getByRole('alert').waitFor();
}

async function saveAfterAnother(page: Page): Promise<void> {
  await edit(page, 'Who paid for the posters');
  const colleague = await demo.signIn('editor');
  const path = new URL(page.url()).pathname;
  const form = await colleague.get(path).expect(200);
  comments += 1;
  const changes = { Headline: `Who paid? ${comments}`, Section: 'Courts', Text: `Somebody did, ${comments} times.` };
  await sendForm(colleague, fillForm(form, 'Save', changes)).expect(303);
  await typeMarkdown(page, 'Nobody did.');
  await press(page, 'Save');
}
