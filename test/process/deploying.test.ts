import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';

/* What docs/deploying.md tells operators to copy is what the program takes. */

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const page = read('docs/deploying.md');

/** What stands between fences of this kind. */
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);

const settingsIn = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/(?:^|ENV | )([A-Z_]{4,})=(\S+)/gm)].map(([, name = '', value = '']) => [name, value]),
  );

const [ofService = ''] = blocks('sh').filter((text) => text.startsWith('NODE_ENV='));
const [ofContainer = ''] = blocks('dockerfile');

test('The settings of the service and of the container are taken, and those of production', () => {
  for (const settings of [settingsIn(ofService), { ...settingsIn(ofContainer), SITE_URL: 'https://news.example' }]) {
    const config = readConfig(settings);
    expect(config).toMatchObject({ production: true, demo: false, siteUrl: 'https://news.example', trustProxy: 1 });
    for (const name of Object.keys(settings)) expect(read('README.md')).toContain(`\`${name}\``);
  }
});

test('Both start the program as npm start does', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
  // There no shell stands in between that would have to make room.
  const start = scripts.start.replace(/^exec /, '');
  expect(blocks('ini')[0]).toContain(`ExecStart=/opt/broadsheet/node_modules/node/bin/${start}\n`);
  expect(ofContainer).toContain(`CMD ${JSON.stringify(start.split(' ')).replaceAll(',', ', ')}`);
});

test('A stop is waited for longer than the program takes for it at most', () => {
  const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(page) ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
  expect(page).toContain(`stop_grace_period: ${seconds}s`);
});

test('Neither leaves the history of the source in reach of the program', () => {
  expect(blocks('ini')[0]).toMatch(/^InaccessiblePaths=-\/opt\/broadsheet\/\.git$/m);
  expect(page).toMatch(/^`\.dockerignore`:\n\n```\n\.git\n/m);
});
