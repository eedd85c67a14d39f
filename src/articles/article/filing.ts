import type { CommentsMode } from '../../db/tables.ts';

/** One thing that is to be so of a story, besides what it is filed under already. */
export type FilingChange = { sectionId: number } | { topic: string } | { comments: CommentsMode };

/** What can be done with many stories at once. */
export type BulkAct =
  | { name: 'submit' | 'discard' }
  | { name: 'section' | 'topic' | 'comments'; change: FilingChange }
  | { name: 'hold'; heldFor: string; reason: string };
