import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../test/support/chromium.ts';
import { browserFlags } from './browser-flags.ts';
import { type Figure, median } from './figure.ts';
import { root } from './newsroom.ts';

/** A story's text of so many words, with what stories have: headings, emphasis, links, lists, quotations, blocks. */
export function longText(words: number): string {
  const sentence =
    'The **harbour** union said [its members](https://union.example/) learned of *the scanners* from a brochure of the supplier.';
  const paragraph = `${sentence} ${sentence} ${sentence}`;
  const parts = Array.from({ length: Math.ceil(words / 51) }, (_, index) => {
    if (index % 40 === 39) return '::video{url="https://vimeo.com/76979871" title="Ferries in fog"}';
    if (index % 20 === 19) return `:::quote{by="Ilse Brandt"}\n${paragraph}\n:::`;
    if (index % 10 === 9) return `## Part ${index}\n\n- ${sentence}\n- ${sentence}\n- ${sentence}`;
    return paragraph;
  });
  return parts.join('\n\n');
}

export interface Typing {
  /** From the beginning of the page's loading to its text being there to be written in, in milliseconds. */
  usable: number;
  presses: Press[];
}

/** In milliseconds. */
export interface Press {
  /** What the key takes: until the text has changed, and the frame that shows it. */
  work: number;
  /** From the key until that frame is done, the wait for the screen's next turn included. */
  shown: number;
}

/** Opens the editor's page anew, and presses a key so many times in the middle of the text. */
export async function measureTyping(page: Page, times: number): Promise<Typing> {
  await page.reload({ waitUntil: 'commit' });
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.waitFor();
  const usable = Number(await page.evaluate(untilPainted));
  await text.locator('p').nth(60).click();
  await page.keyboard.press('End');
  await page.evaluate(watchKeys);
  for (let count = 0; count < times; count += 1) {
    await page.keyboard.press('x');
    await page.evaluate(untilPainted);
  }
  return { usable, presses: (await page.evaluate('window.keyTimes')) as Press[] };
}

const untilPainted = `new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))`;

/** A message that is sent when a frame begins comes when it is done. */
const watchKeys = `window.keyTimes = []; document.addEventListener('keydown', () => {
  const begun = performance.now();
  let changed = begun;
  document.addEventListener('input', () => { changed = performance.now(); }, { once: true });
  requestAnimationFrame(() => {
    const frame = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const done = performance.now();
      window.keyTimes.push({ work: changed - begun + done - frame, shown: done - begun });
    };
    channel.port2.postMessage(null);
  });
}, { capture: true });`;

function addEditor(folder: string): void {
  const name = ['--name', 'Bench', '--email', person.email, '--role', 'editor', '--password-stdin'];
  execFileSync(process.execPath, ['src/start.js', '--cli', 'person:add', ...name], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: `sqlite:${join(folder, 'broadsheet.db')}` },
    ...{ input: person.password, stdio: ['pipe', 'ignore', 'inherit'] },
  });
}

const mostUsable = 1_000;
const mostMedian = 16;
const mostLast = 50;

const person = { email: 'bench@news.example', password: 'measured on this machine' };

/** What is promised of the visual editor, on a new story in the newsroom of the folder. */
export async function measureEditor(url: string, folder: string): Promise<Figure[]> {
  addEditor(folder);
  const browser = await chromium.launch({ executablePath: findChromium(), headless: true, args: browserFlags });
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/admin`);
    await page.getByLabel('Email').fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'New story' }).click();
    await page.getByLabel('Headline', { exact: true }).fill('Ten thousand words');
    await page.getByRole('button', { name: 'Markdown', exact: true }).click();
    await page.getByLabel('Text', { exact: true }).fill(longText(10_000));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    return figuresOf(await measureTyping(page, 200));
  } finally {
    await browser.close();
  }
}

function figuresOf({ usable, presses }: Typing): Figure[] {
  const [work, shown] = [presses.map((press) => press.work), presses.map((press) => press.shown)];
  const how = `Chromium, ${presses.length} keys in a story of 10,000 words: until the text has changed, and the frame that shows it`;
  const figure = (name: string, value: number, bound: number): Figure => ({
    ...{ name, value: `${value.toFixed(1)} ms`, how, bound: `< ${bound} ms`, pass: value < bound },
  });
  return [
    {
      ...figure('editor usable', usable, mostUsable),
      how: 'Chromium, 10,000 words, from the page’s loading to the frame that shows the text to be written in',
    },
    figure('key press, median', median(work), mostMedian),
    figure('key press, 99th percentile', lastOf(work), mostLast),
    {
      name: 'key press until it shows',
      value: `${median(shown).toFixed(1)} ms, 99th percentile ${lastOf(shown).toFixed(1)} ms`,
      ...{ how: 'the same, with the wait for the next turn of a screen of 60 Hz', bound: null, pass: true },
    },
  ];
}

const lastOf = (values: number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * 0.99)] ?? Number.NaN;
