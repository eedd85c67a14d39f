import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, signIn } from '../support/browser.ts';
import { openDraft, savedText, startVisual, textOf, type VisualNewsroom } from '../support/visual-editor.ts';

let newsroom: VisualNewsroom;
let desk: Page;

beforeAll(async () => {
  newsroom = await startVisual();
  desk = newsroom.desk;
});

/** One test's cut network is not the next one's. */
beforeEach(async () => {
  await desk.context().unrouteAll();
  await desk.context().setOffline(false);
});

/** Open in the editor, with these words typed behind its text. */
async function typeInto(words: string, body = 'Ferries wait.'): Promise<number> {
  const id = await openDraft(newsroom, body);
  await typeAtEnd(desk, words);
  return id;
}

async function typeAtEnd(page: Page, words: string): Promise<void> {
  await textOf(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
}

const said = (page: Page, text: string | RegExp): Promise<void> =>
  page.locator('.bar .keeping').filter({ hasText: text }).waitFor();

async function keptTexts(articleId: number): Promise<string[]> {
  const rows = newsroom.context.db.reader.selectFrom('autosaves').select('form').where('article_id', '=', articleId);
  return (await rows.execute()).flatMap(({ form }) => (form === null ? [] : [JSON.parse(form).body]));
}

/** Another tab of the same browser. */
async function tab(path: string): Promise<Page> {
  const page = await desk.context().newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${newsroom.url}${path}`);
  return page;
}

/** Without a word to the page, which would send what it has when it is closed. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  page.goto('chrome://crash').catch(() => {});
  await crashed;
  await page.close();
}

const offer = (page: Page) => page.getByRole('region', { name: 'Text that was not saved' });

/** As the browser keeps it, without the newsroom. */
const onDevice = (page: Page): Promise<string> =>
  page.evaluate(`new Promise((resolve) => {
    const opening = indexedDB.open('broadsheet');
    opening.onsuccess = () => {
      const all = opening.result.transaction('unsaved').objectStore('unsaved').getAll();
      all.onsuccess = () => { opening.result.close(); resolve(JSON.stringify(all.result)); };
    };
  })`);

async function untilGone(page: Page, words: string): Promise<void> {
  for (let tries = 0; tries < 100 && (await onDevice(page)).includes(words); tries += 1) await page.waitForTimeout(50);
  expect(await onDevice(page)).not.toContain(words);
}

describe('What is typed', () => {
  test('is on the device within a second, however fast, and in the newsroom within ten', async () => {
    const id = await openDraft(newsroom, 'Ferries wait.');
    await textOf(desk).click();
    await desk.keyboard.press('Control+End');
    // Without a pause: each key comes before the last one's wait is over.
    const begun = Date.now();
    while (Date.now() - begun < 1_500) await desk.keyboard.type('fog ', { delay: 30 });
    expect(await onDevice(desk)).toContain('fog fog fog');
    await said(desk, 'Saved 12:00');
    expect((await keptTexts(id)).join()).toContain('fog fog fog');
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(await axe(desk)).toEqual([]);
  });

  test.each([
    ['a line', () => desk.getByLabel('Standfirst', { exact: true }).fill('Since noon.'), 'Since noon.'],
    ['a choice', () => desk.getByLabel('Label', { exact: true }).selectOption('analysis'), '"label":"analysis"'],
    ['a button of several', () => desk.getByRole('radio', { name: 'Video' }).check(), '"leadKind":"video"'],
  ])('or chosen is kept: %s', async (_, change, kept) => {
    const id = await openDraft(newsroom, 'Ferries wait.');
    await change();
    await said(desk, 'Saved 12:00');
    const row = newsroom.context.db.reader.selectFrom('autosaves').select('form').where('article_id', '=', id);
    expect((await row.executeTakeFirstOrThrow()).form).toContain(kept);
  });

  test('goes from the device and from what is offered when it is saved', async () => {
    const id = await typeInto(' So do we.');
    await said(desk, 'Saved 12:00');
    expect(await savedText(newsroom, id)).toBe('Ferries wait. So do we.');
    await untilGone(desk, 'So do we');
    expect(await offer(desk).count()).toBe(0);
    expect(await keptTexts(id)).toEqual([]);
  });

  test('goes on to the newsroom after a press that led nowhere', async () => {
    const id = await typeInto(' Before.');
    // As when somebody stops the loading: the page stays.
    await desk.route(`**/admin/articles/${id}`, (route) => route.abort('aborted'));
    await desk.getByRole('button', { name: 'Save', exact: true }).click({ noWaitAfter: true });
    await desk.waitForTimeout(500);
    await typeAtEnd(desk, ' And after.');
    await said(desk, 'Saved 12:00');
    expect(await keptTexts(id)).toEqual(['Ferries wait. Before. And after.']);
  });

  test('is there after the tab crashed before anything reached the newsroom', async () => {
    await desk.context().route('**/autosave', (route) => route.abort());
    const id = await openDraft(newsroom, 'Ferries wait.');
    const lost = await tab(`/admin/articles/${id}`);
    await typeAtEnd(lost, ' And wait.');
    await said(lost, 'Not saved: no connection, kept on this device');
    await crash(lost);
    expect(await keptTexts(id)).toEqual([]);
    await desk.context().unroute('**/autosave');
    const back = desk;
    await back.goto(`${newsroom.url}/admin/articles/${id}`);
    await offer(back).filter({ hasText: 'You have text of 12:00 that was not saved.' }).waitFor();
    expect(await axe(back)).toEqual([]);
    await offer(back).getByRole('link', { name: 'Compare' }).click();
    await back.locator('ins').filter({ hasText: 'And wait' }).waitFor();
    expect(await axe(back)).toEqual([]);
    await back.getByRole('link', { name: 'Go on with it' }).click();
    await textOf(back).filter({ hasText: 'Ferries wait. And wait.' }).waitFor();
    await back.getByRole('button', { name: 'Save', exact: true }).click();
    await back.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    expect(await offer(back).count()).toBe(0);
  });

  test('while the network is cut stays on the device, and follows when it is back', async () => {
    const id = await openDraft(newsroom, 'Ferries wait.');
    await desk.context().setOffline(true);
    await typeAtEnd(desk, ' Offline.');
    await said(desk, 'Not saved: no connection, kept on this device');
    await desk.getByRole('status').filter({ hasText: 'Not saved: no connection' }).waitFor();
    expect(await onDevice(desk)).toContain('Offline.');
    await desk.context().setOffline(false);
    await said(desk, 'Saved 12:00');
    expect(await keptTexts(id)).toEqual(['Ferries wait. Offline.']);
  });

  test('of a new story is offered where new stories are begun', async () => {
    const page = await tab('/admin/articles/new');
    await page.getByLabel('Headline', { exact: true }).fill('Fire at the docks');
    await said(page, 'Saved 12:00');
    await page.close();
    const back = await tab('/admin/articles/new');
    await offer(back).filter({ hasText: 'Fire at the docks' }).getByRole('button', { name: 'Discard it' }).click();
    await back.getByRole('status').filter({ hasText: 'Discarded.' }).waitFor();
    expect(await offer(back).count()).toBe(0);
    await back.close();
  });

  test('after going back to a page that was saved is kept anew', async () => {
    const id = await typeInto(' Once.');
    await savedText(newsroom, id);
    await desk.goBack();
    await textOf(desk).waitFor();
    await typeAtEnd(desk, ' Twice.');
    await said(desk, 'Saved 12:00');
    expect((await keptTexts(id)).join()).toContain('Twice.');
  });
});

describe('A session that ends while somebody types', () => {
  const endSessions = () => newsroom.context.db.transaction((tx) => tx.deleteFrom('sessions').execute());

  async function signInElsewhere(): Promise<void> {
    const page = await desk.context().newPage();
    await signIn(page, newsroom.url, newsroom.editor);
    await page.close();
  }

  test('is told with the way to sign in, and nothing is lost', async () => {
    const id = await openDraft(newsroom, 'Ferries wait.');
    await endSessions();
    await typeAtEnd(desk, ' Signed out.');
    await said(desk, 'Not saved: you are signed out, kept on this device');
    const opening = desk.context().waitForEvent('page');
    await desk.getByRole('link', { name: 'Sign in in a new tab' }).click();
    const page = await opening;
    await signIn(page, newsroom.url, newsroom.editor);
    await page.close();
    await said(desk, 'Saved 12:00');
    expect(await keptTexts(id)).toEqual(['Ferries wait. Signed out.']);
    expect(await savedText(newsroom, id)).toBe('Ferries wait. Signed out.');
  });

  test('is told to who saves at once, too, and the page sends it again', async () => {
    const id = await typeInto(' Signed out again.');
    await endSessions();
    await desk.getByRole('button', { name: 'Save', exact: true }).click();
    await desk.getByText('Nothing you typed is lost').waitFor();
    expect(await axe(desk)).toEqual([]);
    await signInElsewhere();
    await desk.getByRole('button', { name: 'Send it again' }).click();
    await desk.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    await textOf(desk).filter({ hasText: 'Ferries wait. Signed out again.' }).waitFor();
    expect(await keptTexts(id)).toEqual([]);
  });
});
