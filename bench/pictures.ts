import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import sharp from 'sharp';
import { openDatabase } from '../src/db/database.ts';
import { findChromium } from '../test/support/chromium.ts';
import { browserFlags } from './browser-flags.ts';
import { type Figure, median } from './figure.ts';
import { root } from './newsroom.ts';
import { signIn } from './session.ts';

const processor = 6;
const answered = 1000;
const times = 3;
const phone = 250 * 1024;

/** What uploads cost, what they cost readers meanwhile, and what a phone loads of the front page. */
export async function measurePictures(url: string, story: string, folder: string): Promise<Figure[]> {
  const database = openDatabase({ kind: 'sqlite', file: join(folder, 'broadsheet.db') });
  const cookie = await signIn(url, database, 'editor').finally(() => database.close());
  const sizes = await measureUpload(url, { cookie, folder });
  const crowd = await measureCrowd(url, { cookie, story });
  return [...sizes, ...crowd, ...(await measurePhone(url))];
}

/** Twelve megapixels with the fine grain of a photograph, each number another one. */
async function photograph(number: number): Promise<Buffer> {
  const [width, height] = [4000, 3000];
  const drawing = sharp(join(root, 'demo/images/harbour.png')).resize(width, height, { fit: 'cover' }).removeAlpha();
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 24 };
  const grain = await sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#888', noise } })
    .resize(width, height)
    .png({ compressionLevel: 1 })
    .toBuffer();
  return drawing
    .modulate({ hue: (number * 37) % 360 })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

interface Sender {
  cookie: string;
}

/** In milliseconds until the answer. */
async function send(url: string, content: Buffer, { cookie }: Sender): Promise<number> {
  const form = new FormData();
  form.append('pictures', new Blob([new Uint8Array(content)]), 'photograph.jpg');
  const begun = performance.now();
  const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' };
  const answer = await fetch(`${url}/admin/media`, { method: 'POST', body: form, headers });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('was added'))
    throw new Error(`The upload was answered ${answer.status}.`);
  return performance.now() - begun;
}

async function measureUpload(url: string, { cookie, folder }: Sender & { folder: string }): Promise<Figure[]> {
  // The process that works on pictures is there as in a newsroom at work.
  await send(
    url,
    await sharp({ create: { width: 99, height: 99, channels: 3, background: '#123' } })
      .png()
      .toBuffer(),
    { cookie },
  );
  await untilSizes(folder, 3);
  const content = await photograph(1);
  const known = filesIn(folder).length;
  const before = processorTime(folder);
  const took = await send(url, content, { cookie });
  // The file itself, the one that came, and eighteen made of it.
  await untilSizes(folder, 18, known + 2);
  const spent = processorTime(folder) - before;
  const how = `${(content.length / 1024 / 1024).toFixed(1)} MB of JPEG, 4000 × 3000`;
  return [
    {
      ...{ name: 'upload of 12 megapixels, answered', value: `${took.toFixed(0)} ms`, bound: `<= ${answered} ms` },
      ...{ how, pass: took <= answered },
    },
    {
      ...{ name: 'all widths and formats', value: `${spent.toFixed(2)} s of a processor`, bound: `<= ${processor} s` },
      ...{ how: `${how}: 18 files, with the reading of the upload`, pass: spent <= processor },
    },
  ];
}

const filesIn = (folder: string): string[] =>
  readdirSync(join(folder, 'uploads'), { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));

async function untilSizes(folder: string, more: number, from = 0): Promise<void> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    const there = filesIn(folder).filter((name) => !name.endsWith('.part')).length;
    if (there >= from + more) return;
    await wait(20);
  }
  throw new Error(`Of a picture there are not ${more} sizes after a minute.`);
}

/** In seconds, of the process that works on pictures for the newsroom of the folder. Linux counts in hundredths. */
function processorTime(folder: string): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!read(pid, 'cmdline').includes('media/images/child.ts')) continue;
      const fields = read(pid, 'stat')
        .replace(/^.*\) /, '')
        .split(' ');
      if (read(fields[1] ?? '', 'environ').includes(folder)) return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      // It has ended meanwhile.
    }
  }
  return 0;
}

const read = (pid: string, what: string): string => readFileSync(`/proc/${pid}/${what}`, 'utf8');

async function measureCrowd(url: string, { cookie, story }: Sender & { story: string }): Promise<Figure[]> {
  const contents: Buffer[] = [];
  for (let number = 0; number < 50; number += 1) contents.push(await photograph(number + 2));
  const quiet = await readSteadily(story, 10);
  const sending = Promise.all(contents.map((content) => send(url, content, { cookie })));
  const busy = await readSteadily(story, 10);
  const longest = Math.max(...(await sending));
  const ratio = (which: (values: number[]) => number) => which(busy) / which(quiet);
  const [middle, late] = [ratio(median), ratio(lateOf)];
  const how =
    '50 pictures of 12 megapixels sent at once, a story asked 50 times a second for ten seconds from their beginning; against ten seconds without';
  return [
    {
      ...{
        name: 'story page under 50 uploads, median',
        value: `${middle.toFixed(2)} × (${median(busy).toFixed(1)} ms)`,
      },
      ...{ how, bound: `<= ${times} ×`, pass: middle <= times },
    },
    {
      ...{
        name: 'story page under 50 uploads, slowest in twenty',
        value: `${late.toFixed(2)} × (${lateOf(busy).toFixed(1)} ms)`,
      },
      ...{
        how: `${how}; the last upload was answered after ${(longest / 1000).toFixed(1)} s`,
        bound: null,
        pass: true,
      },
    },
  ];
}

const lateOf = (values: number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * 0.95)] ?? Number.NaN;

function readSteadily(story: string, seconds: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const reader = spawn(process.execPath, ['bench/reader.ts', story, '50', String(seconds)], { cwd: root });
    let output = '';
    reader.stdout.on('data', (chunk) => {
      output += chunk;
    });
    reader.once('error', reject).once('close', () => resolve(JSON.parse(output) as number[]));
  });
}

async function measurePhone(url: string): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath: findChromium(), headless: true, args: browserFlags });
  try {
    // The first readers have had them made.
    await loadOnPhone(browser, url);
    const { bytes, shift, shown } = await loadOnPhone(browser, url);
    const how = `Chromium, 390 × 844 at three pixels to each: ${shown} pictures that begin above the fold`;
    return [
      {
        ...{ name: 'pictures of the front page on a phone', value: `${(bytes / 1024).toFixed(0)} kB` },
        ...{ how, bound: `<= ${phone / 1024} kB`, pass: bytes <= phone && shown > 0 },
      },
      {
        ...{ name: 'its layout shift', value: shift.toFixed(3), bound: '0.000' },
        ...{ how: 'Chromium’s layout-shift entries, pictures held back for half a second', pass: shift < 0.0005 },
      },
    ];
  } finally {
    await browser.close();
  }
}

interface Loaded {
  bytes: number;
  shift: number;
  shown: number;
}

async function loadOnPhone(browser: Browser, url: string): Promise<Loaded> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 });
  const page = await context.newPage();
  const sizes = new Map<string, number>();
  await page.route('**/media/**', async (route) => {
    await wait(500);
    const response = await route.fetch();
    sizes.set(route.request().url(), (await response.body()).length);
    await route.fulfill({ response });
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const above = (await page.evaluate(aboveTheFold)) as string[];
  const shift = Number(await page.evaluate(sumOfShifts));
  await context.close();
  return { bytes: above.reduce((sum, each) => sum + (sizes.get(each) ?? 0), 0), shift, shown: above.length };
}

const aboveTheFold = `[...document.images].filter((each) => each.getBoundingClientRect().top < innerHeight).map((each) => each.currentSrc)`;

const sumOfShifts = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 300);
})`;
