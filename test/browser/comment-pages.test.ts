import { beforeAll, describe, expect, test } from '@jest/globals';
import { axe, looks, openBrowser } from '../support/browser.ts';
import { type Demo, startDemo, stories } from '../support/demo.ts';
import { readersPages } from '../support/readers-posts.ts';

/* The pages of what readers do with comments: axe finds nothing on them, and none is wider than its window, in both directions. */

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

describe.each(looks)('%s', (_name, look) => {
  test.each([
    ['English', stories.fullest],
    ['Arabic', stories.arabic],
  ])('below a story in %s', async (_language, slug) => {
    const page = await openBrowser(look);
    const path = await demo.story(slug);
    for (const address of await readersPages(demo.context, path)) {
      await page.goto(demo.url + address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([address, await axe(page)]).toEqual([address, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }
    await page.goto(`${demo.url + path}/comments?order=oldest`);
    expect(await axe(page)).toEqual([]);
  });
});
