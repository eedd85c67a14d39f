import type { Actor } from './person.ts';

/** Adds people and gives them roles. */
export const canManagePeople = (actor: Actor): boolean => actor.role === 'admin';
