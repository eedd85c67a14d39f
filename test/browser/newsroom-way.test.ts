import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Started, startApp } from '../support/app.ts';
import { openBrowser, signIn, typeMarkdown } from '../support/browser.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { addPerson, addSection, password } from '../support/factories.ts';
import { type MailServer, readMail, startMailServer } from '../support/mail-server.ts';

/* What several people do with one story, each in a browser of their own: they know only what is written on fields and buttons. */

const headline = 'Ferries wait for fog';

let server: MailServer;
let app: Started;
let database: string;

beforeEach(async () => {
  server = await startMailServer();
  database = await newDatabaseUrl();
  app = await startApp({ environment: environment() });
  await addSection(app.context, { slug: 'world', name: 'World' });
});

const environment = () => ({ DATABASE_URL: database, SMTP_URL: server.url });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).first().waitFor();

describe.each([
  ['off', false],
  ['on', true],
])('With JavaScript %s', (_, javaScript) => {
  const open = () => openBrowser({ javaScript });

  async function signInAs(role: 'author' | 'editor' | 'admin', name: string): Promise<Page> {
    const page = await open();
    const email = `${name.split(' ')[0]?.toLowerCase()}@courier.northgate`;
    await signIn(page, app.url, await addPerson(app.context, { role, name, email }));
    return page;
  }

  const reads = async (text: string) => (await app.visitor().get('/').expect(200)).text.includes(text);

  test('a story is handed in, sent back with a note, handed in again and published', async () => {
    const author = await signInAs('author', 'Ilse Brandt');
    const desk = await signInAs('editor', 'Mara Oyelaran');
    const address = await write(author);
    await button(author, 'Submit for review').click();
    await said(author, 'Submitted for review.');
    await desk.goto(`${app.url}/admin/articles`);
    await desk.getByRole('link', { name: '1 story to review' }).click();
    await desk.getByRole('link', { name: headline }).click();
    await desk.getByText('Send back', { exact: true }).click();
    await desk.getByLabel('What should change').fill('Who says so?');
    await button(desk, 'Send back to draft').click();
    await said(desk, 'Sent back to the writer.');
    await author.goto(address);
    await author.getByText('Who says so?').first().waitFor();
    await typeMarkdown(author, 'The harbour master says so.');
    await button(author, 'Submit for review').click();
    await said(author, 'Submitted for review.');
    await desk.goto(address);
    await publish(desk);
    expect(await reads(headline)).toBe(true);
  });

  test('a change of a live story is seen by nobody until it is published; after a withdrawal it is back, and an old version is restored', async () => {
    const desk = await signInAs('editor', 'Mara Oyelaran');
    const address = await write(desk);
    await publish(desk);
    await desk.getByRole('status').getByRole('link', { name: 'View story' }).click();
    const story = desk.url();
    const reader = await open();
    await reader.goto(story);
    await desk.goto(address);
    await typeMarkdown(desk, 'They sail again.');
    await button(desk, 'Save').click();
    await said(desk, 'Saved.');
    await reader.reload();
    await reader.getByText('The wind is too strong.').waitFor();
    await button(desk, 'Publish changes').click();
    await desk.getByRole('radio', { name: 'Update' }).check();
    await button(desk, 'Publish changes').click();
    await said(desk, 'Published.');
    await reader.reload();
    await reader.getByText('They sail again.').waitFor();
    await desk.getByText('Withdraw', { exact: true }).click();
    await desk.getByLabel('Why it is withdrawn').fill('No ferry sailed.');
    await button(desk, 'Withdraw story').click();
    await said(desk, 'Withdrawn.');
    expect((await reader.reload())?.status()).toBe(410);
    await desk.getByText('Publish again', { exact: true }).first().click();
    await desk.getByLabel('Why it is back').fill('They did sail.');
    await button(desk, 'Publish again').click();
    await said(desk, 'Published again.');
    expect((await reader.reload())?.status()).toBe(200);
    await desk.getByRole('link', { name: /^All revisions/ }).click();
    await desk
      .getByRole('button', { name: /^Restore/ })
      .last()
      .click();
    await said(desk, 'Restored as the newest version.');
    await desk.getByText('The wind is too strong.').first().waitFor();
    await reader.reload();
    await reader.getByText('They sail again.').waitFor();
  });

  test('a story that is scheduled comes out with the newsroom stopped over the time', async () => {
    const desk = await signInAs('editor', 'Mara Oyelaran');
    await write(desk);
    await button(desk, 'Publish').click();
    await desk.getByRole('radio', { name: 'Later' }).check();
    await desk.getByLabel('Publish at').fill('2026-11-24T06:00');
    await button(desk, 'Schedule').click();
    await said(desk, 'Scheduled.');
    expect(await reads(headline)).toBe(false);
    await app.close();
    app = await startApp({ environment: environment(), now: '2026-11-24T06:00:30.000Z' });
    const reader = await open();
    await reader.goto(app.url);
    await reader.getByRole('link', { name: headline }).first().click();
    await reader.getByText('The wind is too strong.').waitFor();
  });

  test('whoever is invited by mail joins by its link, and writes', async () => {
    const admin = await signInAs('admin', 'Noor Haddad');
    await admin.getByRole('link', { name: 'People', exact: true }).click();
    await admin.getByRole('link', { name: 'Invite somebody' }).click();
    await admin.getByLabel('Name').fill('Jonas Roth');
    await admin.getByLabel('Email').fill('jonas@courier.northgate');
    await admin.getByLabel('Role').selectOption('author');
    await button(admin, 'Send the invitation').click();
    await admin.getByText('Jonas Roth').first().waitFor();
    await app.context.mail.deliver();
    const { to = [], raw = '' } = server.received[0] ?? {};
    expect(to).toEqual(['jonas@courier.northgate']);
    const [link = ''] = /http\S+\/admin\/invitation\/[\w-]+/.exec(readMail(raw).text) ?? [];
    const jonas = await open();
    await jonas.goto(link);
    await jonas.getByLabel(/^Password/).fill(password);
    await button(jonas, 'Join the newsroom').click();
    await jonas.getByRole('button', { name: 'Sign out' }).waitFor();
    await write(jonas);
    await jonas.getByText('Jonas Roth').first().waitFor();
  });

  /** A draft with what a story needs. @returns the address of its editor */
  async function write(page: Page): Promise<string> {
    await page.goto(`${app.url}/admin/articles/new`);
    await page.getByLabel('Headline', { exact: true }).fill(headline);
    await page.getByLabel('Standfirst', { exact: true }).fill('Nobody crosses.');
    await typeMarkdown(page, 'The wind is too strong.');
    await page.getByLabel('Section', { exact: true }).selectOption('World');
    await button(page, 'Save').click();
    await said(page, 'Saved.');
    return page.url().replace(/\?.*$/, '');
  }

  async function publish(page: Page): Promise<void> {
    await button(page, 'Publish').click();
    await page.getByRole('heading', { level: 1, name: 'Publish' }).waitFor();
    await button(page, 'Publish').click();
    await said(page, 'Published.');
  }
});
