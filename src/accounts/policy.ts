import type { Actor, Contributor } from './person.ts';

/** Adds people, changes them, gives them roles and closes accounts. */
export const canManagePeople = (actor: Actor): boolean => actor.role === 'admin';

/** Adds, changes and removes the bylines of people who have no account. */
export const canManageGuests = (actor: Actor): boolean => actor.role === 'editor' || actor.role === 'admin';

/** What is said of somebody is for who may manage them. */
export const canChange = (actor: Actor, { standing }: Pick<Contributor, 'standing'>): boolean =>
  standing === 'guest' ? canManageGuests(actor) : canManagePeople(actor);
