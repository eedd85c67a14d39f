import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { submitForReview } from '../../src/articles/actions/review.ts';
import { plain, revisionsOf } from '../articles/newsroom.ts';
import { type LookedAt, openBrowser, signIn, testLooks } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { addStory } from '../support/stories.ts';

/* The list of stories and the pages of planning, in a browser. */

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

const list = (query = '') => `${demo.url}/admin/articles${query}`;
const apply = (page: Page) => page.getByRole('button', { name: 'Apply' }).click();
const tick = (page: Page, headline: string | RegExp) => page.getByRole('checkbox', { name: headline }).check();

async function add(headline: string): Promise<number> {
  const { id: sectionId } = await demo.context.db.reader.selectFrom('sections').select('id').executeTakeFirstOrThrow();
  const content = { headline, sectionId };
  return (await addStory(demo.context, { editor: demo.editor, content, fate: 'draft' })).articleId;
}

async function applyWrongly(page: Page): Promise<void> {
  await page.goto(list());
  await tick(page, /^School building programme/);
  await page.getByLabel(/ticked stor/).selectOption('Hold');
  await apply(page);
  await page.getByRole('alert').waitFor();
}

async function beRefused(page: Page): Promise<void> {
  await page.goto(list());
  await tick(page, /^عمال الميناء/);
  await page.getByLabel(/ticked stor/).selectOption('Discard');
  await apply(page);
  await page.getByRole('alert').waitFor();
}

async function openFiling(page: Page): Promise<void> {
  await page.goto(list('?state=review'));
  const href = await page.getByTitle('Change section, topics').first().getAttribute('href');
  await page.goto(`${demo.url}${href}`);
}

async function fileInRow(page: Page): Promise<void> {
  await page.goto(list());
  await page.getByTitle('Change section, topics').first().click();
  await page.getByLabel('Bylines').waitFor();
}

async function holdStory(page: Page): Promise<void> {
  await page.goto(`${demo.url}/admin/articles/${await add('To be held')}`);
  await page.getByText('Hold', { exact: true }).first().click();
  await page.getByLabel('Held for').fill('the lawyer');
  await page.getByLabel('Why it is held').fill('المحكمة تقرر يوم الجمعة.');
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await page.getByRole('button', { name: 'Lift the hold' }).waitFor();
}

async function discard(page: Page): Promise<void> {
  const headline = `To be discarded ${await add('A draft beside it')}`;
  await add(headline);
  await page.goto(list('?state=draft'));
  await tick(page, headline);
  await page.getByLabel(/ticked stor/).selectOption('Discard');
  await apply(page);
  await page.getByText('1 story is discarded.').waitFor();
  await page.goto(`${demo.url}/admin/discarded`);
}

const pages: LookedAt[] = [
  ['ticked stories with a mistake', /^Stories$/, applyWrongly],
  ['ticked stories that are refused', /^Stories$/, beRefused],
  ['the page of filing', /^Filing$/, openFiling],
  ['filing, from the row', /^(Stories|Filing)$/, fileInRow],
  ['a story that is held', /^Edit story$/, holdStory],
  ['discarded drafts', /^Discarded drafts$/, discard],
  ['a new assignment', /^New assignment$/, (page) => page.goto(`${demo.url}/admin/assignments/new`)],
  ['the calendar', /^Calendar$/, (page) => page.goto(`${demo.url}/admin/calendar`)],
];

testLooks(pages, () => demo);

describe('With JavaScript', () => {
  let page: Page;

  beforeAll(async () => {
    page = await openBrowser({ javaScript: true, viewport: { width: 1280, height: 900 }, shared: true });
    await page.clock.install();
    await signIn(page, demo.url, demo.editor);
  });

  const waiting = () => page.locator('[data-waiting]').textContent();
  const asked = () => page.waitForResponse((response) => response.url().endsWith('/admin/waiting'));

  test('what waits is asked for anew, counts in the title, and moves nothing under the pointer', async () => {
    await page.goto(list());
    expect(await waiting()).toContain('1 story to review');
    const [, count = ''] = /^\((\d+)\) Stories/.exec(await page.title()) ?? [];
    await submitForReview(demo.context, demo.editor, { articleId: await add('Handed in meanwhile') });
    const link = page.getByRole('link', { name: '1 story to review' });
    await link.hover();
    const answer = asked();
    await page.clock.fastForward(31_000);
    await (await answer).finished();
    await page.waitForFunction(`document.title.startsWith('(${Number(count) + 1}) Stories')`);
    expect(await waiting()).toContain('1 story to review');
    await page.mouse.move(5, 5);
    await page.clock.runFor(100);
    expect(await waiting()).toContain('2 stories to review');
  });

  test('a newsroom that does not answer changes nothing, and is asked less often', async () => {
    await page.goto(list());
    const before = [await waiting(), await page.title()];
    let asks = 0;
    await page.route('**/admin/waiting', (route) => {
      asks += 1;
      return route.abort();
    });
    for (let step = 0; step < 7; step += 1) {
      await page.clock.fastForward(31_000);
      // Until the refusal has come back.
      await page.waitForTimeout(50);
    }
    await page.unroute('**/admin/waiting');
    expect(asks).toBeGreaterThan(0);
    expect(asks).toBeLessThan(4);
    expect([await waiting(), await page.title()]).toEqual(before);
  });

  test('a story is filed in its row, by keyboard, and the list comes back to it', async () => {
    const id = await add('Filed in its row');
    await page.goto(list('?state=draft'));
    const row = page.locator(`#story-${id}`);
    const filing = row.getByRole('button');
    await filing.focus();
    await page.keyboard.press('Space');
    await page.locator('.filing-row select:focus').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.filing-row').count()).toBe(0);
    await row.locator('.filing:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Topics').fill('Ports, الميناء');
    await page.keyboard.press('Enter');
    await page.getByText('The filing is saved.').waitFor();
    expect(new URL(page.url()).hash).toBe(`#story-${id}`);
    expect(await revisionsOf(demo.context, id)).toHaveLength(2);
    expect(plain(await (await demo.signIn('editor')).get(`/admin/articles/${id}/filing`))).toContain(
      'Filed in its row',
    );
  });

  test('one box ticks all, and the bar says how many', async () => {
    await page.goto(list('?state=draft'));
    const boxes = page.locator('td.choose input');
    const count = await boxes.count();
    await page.getByRole('checkbox', { name: 'Tick all' }).check();
    await page.getByText(`With ${count} ticked stories`).waitFor();
    await boxes.first().uncheck();
    await page.getByText(`With ${count - 1} ticked stor`).waitFor();
    await page.locator('th.choose input:indeterminate').waitFor();
  });
});
