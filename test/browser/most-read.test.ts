import { expect, test } from '@jest/globals';
import { addReads } from '../../src/articles/queries/reads.ts';
import { done, startCurated } from '../front/newsroom.ts';
import { axe, looks, openBrowser } from '../support/browser.ts';
import { tabTo } from '../support/keyboard.ts';

/* The list of what is read most, on a front that an editor gave one to. */

test('It passes axe in every look, fits the narrowest page with the longest word, and leads to the stories', async () => {
  const newsroom = await startCurated({ now: '2026-11-23T12:00:00.000Z' });
  const long = await newsroom.add('Donaudampfschifffahrtsgesellschaftskapitänswitwenrente');
  const arabic = await newsroom.add('عمال الميناء يوقفون خطاب الوزير');
  const counts = [long, arabic].map(({ articleId }, index) => [articleId, 9 - index] as const);
  await newsroom.context.db.transaction((tx) => addReads(tx, '2026-11-23T12:00:00.000Z', counts));
  newsroom.clock.set('2026-11-23T12:21:00.000Z');
  await done(newsroom.desk, 'Show the list: Most read');
  for (const [, look] of looks) {
    const page = await openBrowser(look);
    await page.goto(newsroom.url);
    await page.getByRole('heading', { name: 'Most read' }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  }
  const page = await openBrowser({ javaScript: false, viewport: { width: 320, height: 700 } });
  await page.goto(newsroom.url);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  await tabTo(page, page.locator('.most-read a').first());
  await page.keyboard.press('Enter');
  await page.waitForURL(newsroom.url + encodeURI(long.path));
});
