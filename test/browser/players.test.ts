import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { setSite } from '../../src/admin/actions/site.ts';
import { type Started, startApp } from '../support/app.ts';
import { axe, looks, openBrowser } from '../support/browser.ts';
import { cleanUp } from '../support/clean-up.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { addColour, addStory } from '../support/stories.ts';

/*
 * Everything that a story can hold of others. Whatever the browser asks of another host comes to a proxy of the test's own, which notes the
 * host and leads nowhere: before a reader's press none does, after it the one that was pressed for.
 */

const videos: [provider: string, url: string, host: string][] = [
  ['YouTube', 'https://youtu.be/dQw4w9WgXcQ', 'www.youtube-nocookie.com'],
  ['Vimeo', 'https://vimeo.com/76979871', 'player.vimeo.com'],
  ['Dailymotion', 'https://dai.ly/x8abcde', 'geo.dailymotion.com'],
  ['Facebook', 'https://www.facebook.com/watch/?v=10153231379946729', 'www.facebook.com'],
  ['TikTok', 'https://www.tiktok.com/@a/video/7106594312292453675', 'www.tiktok.com'],
  ['X', 'https://x.com/a/status/1725512345678901234/video/1', 'platform.twitter.com'],
  ['a clip of Twitch', 'https://clips.twitch.tv/SpicyHarbourGull', 'clips.twitch.tv'],
  ['a recording of Twitch', 'https://www.twitch.tv/videos/1234567890', 'player.twitch.tv'],
  ['PeerTube', 'https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv', 'tube.example'],
];
const charts: [maker: string, url: string, host: string][] = [
  ['Datawrapper', 'https://datawrapper.dwcdn.net/AbCd1/2/', 'datawrapper.dwcdn.net'],
  ['Flourish', 'https://public.flourish.studio/visualisation/123456/', 'flo.uri.sh'],
  ['a host that is allowed', 'https://charts.example/harbour', 'charts.example'],
];

let newsroom: Started;
let path: string;
let proxy: string;
/** Hosts that the page asked for, and those that the proxy was led to. */
const asked = new Set<string>();
const reached = new Set<string>();
/** Chromium asks its maker of its own accord, whatever page is open; no player is there. */
const note = (host: string) => /(?:^|\.)google(?:apis)?\.com$/.test(host) || reached.add(host);

beforeAll(async () => {
  const server = createServer((request, response) => {
    note(URL.parse(request.url ?? '')?.hostname ?? '');
    response.writeHead(502).end();
  });
  server.on('connect', ({ url = '' }, socket) => {
    note(url.replace(/:443$/, ''));
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(() => new Promise<void>((resolve) => server.close(() => resolve())));
  proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  newsroom = await startApp();
  const { context } = newsroom;
  await setSite(context, null, { videoHosts: 'tube.example', chartHosts: 'charts.example' });
  const editor = await addPerson(context, { role: 'editor', name: 'Mara Oyelaran' });
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const { id } = await addColour(context, editor, '#248');
  const body = [
    ...videos.map(([name, url]) => `::video{url="${url}" title="A film of ${name}" poster="${id}"}`),
    ...charts.map(([name, url]) => `::chart{url="${url}" title="A chart of ${name}" text="Less." picture="${id}"}`),
    ':::post{url="https://social.example/@alder/112233445566" name="Alder" time="2026-11-20"}\nNo ship moves.\n:::',
    '::video{url="https://nowhere.example/v/1" title="A film of nobody"}',
  ].join('\n\n');
  const lead = { leadKind: 'video', leadVideo: 'https://vimeo.com/123456', leadVideoTitle: 'The lead' } as const;
  ({ path } = await addStory(context, { editor, content: { sectionId, body, ...lead } }));
});

/** The story, looked through to its end: whatever loads by being seen has loaded. */
async function open(javaScript: boolean): Promise<Page> {
  asked.clear();
  reached.clear();
  const page = await openBrowser({
    javaScript,
    viewport: { width: 1280, height: 900 },
    proxy: { server: proxy, bypass: 'localhost' },
  });
  page.on('request', (request) => {
    const { hostname } = new URL(request.url());
    if (hostname !== 'localhost') asked.add(hostname);
  });
  await page.goto(`${newsroom.url}${path}`);
  for (const summary of await page.locator('article summary').all()) await summary.scrollIntoViewIfNeeded();
  await page.locator('footer').last().scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  return page;
}

describe('With scripts', () => {
  test('nobody is asked before a press, and then the one that was pressed for, and no other', async () => {
    const page = await open(true);
    expect([...asked, ...reached]).toEqual([]);
    const pressed = new Set<string>();
    for (const [name, , host] of [...videos, ...charts]) {
      const summary = page.locator('summary').filter({ hasText: new RegExp(`A (?:film|chart) of ${name}(?![a-z])`) });
      const request = page.waitForRequest((each) => new URL(each.url()).hostname === host);
      await summary.click();
      await request;
      await untilReached(host);
      pressed.add(host);
      expect([asked, reached]).toEqual([pressed, pressed]);
      await summary.click();
    }
  });

  test('by keyboard alone: a player is opened and closed, and the focus stays on it', async () => {
    const page = await open(true);
    for (const name of ['A film of Vimeo', 'A chart of Flourish']) {
      const summary = page.locator('summary').filter({ hasText: name });
      const player = page.locator('details').filter({ has: summary });
      await summary.focus();
      await page.keyboard.press('Enter');
      await player.and(page.locator('[open]')).waitFor();
      expect(await summary.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
      await page.keyboard.press('Space');
      await player.and(page.locator(':not([open])')).waitFor();
    }
  });
});

test('Without scripts nobody is asked, also when all is open: links lead to where it is', async () => {
  const page = await open(false);
  for (const summary of await page.locator('article figure summary').all()) await summary.click();
  await page.locator('footer').last().scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  expect([...asked, ...reached]).toEqual([]);
  expect(await page.locator('iframe').count()).toBe(0);
  for (const [, , host] of charts)
    expect(await page.locator(`figure a[href*="${host.replace('flo.uri.sh', 'flourish')}"]`).count()).toBe(1);
  expect(await page.locator('figure a[href="https://vimeo.com/76979871"]').isVisible()).toBe(true);
});

test.each(looks)('axe finds nothing, closed and open: %s', async (_name, look) => {
  const page = await openBrowser({ ...look, proxy: { server: proxy, bypass: 'localhost' } });
  await page.goto(`${newsroom.url}${path}`);
  expect(await axe(page)).toEqual([]);
  for (const name of ['A film of YouTube', 'A chart of Datawrapper'])
    await page.locator('summary').filter({ hasText: name }).click();
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

/** The proxy hears of it a moment after the browser says so. */
async function untilReached(host: string): Promise<void> {
  for (let turn = 0; turn < 100 && !reached.has(host); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(reached).toContain(host);
}
