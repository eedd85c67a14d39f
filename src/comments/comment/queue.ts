/* The list of what needs a person. */

/** Needs: held or reported. New: of people of whom nothing was let through. Rules: held for what stands in it. */
export const filters = ['needs', 'held', 'reported', 'new', 'rules', 'published', 'rejected'] as const;

export type Filter = (typeof filters)[number];

/** What the address of the queue asks for. */
export interface QueueAddress {
  filter: Filter;
  /** Only comments older than this one. */
  before: number | null;
  /** Words, or an email. */
  search: string;
  /** Only those on this story. */
  story: number | null;
  /** What was just decided, by the name of its batch. */
  done: string | null;
}

export const firstAddress: QueueAddress = { filter: 'needs', before: null, search: '', story: null, done: null };

/** How far the comments of who wrote one are counted: whoever has written that much is known. */
export const mostCounted = 200;

/** How many comments a page of the queue shows. */
export const pageSize = 30;

/** What one moderator has on their screen, others skip for so long, in milliseconds. */
export const claimLength = 2 * 60_000;
