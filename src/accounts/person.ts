import type { Selectable } from 'kysely';
import type { PersonStanding, Role, Tables } from '../db/tables.ts';

export type { Actor, PersonStanding, Role } from '../db/tables.ts';

/** Somebody who has an account. */
export type Person = Pick<Selectable<Tables['people']>, 'id' | 'slug' | 'name' | 'email' | 'role' | 'bio'>;

/** Somebody whose byline a story can bear: a member, one who left, or a guest who never had an account. */
export interface Contributor extends Pick<Person, 'id' | 'slug' | 'name' | 'bio'> {
  standing: PersonStanding;
  pictureId: number | null;
  /** Of a member; in lower case. */
  email: string | null;
  /** Of a member. */
  role: Role | null;
}

/** Who is meant by what somebody wrote: an email address, a name, or the address of a person's page, as `writtenName` has them. */
export function whoIs(people: readonly Contributor[], written: string): Contributor | undefined {
  const folded = written.toLocaleLowerCase();
  const called = people.filter(({ name }) => name.toLocaleLowerCase() === folded);
  const slug = slugIn(folded);
  return (
    people.find(({ email }) => email === folded) ??
    called.find(({ standing }) => standing === 'member') ??
    called[0] ??
    people.find((person) => person.slug === slug)
  );
}

/** The name, or, where several have it or it holds a comma, the email address, or, where there is none, the address of their page. */
export function writtenName(person: Contributor, people: readonly Contributor[]): string {
  const folded = person.name.toLocaleLowerCase();
  const isClear = people.filter(({ name }) => name.toLocaleLowerCase() === folded).length === 1;
  return isClear && !/[,،]/.test(person.name) ? person.name : (person.email ?? pathOfPerson(person));
}

export const pathOfPerson = ({ slug }: Pick<Contributor, 'slug'>): string => `/by/${slug}`;

function slugIn(written: string): string | null {
  const slug = /(?:^|\/)by\/([^/?#]+)$/.exec(written)?.[1];
  try {
    return slug === undefined ? null : decodeURIComponent(slug).normalize('NFC');
  } catch {
    return null;
  }
}

/** In characters. */
export const personLimits = { name: 100, bio: 1500 };

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

/** A link to choose another password works for so many minutes. */
export const resetMinutes = 60;

/** A link of an invitation works for so many days. */
export const invitationDays = 7;

/** A session ends this many seconds after sign-in, and sooner where it is not used. */
export const sessionSeconds = 14 * 24 * 60 * 60;
/** A long weekend ends nothing. */
export const idleSeconds = 4 * 24 * 60 * 60;
/** Of use within so many seconds nothing is written. */
export const useSeconds = 60 * 60;
