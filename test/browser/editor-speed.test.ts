import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { median } from '../../bench/figure.ts';
import { longText, measureTyping } from '../../bench/typing.ts';
import { openDraft, savedText, startVisual, type VisualNewsroom } from '../support/visual-editor.ts';

let newsroom: VisualNewsroom;

beforeAll(async () => {
  newsroom = await startVisual();
});

const scriptOf = () => join('public', newsroom.context.assets.url('editor.ts').replace('/assets/', ''));

test('the editor’s script has at most 180 kB, however it is compressed', () => {
  const script = readFileSync(scriptOf());
  expect(brotliCompressSync(script).length).toBeLessThan(180_000);
  expect(gzipSync(script, { level: 9 }).length).toBeLessThan(180_000);
});

test('no other page asks for the script', async () => {
  const { context, desk, url } = newsroom;
  const script = context.assets.url('editor.ts');
  const asked: string[] = [];
  desk.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const path of ['/', '/admin/articles', '/admin/templates', '/admin/comments']) await desk.goto(url + path);
  expect(asked).not.toContain(script);
  await openDraft(newsroom);
  expect(asked).toContain(script);
});

// The promise is measured by `npm run bench`; a machine that does other things too shall not fail a test.
test('a text of ten thousand words is there soon, and takes a key at once', async () => {
  const id = await openDraft(newsroom, longText(10_000));
  const { usable, presses } = await measureTyping(newsroom.desk, 40);
  expect(usable).toBeLessThan(4_000);
  expect(median(presses.map(({ work }) => work))).toBeLessThan(64);
  expect(await savedText(newsroom, id)).toContain('x'.repeat(40));
});
