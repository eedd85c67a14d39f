import { beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { setSite } from '../../src/admin/actions/site.ts';
import { addReply, addStory, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import { axe, openBrowser } from '../support/browser.ts';

/* What the script of comments adds: nobody leaves the page, and nothing that was typed is lost. */

jest.setTimeout(60_000);

let newsroom: Newsroom;
let story: TestStory;
let page: Page;
let first: number;
let failures: string[];

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  await setSite(newsroom.context, null, { recommend: 'on' });
});

beforeEach(async () => {
  newsroom.clock.advance({ hours: 1 });
  story = await addStory(newsroom);
  first = await addReply(newsroom, { articleId: story.articleId, name: 'Bram', text: 'The ferries do.' });
  page = await openBrowser({ javaScript: true, viewport: { width: 390, height: 844 } });
  failures = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  await open();
});

async function open(): Promise<void> {
  await page.goto(newsroom.url + story.path);
  await page.evaluate('window.stayed = true');
}

const stayed = () => page.evaluate('window.stayed === true');
const form = () => page.locator('.reply-form#leave-a-comment');
const comment = (id: number) => page.locator(`#comment-${id}`);

async function fill(text: string, email = 'renske@post.northgate'): Promise<void> {
  await form().getByLabel('Comment', { exact: true }).fill(text);
  await form().getByLabel('Name').fill('Renske V.');
  await form().getByLabel('Email').fill(email);
}

const post = () => form().getByRole('button', { name: 'Post comment' }).click();

test('A comment that is held is shown to its writer below the form, and the page stays', async () => {
  await fill('Who pays?');
  await post();
  const held = page.locator('.comment.waiting');
  await held.getByText('Waiting for a moderator').waitFor();
  expect(await page.evaluate("document.activeElement.matches('.comment.waiting')")).toBe(true);
  expect(await form().getByLabel('Comment', { exact: true }).inputValue()).toBe('');
  expect(await form().getByLabel('Name').inputValue()).toBe('Renske V.');
  expect([await stayed(), failures, await axe(page)]).toEqual([true, [], []]);
});

test('What is wrong is said beside the fields, and what was typed stays', async () => {
  await fill('x'.repeat(20), 'renske@example');
  await post();
  await form().getByText('Give an email address like name@example.org.').first().waitFor();
  expect(await form().getByLabel('Comment', { exact: true }).inputValue()).toBe('x'.repeat(20));
  expect(await form().getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
  expect(await form().getByRole('link', { name: 'Back to the story' }).count()).toBe(0);
  expect([await stayed(), failures, await axe(page)]).toEqual([true, [], []]);
  await form().getByLabel('Email').fill('renske@post.northgate');
  await post();
  await page.getByText('Waiting for a moderator').waitFor();
});

test('Where nothing answers, that is said, and what was typed stays', async () => {
  await fill('Who pays for it?');
  await page.route('**/comments', (route) => route.abort());
  await post();
  await form().getByRole('alert').getByText('It could not be sent').waitFor();
  expect(await form().getByLabel('Comment', { exact: true }).inputValue()).toBe('Who pays for it?');
  await page.unroute('**/comments');
  await post();
  await page.getByText('Waiting for a moderator').waitFor();
  expect(await form().getByRole('alert').count()).toBe(0);
});

test('What was typed is there again after the page was left, until it is posted', async () => {
  await fill('Half a thought');
  await page.goto(`${newsroom.url}/`);
  await open();
  expect(await form().getByLabel('Comment', { exact: true }).inputValue()).toBe('Half a thought');
  expect(await form().getByLabel('Email').inputValue()).toBe('renske@post.northgate');
  await post();
  await page.getByText('Waiting for a moderator').waitFor();
  await open();
  expect(await form().getByLabel('Comment', { exact: true }).inputValue()).toBe('');
});

test('A reply is written below what it answers, and the other form keeps its text', async () => {
  await fill('Not yet sent');
  await comment(first).getByRole('link', { name: 'Reply' }).click();
  const reply = comment(first).locator('.reply-form');
  await reply.waitFor();
  expect(await page.locator('#leave-a-comment').count()).toBe(1);
  expect(await reply.getByLabel('Name').inputValue()).toBe('Renske V.');
  expect([await stayed(), failures, await axe(page)]).toEqual([true, [], []]);
  await reply.getByRole('link', { name: 'Back to the story' }).click();
  expect(await form().getByLabel('Comment', { exact: true }).inputValue()).toBe('Not yet sent');
  await comment(first).getByRole('link', { name: 'Reply' }).click();
  await reply.getByLabel('Comment', { exact: true }).fill('They do not.');
  await reply.getByRole('button', { name: 'Post comment' }).click();
  await comment(first).locator('.comment.waiting').getByText('They do not.').waitFor();
  expect(await form().getByLabel('Comment', { exact: true }).inputValue()).toBe('Not yet sent');
  expect(await stayed()).toBe(true);
});

test('A recommendation is counted and taken back in its place', async () => {
  const button = (name: RegExp) => comment(first).getByRole('button', { name });
  await button(/^Recommend/).click();
  await button(/\(1\)/).click();
  await button(/Take it back/).click();
  await button(/^Recommend ?: Bram$/).waitFor();
  expect([await stayed(), failures]).toEqual([true, []]);
});

test('How many came meanwhile is said, and they appear when that is pressed', async () => {
  await page.clock.install();
  await open();
  await addReply(newsroom, { articleId: story.articleId, threadId: first, name: 'Corrie', text: 'And the lorries.' });
  const newer = await addReply(newsroom, { articleId: story.articleId, name: 'Dirk', text: 'Nobody does.' });
  await page.clock.fastForward(61_000);
  const news = page.getByRole('button', { name: '2 new comments' });
  await news.waitFor();
  expect(await page.getByText('And the lorries.').count()).toBe(0);
  await news.click();
  await comment(first).getByText('And the lorries.').waitFor();
  await comment(newer).getByText('Nobody does.').waitFor();
  expect(await page.locator('#comments-heading').textContent()).toBe('3 comments');
  const order = await page.locator('#comments > .comment').evaluateAll((all) => all.map(({ id }) => id));
  expect(order).toEqual([`comment-${newer}`, `comment-${first}`]);
  await page.clock.fastForward(61_000);
  expect(await news.count()).toBe(0);
  expect([await stayed(), failures]).toEqual([true, []]);
});

test('A page that nobody sees asks for nothing new, and one that is left open asks for an hour', async () => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/comments/news')) asked.push(request.url());
  });
  const turn = (hidden: boolean) =>
    page.evaluate(
      `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
    );
  await page.clock.install();
  await open();
  await page.clock.runFor(125_000);
  expect(asked).toHaveLength(2);
  await turn(true);
  await page.clock.runFor(600_000);
  expect(asked).toHaveLength(2);
  await turn(false);
  await page.clock.runFor(2 * 60 * 60_000);
  expect(asked).toHaveLength(62);
  await turn(true);
  await turn(false);
  await page.clock.runFor(61_000);
  expect([asked.length, failures]).toEqual([63, []]);
});
