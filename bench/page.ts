import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../test/support/chromium.ts';
import { browserFlags } from './browser-flags.ts';
import type { Figure } from './figure.ts';

const bound = 14 * 1024;

/** What the page weighs, asks for, and how far it moves. */
export async function measurePage(story: string): Promise<Figure[]> {
  const html = await bodyOf(new URL(story));
  const browser = await chromium.launch({ executablePath: findChromium(), headless: true, args: browserFlags });
  try {
    return [...weigh(html), ...(await watchRequests(browser, story)), ...(await watchShifts(browser, story))];
  } finally {
    await browser.close();
  }
}

function weigh(html: Buffer): Figure[] {
  const size = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB (${bytes} bytes)`;
  const gzip = gzipSync(html, { level: 9 }).length;
  const brotli = brotliCompressSync(html, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: html.length },
  }).length;
  const what = 'the HTML with its style sheet inside';
  const limit = `<= ${size(bound)}`;
  return [
    { name: 'story page, raw', value: size(html.length), how: `${what}, as it is sent today`, bound: null, pass: true },
    { name: 'story page, gzip', value: size(gzip), how: `${what}, gzip -9`, bound: limit, pass: gzip <= bound },
    { name: 'story page, brotli', value: size(brotli), how: `${what}, brotli 11`, bound: limit, pass: brotli <= bound },
  ];
}

async function watchRequests(browser: Browser, story: string): Promise<Figure[]> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const asked: string[] = [];
  let scripts = 0;
  page.on('request', (request) => {
    asked.push(request.url());
    if (request.resourceType() === 'script') scripts += 1;
  });
  await page.goto(story, { waitUntil: 'networkidle' });
  const headline = (await page.locator('h1').textContent())?.trim() ?? '';
  const served = await page
    .locator('script[src]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('src') ?? ''));
  const bytes = await Promise.all(
    served.map(async (src) => brotliCompressSync(await bodyOf(new URL(src, story))).length),
  );
  await context.close();
  const { origin } = new URL(story);
  const foreign = asked.filter((address) => new URL(address).origin !== origin && !address.startsWith('data:'));
  const paths = asked.map((address) => address.replace(origin, ''));
  return [
    {
      name: 'other hosts asked',
      value: foreign.length === 0 ? '0' : foreign.join(' '),
      how: `Chromium, an empty profile, ${asked.length} requests: ${paths.join(' ')}`,
      bound: '0',
      pass: foreign.length === 0,
    },
    {
      name: 'scripts needed',
      value: String(scripts),
      how: `scripts asked for, in Chromium with scripts off, where the headline reads "${headline}"`,
      bound: '0',
      pass: scripts === 0 && headline !== '',
    },
    {
      name: 'scripts offered',
      value: `${bytes.reduce((sum, each) => sum + each, 0)} bytes`,
      how: `brotli 11, as modules that run after the page: ${served.join(' ')}`,
      bound: '<= 1024 bytes',
      pass: bytes.reduce((sum, each) => sum + each, 0) <= 1024,
    },
  ];
}

const bodyOf = async (address: URL) => Buffer.from(await (await fetch(address)).arrayBuffer());

/** A hundredth of what Chromium's makers call good: letters of another font are never of quite the same width. */
const mostShift = 0.001;

/** Fonts come a second and a half late, when all has long been painted in what the system brings. */
async function watchShifts(browser: Browser, story: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const width of [390, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    let fonts = 0;
    await page.route('**/*.woff2', async (route) => {
      fonts += 1;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await page.goto(story, { waitUntil: 'networkidle' });
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    await page.waitForTimeout(300);
    const shift = Number(await page.evaluate(sumOfShifts));
    await context.close();
    figures.push({
      name: `layout shift, ${width} px wide`,
      value: shift.toFixed(5),
      how: `Chromium's layout-shift entries, ${fonts} fonts held back for 1.5 s`,
      bound: `< ${mostShift}`,
      pass: shift < mostShift && fonts > 0,
    });
  }
  return figures;
}

const sumOfShifts = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 200);
})`;
