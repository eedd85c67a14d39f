import { describe, expect, test } from '@jest/globals';
import { getSchema } from '@tiptap/core';
import fc from 'fast-check';
import { markdownOf, richTextOf } from '../../src/text/rich-text.ts';
import { documents, sources } from '../support/rich-text.ts';

/* What the conversion gives, the visual editor takes, and gives back. */

// What is written for browsers is checked as such; here it has no types.
const part = (name: string) => import(`../../src/browser/editor/${name}.ts`);
const { blocks } = await part('blocks');
const { marks } = await part('marks');
const { textNodes } = await part('text-nodes');
const { documentOf, markdownOfDocument } = await part('text-sync');
const schema = getSchema([...textNodes, ...blocks, ...marks]);

function throughEditor(markdown: string): string {
  const doc = schema.nodeFromJSON(documentOf(markdown));
  doc.check();
  return markdownOfDocument(doc);
}

describe('The editor', () => {
  test.each([
    ['Markdown from anywhere', sources],
    ['texts of its own', documents.map(markdownOf)],
  ])('holds %s as it was read', (_, texts) => {
    fc.assert(
      fc.property(texts, (markdown) => {
        expect(throughEditor(markdown)).toBe(markdownOf(richTextOf(markdown)));
      }),
      { numRuns: 300 },
    );
  });

  test('holds an empty text', () => expect(throughEditor('')).toBe(''));
});
