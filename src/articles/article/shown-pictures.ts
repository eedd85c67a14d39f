import type { Block } from '../../text/markdown.ts';

/** What a block calls its picture; '' where it has none. */
export function pictureOf(block: Block): string {
  if (block.kind === 'figure') return block.media;
  if (block.kind === 'chart') return block.picture;
  return block.kind === 'video' ? block.poster : '';
}

/** The ids of the pictures in a text. */
export const mediaIdsOf = (blocks: Block[]): number[] =>
  blocks
    .map(pictureOf)
    .filter((reference) => /^\d{1,15}$/.test(reference))
    .map(Number);
