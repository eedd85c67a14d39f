import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../test/support/chromium.ts';
import { browserFlags } from './browser-flags.ts';
import { type Figure, median } from './figure.ts';
import { slowLine } from './slow-line.ts';

const line = { roundTrip: 400, rate: 400_000 / 8 };
/** After the connection. */
const allowedRoundTrips = 3;

/** When a reader on a bad connection sees the headline and the text, and what the page loads for that. */
export async function measureSlow(story: string): Promise<Figure[]> {
  const { port, pathname } = new URL(story);
  const browser = await chromium.launch({ executablePath: findChromium(), headless: true, args: browserFlags });
  const slow = await slowLine(Number(port), line);
  try {
    const address = `http://127.0.0.1:${slow.port}${pathname}`;
    // The first visit warms up the browser, not the page: each has a profile of its own.
    await visit(browser, address);
    const visits = [await visit(browser, address), await visit(browser, address), await visit(browser, address)];
    const painted = median(visits.map((each) => each.painted));
    const trips = painted / line.roundTrip;
    const loads = visits[0]?.loads ?? [];
    return [
      {
        name: 'headline and text on a slow line',
        value: `${trips.toFixed(2)} round trips (${painted.toFixed(0)} ms)`,
        how: `Chromium through 400 ms and 400 kbit/s, after the connection, median of 3; it loads ${loads.join(', ')}`,
        bound: `<= ${allowedRoundTrips} round trips`,
        pass: trips <= allowedRoundTrips,
      },
    ];
  } finally {
    await slow.close();
    await browser.close();
  }
}

async function visit(browser: Browser, address: string): Promise<{ painted: number; loads: string[] }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchText);
    await page.goto(address, { waitUntil: 'load', timeout: 60_000 });
    const painted = Number(await page.evaluate('globalThis.textPainted'));
    const loads = (await page.evaluate(loaded)) as string[];
    // The proxy holds the handshake's round trip back itself; the browser takes it for part of the answer's time.
    return { painted: painted - line.roundTrip, loads };
  } finally {
    await context.close();
  }
}

/** Milliseconds from the start of the connection to the frame after the one in which headline and first paragraph were there. */
const watchText = `globalThis.textPainted = new Promise((resolve) => {
  const look = () => {
    const there = document.querySelector('.article h1') && document.querySelector('.article .body p');
    if (!there) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const [navigation] = performance.getEntriesByType('navigation');
      resolve(performance.now() - navigation.connectStart);
    }));
  };
  look();
})`;

const loaded = `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(
  ({ name, transferSize }) => new URL(name).pathname.split('/').at(-1) + ' ' + (transferSize / 1024).toFixed(1) + ' kB')`;
