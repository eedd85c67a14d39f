import type { Actor } from '../db/tables.ts';

/** Whoever works on stories adds pictures to the library; a moderator does not. */
export const canAddPictures = (actor: Actor): boolean => actor.role !== 'moderator';

/** The library is for whoever may add to it. */
export const canSeeLibrary = canAddPictures;

interface Described {
  createdBy: number;
  /** A story that shows it is under review, or readers see it. */
  isWithDesk: boolean;
}

/**
 * Says something else of a file of the library, gives it another one, or takes it out: the desk; and whoever added it, as long as the
 * stories that show it are drafts. What an editor lets through is changed by nobody else.
 */
export const canDescribe = (actor: Actor, { createdBy, isWithDesk }: Described): boolean =>
  actor.role === 'editor' || actor.role === 'admin' || (canAddPictures(actor) && createdBy === actor.id && !isWithDesk);

/** What is said to who may not. */
export const notTheirs = (kind: 'picture' | 'recording' | 'document'): string =>
  `Editors change this ${kind}, and whoever added it as long as only drafts show it.`;
