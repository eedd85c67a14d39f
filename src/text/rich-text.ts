import type { RichNode } from './rich-text/node.ts';
import { readBlocks } from './rich-text/reading.ts';
import { writeBlocks } from './rich-text/writing.ts';

export type { RichMark, RichNode } from './rich-text/node.ts';

/** What the visual editor shows of a story's Markdown. It is read as the reader's page reads it. */
export function richTextOf(markdown: string): RichNode {
  const blocks = readBlocks(markdown);
  const written = writeBlocks(blocks);
  const again = readBlocks(written);
  // Where one block would change its neighbours, nothing is lost as long as the whole stays as it was typed.
  const isKept = isSame(again, blocks) || (isSame(again, blocks, 'tight') && writeBlocks(again) === written);
  return { type: 'doc', content: isKept ? blocks : [{ type: 'source', attrs: { markdown } }] };
}

/** The Markdown of a text. Reading it gives the text again, without what Markdown cannot hold: empty paragraphs, blanks at their ends. */
export const markdownOf = (text: RichNode): string => writeBlocks(text.content ?? []);

const isSame = (one: RichNode[], other: RichNode[], ignored: string | null = null): boolean => {
  const without = (key: string, value: unknown) => (key === ignored ? undefined : value);
  return JSON.stringify(one, without) === JSON.stringify(other, without);
};
