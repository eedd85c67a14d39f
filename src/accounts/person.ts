import type { Selectable } from 'kysely';
import type { Role, Tables } from '../db/tables.ts';

export type { Actor, Role } from '../db/tables.ts';

/** A member of the newsroom, as lists and bylines show them. */
export type Person = Pick<Selectable<Tables['people']>, 'id' | 'slug' | 'name' | 'email' | 'role' | 'bio'>;

export const roles: readonly Role[] = ['author', 'editor', 'moderator', 'admin'];

/** In characters. Longer is better than odder; NIST SP 800-63B asks for 8 at least and 64 at least allowed. */
export const passwordLimits = { least: 12, most: 200 };

/** What is wrong with a password that somebody wants to have, or null. */
export function passwordProblem(password: string): string | null {
  const characters = [...password].length;
  if (characters < passwordLimits.least) return `A password needs at least ${passwordLimits.least} characters.`;
  if (characters > passwordLimits.most) return `A password may have at most ${passwordLimits.most} characters.`;
  return null;
}

/** A link of an invitation works for so many days. */
export const invitationDays = 7;

/** A session ends this many seconds after sign-in. */
export const sessionSeconds = 14 * 24 * 60 * 60;
