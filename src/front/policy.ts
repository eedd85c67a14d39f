import type { Actor } from '../db/tables.ts';

/** Decides what stands on the front page, now and later. */
export const canCurate = (actor: Actor): boolean => actor.role === 'editor' || actor.role === 'admin';
