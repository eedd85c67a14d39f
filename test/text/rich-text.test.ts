import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalBlocks } from '../../src/text/rich-text/normal.ts';
import { markdownOf, type RichNode, richTextOf } from '../../src/text/rich-text.ts';
import { documents, shown, sources } from '../support/rich-text.ts';

const paragraph = (text: string): RichNode => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const blocksOf = (markdown: string) => richTextOf(markdown).content ?? [];
const typesOf = (markdown: string) => blocksOf(markdown).map(({ type }) => type);

const withoutTightness = (blocks: RichNode[]) =>
  JSON.parse(JSON.stringify(blocks, (key, value) => (key === 'tight' ? undefined : value)));

describe('A text of the visual editor', () => {
  // Whether a list has blank lines can follow from what stands in it.
  test('is read again as it was written', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const again = richTextOf(markdownOf(document));
        expect(withoutTightness(again.content ?? [])).toEqual(withoutTightness(normalBlocks(document.content ?? [])));
      }),
      { numRuns: 300 },
    );
  });

  test('comes out byte for byte the same from the second time on', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const markdown = markdownOf(document);
        expect(markdownOf(richTextOf(markdown))).toBe(markdown);
      }),
      { numRuns: 300 },
    );
  });
});

describe('Markdown from anywhere', () => {
  test('means the same to a reader after the visual editor', () => {
    fc.assert(
      fc.property(sources, (markdown) => {
        expect(shown(markdownOf(richTextOf(markdown)))).toBe(shown(markdown));
      }),
      { numRuns: 500 },
    );
  });

  test('comes out byte for byte the same from the second time on', () => {
    fc.assert(
      fc.property(sources, (markdown) => {
        const once = markdownOf(richTextOf(markdown));
        expect(markdownOf(richTextOf(once))).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('Every story of the demo', () => {
  const folder = fileURLToPath(new URL('../../demo', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));

  test.each(files)('%s means the same after the visual editor, and stays as it is from then on', (file) => {
    const body = readFileSync(join(folder, file), 'utf8').replace(/^---\n.*?\n---\n/s, '');
    const once = markdownOf(richTextOf(body));
    expect(shown(once)).toBe(shown(body));
    expect(markdownOf(richTextOf(once))).toBe(once);
    expect(typesOf(body)).not.toContain('source');
  });

  test('there are some', () => expect(files.length).toBeGreaterThan(30));
});

describe('Words that look like Markdown', () => {
  test.each([
    ...[
      '*not emphasis*',
      '# not heading',
      '1. no list',
      '- no',
      'a_b_c and _x_',
      '[x](y)',
      '<b>hi</b> & &amp;',
      '::video{url="x"}',
    ],
    ...[
      ':::',
      '> q',
      'back\\slash',
      '`code`',
      '~~s~~',
      'http://x.y',
      'www.a.b',
      'me@x.org',
      'a | b',
      '+ x',
      '===',
      '---',
      '2) x',
    ],
    ...[
      '![i](u)',
      'a\u00a0b',
      '\u00a0',
      '***',
      'نص *عربي*',
      '[a]: b',
      '| a |',
      'R&copy;',
      '- [ ] x',
      '<!-- c',
      '\\',
      'a\\*b',
    ],
  ])('%j stay words', (text) => {
    expect(richTextOf(markdownOf(paragraph(text)))).toEqual(paragraph(text));
  });

  test.each(['5 * 3 = 15', 'snake_case', 'Q&A', 'C:\\dir', '“Why?” (he said)', '3.5 % – 4.1 %', 'Straße #1'])(
    '%j take no backslash where none is needed',
    (text) => expect(markdownOf(paragraph(text))).toBe(text),
  );
});

describe('What the editor has no form for', () => {
  test.each([
    ['HTML', '<table><tr><td>a</td></tr></table>'],
    ['a block that does not exist', '::gallery{of="3"}'],
    ['a block with a value that it does not take', '::figure{media="1" alt="a" size="big"}'],
  ])('%s stands as source, as it was typed', (_, markdown) => {
    expect(blocksOf(`Before\n\n${markdown}\n\nAfter`)).toEqual([
      ...blocksOf('Before'),
      { type: 'source', attrs: { markdown } },
      ...blocksOf('After'),
    ]);
  });

  test.each([
    ['an abbreviation', 'The <abbr title="European Union">EU</abbr> agreed'],
    ['an element that is no mark', 'a <div>b</div> c'],
  ])('%s is source in its line', (_, markdown) => {
    expect(blocksOf(markdown)[0]?.content?.map(({ type }) => type)).toEqual(['text', 'sourceInline', 'text']);
    expect(markdownOf(richTextOf(markdown))).toBe(markdown);
  });
});

describe('A block that is not finished', () => {
  test.each([
    ['a picture without alternative text', '::figure{media="12"}', 'figure'],
    ['a video without a title', '::video{url="https://vimeo.com/76979871"}', 'video'],
    ['a fact box without a title', ':::facts\nOne.\n:::', 'factBox'],
  ])('%s can be gone on with', (_, markdown, type) => {
    expect(typesOf(markdown)).toEqual([type]);
    expect(markdownOf(richTextOf(markdown))).toBe(markdown);
  });
});

test('A text of ten thousand words is written in a moment once it has been, since what did not change is remembered', () => {
  const sentence =
    'The **harbour** union said [its members](https://union.example/) learned of *the scanners* from a brochure.';
  const document = richTextOf(Array.from({ length: 600 }, (_, index) => `${index}: ${sentence}`).join('\n\n'));
  markdownOf(document);
  const begun = performance.now();
  for (let count = 0; count < 10; count += 1) markdownOf(document);
  expect((performance.now() - begun) / 10).toBeLessThan(50);
});
