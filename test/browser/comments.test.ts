import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { setSite } from '../../src/admin/actions/site.ts';
import { tellReplies } from '../../src/comments/actions/tell-replies.ts';
import { addStory, type Newsroom, startNewsroom } from '../comments/newsroom.ts';
import { openBrowser, signIn } from '../support/browser.ts';
import { addPerson } from '../support/factories.ts';
import { type MailServer, readMail, startMailServer } from '../support/mail-server.ts';

/* What readers do with comments, from the first one to the last mail, with scripts and without. */

jest.setTimeout(120_000);

let newsroom: Newsroom;
let server: MailServer;
let moderator: Page;

beforeAll(async () => {
  server = await startMailServer();
  newsroom = await startNewsroom({ shared: true, environment: { SMTP_URL: server.url } });
  await setSite(newsroom.context, null, { recommend: 'on' });
  moderator = await openBrowser({ javaScript: false, shared: true });
  await signIn(moderator, newsroom.url, await addPerson(newsroom.context, { role: 'moderator' }));
});

interface Writer {
  name: string;
  email: string;
}

const bram = { name: 'Bram', email: 'bram@post.northgate' };

/** Fills the form for comments that is on the page, and sends it. */
async function write(page: Page, text: string, who: Writer): Promise<void> {
  const form = page.locator('#leave-a-comment');
  await form.getByLabel('Comment', { exact: true }).fill(text);
  await form.getByLabel('Name').fill(who.name);
  await form.getByLabel('Email').fill(who.email);
  await form.getByRole('button', { name: 'Post comment' }).click();
}

const commentWith = (page: Page, text: string) => page.locator('.comment', { hasText: text }).last();

/** By a script the form comes to the comment, in a moment. */
async function openReply(comment: Locator): Promise<void> {
  await comment.getByRole('link', { name: 'Reply' }).first().click();
  await comment.page().locator('#leave-a-comment [name="parent"]').waitFor({ state: 'attached' });
}

async function letThrough(text: string): Promise<void> {
  await moderator.goto(`${newsroom.url}/admin/comments`);
  const held = moderator.locator('article.held', { hasText: text });
  await held.getByRole('button', { name: 'Publish' }).click();
  await held.waitFor({ state: 'detached' });
}

async function change(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: 'Edit or delete' }).filter({ visible: true }).click();
  await page.getByLabel('Comment', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Save changes' }).click();
}

/** Where the link of the newest mail leads. */
async function linkOfMail(part: string): Promise<string> {
  await newsroom.context.mail.deliver();
  const { text } = readMail(server.received.at(-1)?.raw ?? '');
  return new RegExp(`http://localhost:\\d+/replies/${part}/\\S+`).exec(text)?.[0] ?? '';
}

async function sweep(): Promise<number> {
  newsroom.clock.advance({ minutes: 11 });
  await tellReplies(newsroom.context);
  await newsroom.context.mail.deliver();
  return server.received.length;
}

describe.each([
  ['With scripts', true],
  ['Without scripts', false],
])('%s', (_how, javaScript) => {
  test('somebody posts, is held and let through, changes it, is answered, told and rid of mails', async () => {
    server.received.length = 0;
    // An address is not asked twice in a short time whether it wants mails, so each run has its own.
    const renske = { name: 'Renske V.', email: `renske-${javaScript ? 'with' : 'without'}-scripts@post.northgate` };
    const { path } = await addStory(newsroom);
    const reader = await openBrowser({ javaScript, viewport: { width: 390, height: 844 } });
    const other = await openBrowser({ javaScript });
    const at = `${newsroom.url}${path}`;

    // The first comment is held, seen by its writer alone, and changed within the window.
    await reader.goto(at);
    await reader.getByLabel('Tell me about replies by mail').check();
    await write(reader, 'Who pays for the tolls?', renske);
    await reader.getByText('Waiting for a moderator').waitFor();
    await change(reader, 'Who pays for the tolls, and when?');
    await reader.getByText('Waiting for a moderator').waitFor();
    await commentWith(reader, 'and when?').waitFor();
    await other.goto(at);
    expect(await other.getByText('Who pays for the tolls').count()).toBe(0);
    await letThrough('and when?');

    // Mails are confirmed by a link and a press.
    await reader.goto(await linkOfMail('confirm'));
    await reader.getByRole('button', { name: 'Yes, tell me' }).click();
    await reader.getByRole('heading', { name: 'You are told about replies' }).waitFor();

    // The next comment stands at once, and is changed from where it stands.
    await reader.goto(at);
    await write(reader, 'I asked the council.', renske);
    await commentWith(reader, 'I asked the council.').waitFor();
    expect(reader.url()).toMatch(new RegExp(`${path}#comment-\\d+$`));
    await change(reader, 'I asked the harbour council.');
    await commentWith(reader, 'I asked the harbour council.').getByText('Edited').waitFor();

    // Somebody answers, and the answer is held and let through.
    await other.goto(at);
    await openReply(commentWith(other, 'and when?'));
    await write(other, 'The ferries do.', bram);
    await other.getByText('Waiting for a moderator').waitFor();
    await letThrough('The ferries do.');

    // After ten minutes the writer changes nothing any more.
    const own = `${reader.url().split('#')[0]}/comments/${reader.url().split('-').at(-1)}/edit`;
    const before = await sweep();
    await reader.goto(own);
    await reader.getByText('The time is over').waitFor();
    expect(await reader.getByRole('button', { name: 'Save changes' }).count()).toBe(0);

    // The mail came; others recommend the comment once, and report it.
    expect(before).toBe(2);
    await other.goto(at);
    const first = commentWith(other, 'I asked the harbour council.');
    await first.getByRole('button', { name: 'Recommend' }).click();
    await first.getByRole('button', { name: /\(1\)/ }).waitFor();
    await first.getByRole('button', { name: /\(1\)/ }).click();
    await other.getByRole('button', { name: 'Take it back' }).waitFor();
    await other.goto(at);
    await first.getByRole('button', { name: /\(1\)/ }).waitFor();
    await first.getByRole('link', { name: 'Report' }).click();
    await other.getByLabel('It says something false as a fact').check();
    await other.getByRole('button', { name: 'Send the report' }).click();
    await other.getByRole('heading', { name: 'Thank you for your report' }).waitFor();

    // One press ends the mails.
    await reader.goto(await linkOfMail('stop'));
    await reader.getByRole('button', { name: 'Stop the mails' }).click();
    await reader.getByRole('heading', { name: 'You get no more mails about this comment' }).waitFor();
    await other.goto(at);
    await openReply(commentWith(other, 'and when?'));
    await write(other, 'And the lorries.', bram);
    await commentWith(other, 'And the lorries.').waitFor();
    expect(await sweep()).toBe(2);
  });
});
