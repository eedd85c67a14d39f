import type { Actor } from '../db/tables.ts';

/** Whoever works on stories adds pictures to the library; a moderator does not. */
export const canAddPictures = (actor: Actor): boolean => actor.role !== 'moderator';
