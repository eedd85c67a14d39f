import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

/* What docs/operating.md says that one sees is what the program says. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const page = read('docs/operating.md');
const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => read(`src/${path}`))
  .join('\n');
const named = [...page.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

test('Every measure that it names is told, and every measure of the program is named', () => {
  const measures = /^(broadsheet|process)_\w+$/;
  const told = [...read('src/http/measures-text.ts').matchAll(/'((?:broadsheet|process)_\w+)'/g)].map(
    ([, name]) => name,
  );
  const unnamed = [
    'broadsheet_kept_pages',
    'broadsheet_kept_bytes',
    'broadsheet_processes',
    'process_cpu_seconds_total',
  ];
  expect(new Set([...named.filter((text) => measures.test(text)), ...unnamed])).toEqual(new Set(told));
});

test('Every line of the log that it names is written by the program', () => {
  const lines = named.filter((text) => /^(a|the) .*\b(was|could|died|failed)\b/.test(text));
  expect(lines.length).toBeGreaterThan(4);
  for (const line of lines) expect(sources).toContain(`'${line}'`);
});

test('Every command and setting that it names is there', () => {
  const commands = [...page.matchAll(/npm run broadsheet -- ([a-z:]+)/g)].map(([, name]) => name);
  expect(new Set(commands)).toEqual(new Set(['verify', 'rebuild', 'restore', 'backup']));
  for (const name of commands) expect(read('src/cli.ts')).toContain(`name: '${name}'`);
  const settings = named.filter((text) => /^[A-Z]+(_[A-Z]+)+$/.test(text) && !text.startsWith('SQLITE_'));
  for (const name of settings) expect(read('README.md')).toContain(`\`${name}\``);
});
