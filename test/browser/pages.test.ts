import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type BrowserOptions, openBrowser, signIn } from '../support/browser.ts';
import { type Demo, startDemo, stories } from '../support/demo.ts';
import { tabTo } from '../support/keyboard.ts';

/* What browsers make of the pages: whom they ask, how wide and how steady they are, and how far the keyboard gets. */

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };

let demo: Demo;
let addresses: Record<'story' | 'arabic' | 'withTable' | 'withdrawn' | 'published' | 'draft', string>;

beforeAll(async () => {
  demo = await startDemo();
  addresses = {
    story: await demo.story(stories.fullest),
    arabic: await demo.story(stories.arabic),
    withTable: await demo.story(stories.withTable),
    withdrawn: await demo.story(stories.withdrawn),
    published: await demo.editing('Dockers halt'),
    draft: await demo.editing('Who paid for the posters'),
  };
});

const readersPages = () => {
  const { story, arabic, withTable, withdrawn } = addresses;
  return [
    '/',
    '/site-map',
    '/politics',
    '/topics/harbour-inquiry',
    '/by/mara-oyelaran',
    story,
    arabic,
    withTable,
    withdrawn,
    '/no',
  ];
};
const newsroomPages = () => {
  const { published, draft } = addresses;
  const sheets = [`${published}/publish-changes`, `${draft}/preview`];
  return ['/admin/articles', '/admin/articles/new', published, draft, ...sheets, '/admin/comments', '/admin/no'];
};

const isOurs = ({ origin }: URL) => origin === demo.url;

/** A page from which nothing gets out: players are answered here. */
async function openReader(options: Partial<BrowserOptions> = {}): Promise<Page> {
  const page = await openBrowser({ javaScript: true, viewport: wide, ...options });
  const answer = { contentType: 'text/html', body: '<title>Player</title>' };
  await page.route(
    (address) => !isOurs(address),
    (route) => route.fulfill(answer),
  );
  return page;
}

async function openDesk(options: Partial<BrowserOptions> = {}): Promise<Page> {
  const page = await openReader(options);
  await signIn(page, demo.url, demo.editor);
  return page;
}

/** What the page asks of others, and what browsers complain about, from now on. */
function watch(page: Page): { asked: string[]; complaints: string[] } {
  const seen = { asked: [] as string[], complaints: [] as string[] };
  page.on('request', (request) => {
    if (!isOurs(new URL(request.url()))) seen.asked.push(request.url());
  });
  page.on('console', (message) => {
    // That there is no such page is no complaint.
    const isStatus = message.text().startsWith('Failed to load resource') && message.location().url === page.url();
    if (['error', 'warning'].includes(message.type()) && !isStatus) seen.complaints.push(message.text());
  });
  page.on('pageerror', (error) => seen.complaints.push(error.message));
  return seen;
}

const visit = (page: Page, path: string) => page.goto(demo.url + path);

describe.each([
  ['off', false],
  ['on', true],
])('With JavaScript %s', (_, javaScript) => {
  test('reader pages ask nobody else, and no browser complains', async () => {
    const page = await openReader({ javaScript });
    const seen = watch(page);
    for (const path of readersPages()) {
      await visit(page, path);
      expect({ path, ...seen }).toEqual({ path, asked: [], complaints: [] });
    }
  });

  test('no browser complains about the newsroom, and it asks nobody else', async () => {
    const page = await openDesk({ javaScript });
    const seen = watch(page);
    for (const path of newsroomPages()) {
      await visit(page, path);
      expect({ path, ...seen }).toEqual({ path, asked: [], complaints: [] });
    }
  });
});

describe('A video', () => {
  test('asks its provider once it is opened, by one press of a key', async () => {
    const page = await openReader();
    const { asked } = watch(page);
    await visit(page, addresses.story);
    const player = page.getByRole('group').filter({ has: page.locator('summary', { hasText: 'Play video' }) });
    await tabTo(page, player.locator('summary'));
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual([]);
    const request = page.waitForRequest((each) => each.url().includes('/embed/'));
    await page.keyboard.press('Enter');
    const { origin, pathname, searchParams } = new URL((await request).url());
    expect([origin, pathname, searchParams.get('autoplay')]).toEqual([
      'https://www.youtube-nocookie.com',
      '/embed/Kq3vT8mZrLw',
      '1',
    ]);
    expect((await (await request).allHeaders()).referer).toBe(`${demo.url}/`);
    const frame = page.getByTitle('Dockers interrupt the ports conference');
    expect(await frame.getAttribute('allow')).toBe('autoplay; fullscreen; encrypted-media; picture-in-picture');
    expect(await frame.getAttribute('referrerpolicy')).toBe('strict-origin-when-cross-origin');
    await page.keyboard.press('Enter');
    await frame.waitFor({ state: 'hidden' });
    await player.getByText('Play video').waitFor();
  });

  test('is a link where scripts are turned off, since browsers would load the player unasked', async () => {
    const page = await openReader({ javaScript: false });
    await visit(page, addresses.story);
    await page.getByText('Play video').click();
    const link = page.getByRole('link', { name: 'Watch the video at YouTube' });
    expect(await link.getAttribute('href')).toBe('https://www.youtube.com/watch?v=Kq3vT8mZrLw');
  });
});

/* Those of readers: reach.test.ts */
describe('No page of the newsroom', () => {
  test('is wider than the window', async () => {
    const page = await openDesk();
    for (const path of newsroomPages()) {
      await visit(page, path);
      for (const width of [320, 390, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        expect({ path, width, sideways: Math.max(sideways, 0) }).toEqual({ path, width, sideways: 0 });
      }
    }
  });

  test('loses a word with letters of twice the size', async () => {
    const normal = await openDesk();
    const zoomed = await openDesk({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
    const words = async (page: Page) => (await page.locator('body').innerText()).split(/\s+/).sort();
    for (const path of [addresses.published, '/admin/comments']) {
      await Promise.all([visit(normal, path), visit(zoomed, path)]);
      expect(await words(zoomed)).toEqual(await words(normal));
    }
  });
});

describe('Fonts', () => {
  test.each([
    ['wide', wide],
    ['narrow', narrow],
  ])('that come late move nothing on a %s page', async (_, viewport) => {
    const page = await openReader({ viewport });
    await page.route('**/*.woff2', async (route) => {
      await setTimeout(800);
      await route.continue();
    });
    for (const path of ['/', addresses.story]) {
      await page.goto(demo.url + path, { waitUntil: 'domcontentloaded' });
      const { shift, growth } = await page.evaluate<Moved>(moveUntilFontsAreThere);
      expect(await fontsIn(page)).toContain('Newsreader');
      expect({ path, shift, growth, isSteady: shift < 0.02 && growth < 0.01 }).toMatchObject({ isSteady: true });
    }
  });

  test('of other scripts are asked for only by pages in them', async () => {
    const page = await openReader();
    const fonts = new Set<string>();
    page.on('request', (request) => {
      if (request.resourceType() === 'font') fonts.add(new URL(request.url()).pathname.replace(/.*\/|-wght.*/g, ''));
    });
    // The section lists a story in Arabic.
    for (const path of ['/', addresses.story, '/politics']) {
      await visit(page, path);
      await fontsIn(page);
    }
    expect([...fonts].sort()).toEqual(['libre-franklin-latin', 'newsreader-latin']);
    await visit(page, addresses.arabic);
    await fontsIn(page);
    expect([...fonts]).toContain('noto-naskh-arabic-arabic');
  });
});

const fontsIn = (page: Page) =>
  page.evaluate<string[]>(
    "document.fonts.ready.then((all) => [...all].filter((font) => font.status === 'loaded').map((font) => font.family))",
  );

interface Moved {
  /** Layout shift, as browsers count it. */
  shift: number;
  /** Of the page's length, as a share. */
  growth: number;
}

/** Runs in the page: what all fonts have moved when they have come and were painted. */
const moveUntilFontsAreThere = `(async () => {
  let shift = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += entry.value;
  });
  observer.observe({ type: 'layout-shift', buffered: true });
  const length = () => document.documentElement.scrollHeight;
  const before = length();
  await document.fonts.ready;
  // Entries come after the frame in which something moved.
  for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
  return { shift, growth: Math.abs(length() / before - 1) };
})()`;

describe('With the keyboard alone', () => {
  test('a reader skips to the story and leaves a comment', async () => {
    const page = await openReader({ viewport: narrow });
    await visit(page, addresses.story);
    await tabTo(page, page.getByRole('link', { name: 'Skip to content' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Politics' }));
    await tabTo(page, page.getByLabel('Comment', { exact: true }));
    await page.keyboard.type('Whose cameras are these?');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Renske W.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('renske.w@example.org');
    await tabTo(page, page.getByRole('button', { name: 'Post comment' }));
    await page.keyboard.press('Enter');
    await page.getByText('Waiting for a moderator. Only you see this.').waitFor();
  });

  test.each([
    ['wide', wide],
    ['narrow', narrow],
  ])('an editor writes and publishes a story on a %s screen', async (screen, viewport) => {
    const page = await openDesk({ viewport });
    await tabTo(page, page.getByRole('link', { name: 'Skip to content' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'New story' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Headline', { exact: true }));
    await page.keyboard.type(`Ferries on a ${screen} sea`);
    await tabTo(page, page.getByLabel('Text', { exact: true }));
    await page.keyboard.type('The noon ferry leaves at one.');
    await tabTo(page, page.getByLabel('Section'));
    await page.keyboard.type('World');
    await tabTo(page, page.getByRole('button', { name: 'Publish', exact: true }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Publish', exact: true }).waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Publish', exact: true }));
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Published.' }).waitFor();
  });

  test('Enter in a field of one line saves, and does not publish', async () => {
    const page = await openDesk();
    await visit(page, '/admin/articles/new');
    await page.getByLabel('Headline', { exact: true }).fill('Harbour fog closes the mouth');
    await page.getByLabel('Section').selectOption('World');
    await page.getByLabel('Dateline').fill('Kelder');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    expect(await page.getByLabel('Dateline').inputValue()).toBe('Kelder');
    const front = await demo.visitor().get('/world').expect(200);
    expect(front.text).not.toContain('Harbour fog');
  });
});
