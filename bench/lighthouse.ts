import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findChromium } from '../test/support/chromium.ts';
import { browserFlags } from './browser-flags.ts';
import { type Figure, median } from './figure.ts';

/** It weighs more than all else together, so it is fetched by whoever measures and not installed by everybody. */
const lighthouse = 'lighthouse@12.8.2';
const categories = { accessibility: 100, 'best-practices': 100, seo: 100, performance: 99 } as const;
type Category = keyof typeof categories;
type Scores = Record<Category, number>;

/** What Lighthouse, with its settings for a telephone, thinks of the pages by these names. */
export async function measureLighthouse(pages: Record<string, string>): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, address] of Object.entries(pages)) figures.push(await judge(name, address));
  return figures;
}

/** A busy machine makes pages look slow: where the first run is not enough, the median of three counts. */
async function judge(name: string, address: string): Promise<Figure> {
  const runs = [await run(address)];
  if (!holds(runs)) runs.push(await run(address), await run(address));
  const scores = middle(runs.map((each) => each.scores));
  const wrong = [...new Set(runs.flatMap(({ failed }) => failed))];
  return {
    name: `Lighthouse, ${name}`,
    value: Object.keys(categories)
      .map((category) => `${category} ${scores[category as Category]}`)
      .join(', '),
    how: `mobile preset, ${runs.length === 1 ? 'one run' : 'median of 3'}${wrong.length > 0 ? `; not passed: ${wrong.join(', ')}` : ''}`,
    bound: '>= 100, 100, 100, 99',
    pass: isEnough(scores),
  };
}

const holds = (runs: { scores: Scores }[]) => isEnough(middle(runs.map(({ scores }) => scores)));

const isEnough = (scores: Scores) =>
  Object.entries(categories).every(([category, least]) => scores[category as Category] >= least);

const middle = (all: Scores[]) =>
  Object.fromEntries(
    Object.keys(categories).map((category) => [category, median(all.map((scores) => scores[category as Category]))]),
  ) as Scores;

async function run(address: string): Promise<{ scores: Scores; failed: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-lighthouse-'));
  const output = join(folder, 'report.json');
  const flags = ['--headless=new', ...browserFlags].join(' ');
  const names = Object.keys(categories).join(',');
  const args = [address, '--quiet', `--only-categories=${names}`, '--output=json', `--output-path=${output}`];
  try {
    await promisify(execFile)(
      'npm',
      ['exec', '--yes', `--package=${lighthouse}`, '--', 'lighthouse', ...args, `--chrome-flags=${flags}`],
      { env: { ...process.env, CHROME_PATH: findChromium() }, maxBuffer: 64 * 1024 * 1024 },
    );
    const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
    const scores = Object.fromEntries(
      Object.keys(categories).map((category) => [
        category,
        Math.round((report.categories[category]?.score ?? 0) * 100),
      ]),
    ) as Scores;
    return { scores, failed: failedAudits(report) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null }>;
}

/** Only what counts towards a score. */
const failedAudits = ({ categories: found, audits }: Report): string[] =>
  Object.values(found).flatMap(({ auditRefs }) =>
    auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9).map(({ id }) => id),
  );
