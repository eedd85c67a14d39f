import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../src/accounts/person.ts';
import { claimComments } from '../../src/comments/actions/claims.ts';
import { decideComment } from '../../src/comments/actions/decide.ts';
import { addStory, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import { axe, openBrowser, signIn } from '../support/browser.ts';
import { addPerson } from '../support/factories.ts';
import { addCommentOf, addReportOf } from '../support/moderating.ts';

/* The queue by keyboard alone: nothing here uses a pointer. */

let newsroom: Newsroom;
let story: TestStory;
let ana: Person;
let page: Page;

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
  ana = await addPerson(newsroom.context, { role: 'moderator', name: 'Ana Ruiz', slug: 'ana' });
  page = await openBrowser({ javaScript: true, viewport: { width: 1280, height: 900 } });
});

const add = (state = 'held') =>
  addCommentOf({ ...newsroom, by: newsroom.editor, path: story.path, story: async () => story }, state);

async function open(): Promise<void> {
  await signIn(page, newsroom.url, ana);
  await page.goto(`${newsroom.url}/admin/comments`);
}

const key = (keys: string) => page.keyboard.press(keys);
const current = () => page.locator('[data-comment][aria-current]').getAttribute('data-comment');
const says = (words: string) => page.locator('.queue-line').getByText(words).waitFor();
const done = (id: number) => page.locator(`[data-comment="${id}"][data-done]`).waitFor();
const states = async () => {
  const rows = await newsroom.context.db.reader.selectFrom('comments').selectAll().orderBy('id').execute();
  return rows.map(({ state, rejection, picked_at }) => rejection ?? (picked_at ? 'picked' : state));
};

test('Twenty comments are handled without a pointer, each by its key, and none is passed over', async () => {
  const ids = [];
  for (let number = 0; number < 20; number += 1) ids.push(await add());
  await open();
  await key('j');
  const given = [
    'p',
    'r1',
    'e',
    'r4',
    'p',
    'r8',
    'p',
    'p',
    'r2',
    'e',
    'p',
    'r3',
    'p',
    'r5',
    'p',
    'r6',
    'p',
    'r7',
    'p',
    'p',
  ];
  for (const [index, id] of ids.toReversed().entries()) {
    expect(await current()).toBe(String(id));
    for (const letter of given[index] ?? '') await key(letter);
    await done(id);
  }
  const reasons = ['', 'spam', 'abuse', 'hate', 'personal-data', 'false', 'off-topic', 'illegal', 'other'];
  const expected = given.map((keys) =>
    keys === 'p' ? 'published' : keys === 'e' ? 'picked' : reasons[Number(keys[1])],
  );
  expect(await states()).toEqual(expected.toReversed());
});

test('A press is undone by z, the card comes back with the focus, and is decided otherwise', async () => {
  const [older, newer] = [await add(), await add()];
  await open();
  await key('j');
  await key('p');
  await done(newer);
  expect(await current()).toBe(String(older));
  await key('z');
  await says('Undone.');
  expect(await current()).toBe(String(newer));
  expect(await page.evaluate('document.activeElement.dataset.comment')).toBe(String(newer));
  await key('r');
  await key('Escape');
  await key('1');
  await key('r');
  await key('1');
  await done(newer);
  expect(await states()).toEqual(['held', 'spam']);
  await key('z');
  await says('Undone.');
  await key('z');
  await says('There is nothing to undo.');
  expect(await states()).toEqual(['held', 'held']);
});

test('A ban is undone by z too, on the page that says it', async () => {
  const id = await add();
  await open();
  await key('j');
  await key('b');
  await page.getByRole('button', { name: 'Ban', exact: true }).click();
  await page.locator('.notice').getByText('Banned').waitFor();
  const bans = () => newsroom.context.db.reader.selectFrom('comment_bans').select('id').execute();
  expect((await bans()).length).toBe(1);
  await key('z');
  await page.locator('.notice').waitFor({ state: 'detached' });
  expect([(await bans()).length, await states()]).toEqual([0, ['held']]);
  await page.locator(`#comment-${id}`).waitFor();
});

test('Several are ticked, decided by one key and undone by one', async () => {
  for (let number = 0; number < 4; number += 1) await add();
  await open();
  for (const letter of ['j', 'x', 'j', 'j', 'x']) await key(letter);
  await says('2 ticked.');
  await key('r');
  await key('1');
  await says('Rejected. 2 comments.');
  expect(await states()).toEqual(['held', 'spam', 'held', 'spam']);
  await key('z');
  await says('Undone.');
  expect(await states()).toEqual(['held', 'held', 'held', 'held']);
});

test('What readers reported is kept by p; what is not possible is said', async () => {
  const id = await add('reported');
  await open();
  await key('j');
  await key('p');
  await done(id);
  await page.reload();
  await page.getByText('Nothing is waiting.').waitFor();
  const held = await add();
  await page.reload();
  await key('j');
  await key('h');
  await says('That is not possible with this comment.');
  expect(await current()).toBe(String(held));
});

describe('Several moderators', () => {
  test('skip what one has on the screen, and are told who was first', async () => {
    const [one, two, three] = [await add(), await add(), await add()];
    await claimComments(newsroom.context, newsroom.editor, [two]);
    await open();
    await page.getByText('Mara Oyelaran is here too.').waitFor();
    expect(await page.locator(`[data-comment="${two}"] .open-with`).textContent()).toBe('Open with Mara Oyelaran');
    await key('j');
    expect(await current()).toBe(String(three));
    await key('j');
    expect(await current()).toBe(String(one));
    await decideComment(newsroom.context, newsroom.editor, { id: one, seen: 'held', act: 'publish' });
    await key('r');
    await key('1');
    await says('Mara Oyelaran published this comment');
    expect(await states()).toEqual(['published', 'held', 'held']);
  });

  test('say what is on the screen without being asked', async () => {
    const id = await add();
    await open();
    await expectEventually(async () => {
      const rows = await newsroom.context.db.reader.selectFrom('comment_claims').selectAll().execute();
      return rows.some(({ comment_id, person_id }) => comment_id === id && person_id === ana.id);
    });
  });
});

test('What comes meanwhile is told, moves nothing, and is put at the head when it is asked for', async () => {
  const first = await add();
  await open();
  await key('j');
  const before = await page.locator(`[data-comment="${first}"]`).boundingBox();
  const second = await add();
  await addReportOf(newsroom.context, await add('published'));
  // Asked again as whenever the page is looked at anew.
  await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
  await page.getByRole('button', { name: /^2 new/ }).waitFor();
  expect(await current()).toBe(String(first));
  expect((await page.locator(`[data-comment="${first}"]`).boundingBox())?.y).toBe(before?.y);
  await key('n');
  await says('2 new comments are at the head.');
  expect(await page.locator('[data-comment]').count()).toBe(3);
  await key('j');
  expect(await current()).toBe(String(second));
});

test('The list of keys opens by ?, closes by Escape, and letters that are typed are no keys', async () => {
  await add();
  await open();
  await key('?');
  await page.getByRole('heading', { name: 'Keys' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await key('p');
  await key('Escape');
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('pxz');
  expect(await states()).toEqual(['held']);
});

async function expectEventually(look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await look()) return;
    await page.waitForTimeout(100);
  }
  throw new Error('It did not come about.');
}
