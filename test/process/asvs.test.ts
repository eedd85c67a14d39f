import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSources } from '../support/source.ts';

/* What the pages about security say stands where they say it does. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');
const repeated = (names: string[]) => names.filter((name, index) => names.indexOf(name) !== index);

/** Files of the repository that are named in a text. */
const filesIn = (text: string): string[] =>
  [...text.matchAll(/`((?:test|src|docs)\/[^`\s]+|[\w-]+\.(?:md|json))`/g)].map(([, path = '']) => path);

describe('docs/asvs.md', () => {
  const page = read('docs/asvs.md');
  const rows = [...page.matchAll(/^\| (\d+)\.(\d+\.\d+) \| ([^|]+) \| ([^|]+) \| (.+) \|$/gm)].map(
    ([, chapter = '', rest = '', about = '', answer = '', why = '']) => ({
      ...{ chapter: Number(chapter), number: `${chapter}.${rest}`, about, answer, why },
    }),
  );

  /** How many there are of levels 1 and 2, by chapter. Source: OWASP ASVS 5.0.0. */
  const inChapters = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

  test('answers each requirement of both levels once, in order, below its chapter', () => {
    expect(repeated(rows.map(({ number }) => number))).toEqual([]);
    const counted = inChapters.map((_, index) => rows.filter(({ chapter }) => chapter === index + 1).length);
    expect(counted).toEqual(inChapters);
    const sorted = rows.toSorted((one, other) => one.number.localeCompare(other.number, 'en', { numeric: true }));
    expect(rows.map(({ number }) => number)).toEqual(sorted.map(({ number }) => number));
    for (const section of page.split(/^## V/m).slice(1)) {
      const [, chapter] = /^(\d+) /.exec(section) ?? [];
      const strangers = [...section.matchAll(/^\| (\d+)\.\d+\.\d+ /gm)].filter(([, of]) => of !== chapter);
      expect(strangers).toEqual([]);
    }
  });

  test('names files that are there, tests or documents for all that it says is met', () => {
    for (const { number, answer, why } of rows) {
      const files = filesIn(why);
      expect([number, files.filter((file) => !existsSync(root + file))]).toEqual([number, []]);
      expect([number, answer]).toEqual([number, expect.stringMatching(/^(met|untested|n\/a|not met)$/)]);
      const shown = files.filter((file) => /\.test\.ts$|\.md$|\.json$|^test\/support\//.test(file));
      if (answer === 'met') expect([number, shown.length]).toEqual([number, expect.any(Number)]);
      if (answer === 'met' && shown.length === 0) throw new Error(`${number} is met by nothing that is named.`);
      if (answer === 'not met' && why.length < 6) throw new Error(`${number} does not say why.`);
    }
  });

  test('counts them right', () => {
    const names = ['met', 'untested', 'n/a', 'not met'];
    const lines = [...inChapters.keys()].map((index) => {
      const own = rows.filter(({ chapter }) => chapter === index + 1);
      return [index + 1, ...names.map((name) => own.filter(({ answer }) => answer === name).length)];
    });
    const all = names.map((name) => rows.filter(({ answer }) => answer === name).length);
    for (const line of lines) expect(page).toContain(`| V${line.join(' | ')} |\n`);
    expect(page).toContain(`| all | ${all.join(' | ')} |\n`);
  });
});

test('docs/cryptography.md names each file that hashes, signs, seals or draws at random, and no other', () => {
  const makers = /from 'node:crypto'|import\('@simplewebauthn|from '@node-rs\/argon2'|from 'otpauth'/;
  const using = readSources(`${root}src`, ['.ts']).flatMap(({ path, text }) =>
    path.startsWith('browser/') || !makers.test(text) ? [] : [`src/${path}`],
  );
  expect(using.length).toBeGreaterThan(20);
  expect(filesIn(read('docs/cryptography.md')).sort()).toEqual(using.sort());
});

test('docs/limits.md has the rules of the program', () => {
  const [, rules = ''] = /^const rules = \{\n([\s\S]*?)^\} as const;/m.exec(read('src/http/limits.ts')) ?? [];
  const known = [...rules.matchAll(/^ {2}'?([\w-]+)'?: \{ points: (\d+), duration: ([\d *]+) \},$/gm)].map(
    ([, name, most, seconds = '']) =>
      `| \`${name}\` | ${most} | ${seconds.split('*').reduce((product, each) => product * Number(each), 1)} |`,
  );
  expect(known).toHaveLength(rules.match(/points:/g)?.length ?? 0);
  const told = [...read('docs/limits.md').matchAll(/^\| `[\w-]+` \| \d+ \| \d+ \|/gm)].map(([line]) => line);
  expect(told.sort()).toEqual(known.sort());
});

test('docs/data.md has each table of the database, at one level', () => {
  const sources = readSources(`${root}src/db`, ['tables.ts']).map(({ text }) => text);
  const all = sources.flatMap((text) =>
    [...text.matchAll(/^export interface \w*Tables(?: extends [^{]*)? \{\n([\s\S]*?)^\}/gm)].flatMap(([, body = '']) =>
      [...body.matchAll(/^ {2}([a-z_]+): /gm)].map(([, name = '']) => name),
    ),
  );
  expect(all.length).toBeGreaterThan(70);
  const [, tables = ''] = read('docs/data.md').split('## Tables');
  const told = [...tables.matchAll(/^\| (?:public|newsroom|personal|secret) \| ([^|]+) \|/gm)].flatMap(
    ([, names = '']) => [...names.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name),
  );
  expect(told.sort()).toEqual(all.sort());
});

test('SECURITY.md says of each library that comes along what it is for, and of no other', () => {
  const [, section = ''] = read('SECURITY.md').split('## What it is built with\n');
  const rows = [...section.matchAll(/^\| (`[^|]+`) \| [^|]{10,} \|$/gm)].map(([, names = '']) => names);
  const named = rows.flatMap((names) => [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  expect(named.toSorted()).toEqual(Object.keys(JSON.parse(read('package.json')).dependencies).toSorted());
});
