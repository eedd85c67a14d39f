import type { Block } from '../../text/markdown.ts';

/** The ids of the pictures in a text. */
export const mediaIdsOf = (blocks: Block[]): number[] =>
  blocks
    .map((block) => (block.kind === 'figure' ? block.media : block.kind === 'video' ? block.poster : ''))
    .filter((reference) => /^\d{1,15}$/.test(reference))
    .map(Number);
