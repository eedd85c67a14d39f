import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type Started, startApp } from '../support/app.ts';
import { openBrowser, signIn, typeMarkdown } from '../support/browser.ts';
import { addPerson, addSection } from '../support/factories.ts';

/*
 * A story's whole way, as people go it: they look for what is written on fields and buttons, and see nothing else of the program.
 */

const headline = 'Dockers halt minister’s speech';
const text = `Some two hundred dockers walked into the hall at eleven.

:::quote{by="Ilse Brandt, harbour union secretary"}
We are not against machines.
:::

## What they ask for

The contract, *all of it*, on the table.`;

let app: Started;

beforeEach(async () => {
  app = await startApp();
  await addSection(app.context, { slug: 'politics', name: 'Politics' });
});

describe.each([
  ['off', false],
  ['on', true],
])('With JavaScript %s', (_, javaScript) => {
  const open = () => openBrowser({ javaScript });

  const signInAs = async (role: 'editor' | 'moderator', name: string) => {
    const page = await open();
    await signIn(page, app.url, await addPerson(app.context, { role, name }));
    return page;
  };

  test('a story is written, published, read, commented on, corrected and withdrawn', async () => {
    const desk = await signInAs('editor', 'Mara Oyelaran');
    await write(desk);
    await preview(desk);
    await publish(desk);

    const reader = await open();
    await read(reader);
    const waiting = await leaveComment(reader, 'Which contract is that?');
    expect(waiting).toContain('Waiting for a moderator. Only you see this.');

    const moderator = await signInAs('moderator', 'Noor Haddad');
    await letThrough(moderator, 'Which contract is that?');

    await backToStory(reader);
    await seeing(reader, { role: 'heading', name: '1 comment' });
    await answer(reader, 'I found it myself.');
    expect(await commentBy(reader, 'Renske V.', 'I found it myself.')).not.toContain('Waiting');
    await seeing(reader, { role: 'heading', name: '2 comments' });

    await correct(desk, { from: 'two hundred', to: 'three hundred', note: 'There were three hundred, not two.' });
    await reader.reload();
    await reader.getByRole('link', { name: /^Corrected/ }).click();
    expect(await textOf(reader.getByRole('note'))).toMatch(/^Correction, .*There were three hundred, not two\.$/);
    await reader.getByText('Some three hundred dockers').waitFor();

    await withdraw(desk, 'The hall was empty that day.');
    const answered = await reader.reload();
    expect(answered?.status()).toBe(410);
    await seeing(reader, { role: 'heading', name: 'This story was withdrawn' });
    expect(await textOf(reader.getByRole('note'))).toContain('The hall was empty that day.');
    expect(await reader.getByText('dockers').count()).toBe(0);
  });
});

async function write(desk: Page): Promise<void> {
  await desk.getByRole('link', { name: 'New story' }).click();
  await desk.getByLabel('Headline', { exact: true }).fill(headline);
  await desk.getByLabel('Standfirst').fill('The speech ended after eleven minutes.');
  await typeMarkdown(desk, text);
  await desk.getByLabel('Section').selectOption('Politics');
  await desk.getByLabel('Topics').fill('Trade unions');
  await desk.getByRole('radio', { name: 'Picture' }).check();
  const buffer = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#c33' } })
    .png()
    .toBuffer();
  const file = { name: 'hall.png', mimeType: 'image/png', buffer };
  await desk.getByRole('button', { name: 'Picture', exact: true }).setInputFiles(file);
  await desk.getByRole('textbox', { name: 'Alternative text', exact: true }).fill('The empty hall');
  await desk.getByRole('textbox', { name: 'Caption', exact: true }).fill('The hall after the speech.');
}

/** The editor's other window: what is typed is saved, and nobody else sees it. */
async function preview(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: 'Preview' }).click();
  await seeing(desk, { role: 'status', text: 'This is a preview. Readers cannot see it.' });
  await seeing(desk, { role: 'heading', name: headline });
  await seeing(desk, { role: 'img', name: 'The empty hall' });
  const visitor = await app.visitor().get('/').expect(200);
  expect(visitor.text).not.toContain(headline);
  await desk.getByRole('link', { name: 'Back to the editor' }).click();
}

async function publish(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: 'Publish', exact: true }).click();
  await seeing(desk, { role: 'heading', name: 'Publish' });
  await desk.getByRole('region', { name: 'What readers will see' }).getByText('Trade unions').waitFor();
  await desk.getByRole('button', { name: 'Publish', exact: true }).click();
  await seeing(desk, { role: 'status', text: 'Published.' });
  await desk.getByRole('status').getByRole('link', { name: 'View story' }).click();
  await seeing(desk, { role: 'heading', name: headline });
  await desk.goBack();
}

async function read(reader: Page): Promise<void> {
  await reader.goto(app.url);
  await reader.getByRole('link', { name: headline }).click();
  await seeing(reader, { role: 'heading', name: headline });
  await reader.getByText('The speech ended after eleven minutes.').waitFor();
  await seeing(reader, { role: 'link', name: 'Mara Oyelaran' });
  const quote = 'We are not against machines. Ilse Brandt, harbour union secretary';
  expect(await textOf(reader.getByRole('blockquote'))).toBe(quote);
  await seeing(reader, { role: 'heading', name: 'What they ask for' });
  await seeing(reader, { role: 'link', name: 'Trade unions' });
  expect(await reader.getByRole('figure').innerText()).toBe('The hall after the speech.');
  const picture = reader.getByRole('img', { name: 'The empty hall' });
  expect(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth))).toBe(64);
}

/** @returns what the reader then sees of the comment */
async function leaveComment(reader: Page, comment: string): Promise<string> {
  const form = reader.getByRole('form', { name: 'Leave a comment' });
  await form.getByLabel('Comment').fill(comment);
  await form.getByLabel('Name').fill('Renske V.');
  await form.getByLabel('Email').fill('renske@example.org');
  await form.getByRole('button', { name: 'Post comment' }).click();
  return commentBy(reader, 'You', comment);
}

async function letThrough(moderator: Page, comment: string): Promise<void> {
  await moderator.getByRole('link', { name: 'Comments 1 held' }).click();
  const held = moderator.getByRole('article', { name: 'Renske V.' });
  expect(await textOf(held)).toContain(comment);
  await held.getByRole('button', { name: 'Publish the comment by Renske V.' }).click();
  await seeing(moderator, { role: 'status', text: 'Published the comment by Renske V.' });
  await moderator.getByRole('link', { name: 'View it' }).click();
  await moderator.getByText(comment).waitFor();
}

/** Where scripts run, who posts never left it; the page is asked for anew to see what became of the comment. */
async function backToStory(reader: Page): Promise<void> {
  const back = reader.getByRole('link', { name: 'Back to the story' });
  if ((await back.count()) === 0) await reader.reload();
  else await back.click();
}

async function answer(reader: Page, reply: string): Promise<void> {
  await reader.getByRole('link', { name: /^Reply ?: Renske V\.$/ }).click();
  const form = reader.getByRole('form', { name: 'Your reply' });
  await form.getByLabel('Comment').fill(reply);
  await form.getByLabel('Name').fill('Renske V.');
  await form.getByLabel('Email').fill('renske@example.org');
  await form.getByRole('button', { name: 'Post comment' }).click();
}

async function correct(desk: Page, { from, to, note }: { from: string; to: string; note: string }): Promise<void> {
  await typeMarkdown(desk, (before) => before.replace(from, to));
  await desk.getByRole('button', { name: 'Publish changes' }).click();
  const changes = desk.getByRole('region', { name: 'What readers will see change' });
  expect(await changes.getByRole('deletion').innerText()).toContain('two');
  expect(await changes.getByRole('insertion').innerText()).toContain('three');
  await desk.getByRole('radio', { name: 'Correction' }).check();
  await desk.getByLabel('What was wrong').fill(note);
  await desk.getByRole('button', { name: 'Publish changes' }).click();
  await seeing(desk, { role: 'status', text: 'Published.' });
}

async function withdraw(desk: Page, reason: string): Promise<void> {
  await desk.getByText('Withdraw', { exact: true }).click();
  await desk.getByLabel('Why it is withdrawn').fill(reason);
  await desk.getByRole('button', { name: 'Withdraw story' }).click();
  await seeing(desk, { role: 'status', text: 'Withdrawn. Readers who come to its address see the reason.' });
}

const commentBy = (page: Page, name: string, comment: string): Promise<string> =>
  textOf(
    page
      .getByRole('article')
      .filter({ hasNot: page.getByRole('article'), hasText: comment })
      .filter({ hasText: name }),
  );

interface Seen {
  role: Parameters<Page['getByRole']>[0];
  name?: string;
  text?: string;
}

/** Waits until it is there. */
async function seeing(page: Page, { role, name, text }: Seen): Promise<void> {
  const found = page.getByRole(role, name === undefined ? {} : { name, exact: true });
  await (text === undefined ? found : found.filter({ hasText: text })).waitFor();
}

/** As it is read. */
const textOf = async (found: ReturnType<Page['getByRole']>): Promise<string> =>
  (await found.innerText()).replace(/\s+/g, ' ').trim();
