import type { Actor } from '../db/tables.ts';

/** Sees the queue and decides what it holds. */
export const canModerate = (actor: Actor): boolean =>
  actor.role === 'moderator' || actor.role === 'editor' || actor.role === 'admin';

/** Sees all that is kept of a person, and erases it for good. */
export const canErase = (actor: Actor): boolean => actor.role === 'admin';

/** Says what the rules for comments do, and when nobody can comment. */
export const canSetRules = (actor: Actor): boolean => actor.role === 'admin';
