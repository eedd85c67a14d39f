import type { Actor } from '../db/tables.ts';

/** Reads who did what. */
export const canSeeActivity = (actor: Actor): boolean => actor.role === 'editor' || actor.role === 'admin';

/** Says what the newsroom is. */
export const canChangeSettings = (actor: Actor): boolean => actor.role === 'admin';

/** Reads who signed in and when, and who got an account. */
export const canSeeSignIns = (actor: Actor): boolean => actor.role === 'admin';

/** Takes all of it away as a file. */
export const canExportActivity = (actor: Actor): boolean => actor.role === 'admin';
