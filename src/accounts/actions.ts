import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { readSite } from '../db/settings.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../events/log.ts';
import { slugify } from '../text/slug.ts';
import { logRefusal } from './actions/refused.ts';
import { beginSession, openSession, type SignedIn } from './actions/sessions.ts';
import { guessableProblem } from './common-passwords.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { type Actor, type Person, passwordProblem, type Role } from './person.ts';
import { canManagePeople } from './policy.ts';
import { findPersonSlugs } from './queries/contributors.ts';
import { endInvitationsTo } from './queries/invitations.ts';
import { findSecondSteps } from './queries/second-steps.ts';
import { deleteSession } from './queries/sessions.ts';
import { findPersonByEmail, insertPerson } from './queries.ts';
import { hasAny } from './second-step.ts';

export { demoPassword } from './passwords.ts';

export interface SignIn {
  email: string;
  password: string;
  /** What limits count by; of http/network.ts. */
  network: string;
  /** The session that this browser had until now, which ends. */
  replaces?: string | null;
  /** In words of device.ts. */
  device?: string;
}

export interface Begun extends SignedIn {
  /** A code is asked yet, and until then the token opens nothing else. */
  lacks: 'second-step' | null;
}

const noMatch = 'That email and password do not match.';

/**
 * @throws Invalid with the same words whatever was wrong.
 * @throws TooMany before anything is looked up or hashed.
 */
export async function signIn(
  context: Context,
  { email, password, network, replaces, device = '' }: SignIn,
): Promise<Begun> {
  const account = `${email} ${network}`;
  await context.limits.take('sign-in', account);
  await context.limits.take('sign-in-network', network);
  const found = await findPersonByEmail(context.db.reader, email);
  const same = await verifyPassword(found?.passwordHash ?? null, password);
  if (!found || !same) {
    logRefusal(context, found?.id ?? null, 'password');
    throw new Invalid({ '': noMatch });
  }
  const person = { id: found.id, name: found.name, email: found.email, role: found.role };
  const at = context.now();
  const signed = await context.db.transaction(async (tx) => {
    // The account may have been closed while the password was hashed.
    if ((await findPersonByEmail(tx, email))?.passwordHash !== found.passwordHash) throw new Invalid({ '': noMatch });
    if (replaces) await deleteSession(tx, replaces);
    if (hasAny(await findSecondSteps(tx, person.id))) {
      return { token: await beginSession(tx, { personId: person.id, at, device }), lacks: 'second-step' as const };
    }
    const made = await openSession(tx, { personId: person.id, at, device });
    await record(tx, { at, actor: person, action: 'person.signed_in', subject: `person:${person.id}`, names: [] });
    return { token: made, lacks: null };
  });
  await context.limits.clear('sign-in', account);
  return { ...signed, person };
}

export interface PersonInput {
  name: string;
  /** In lower case. */
  email: string;
  role: Role;
  password: string;
  bio?: string;
}

/**
 * Adds somebody to the newsroom. `actor` is null where the operator does it, at the command line.
 * @throws Forbidden, or Invalid where the address is taken or the password too short or long.
 */
export async function addPerson(context: Context, actor: Actor | null, input: PersonInput): Promise<Person> {
  if (actor && !canManagePeople(actor)) throw new Forbidden('Only an administrator adds people.');
  const passwordHash = await hashNewPassword(context, input);
  const at = context.now();
  return context.db.transaction(async (tx) => {
    const person = await enterPerson(tx, { ...input, passwordHash, at });
    await record(tx, {
      at,
      actor,
      action: 'person.added',
      subject: `person:${person.id}`,
      names: [`person:${person.id}`],
    });
    return person;
  });
}

export interface NewPassword extends Pick<Person, 'name' | 'email'> {
  password: string;
  /** Of the form. */
  field?: string;
}

/** @throws Invalid with what is wrong with it */
export async function hashNewPassword(
  { db }: Pick<Context, 'db'>,
  { password, name, email, field = 'password' }: NewPassword,
): Promise<string> {
  const newsroom = (await readSite(db.reader)).name;
  const problem = passwordProblem(password) ?? guessableProblem(password, { name, email, newsroom });
  if (problem) throw new Invalid({ [field]: problem });
  return hashPassword(password);
}

interface Entry extends Omit<PersonInput, 'password'> {
  passwordHash: string;
  at: string;
}

/** Whoever was invited at that address is here now. @throws Invalid where somebody has it already */
export async function enterPerson(tx: Tx, { name, email, role, bio = '', passwordHash, at }: Entry): Promise<Person> {
  if (await findPersonByEmail(tx, email)) throw new Invalid({ email: 'Somebody has this email address already.' });
  const slug = await freeSlug(tx, name);
  const id = await insertPerson(tx, { slug, name, email, role, bio, passwordHash, createdAt: at });
  await endInvitationsTo(tx, email);
  return { id, slug, name, email, role, bio };
}

/** The address for a name, or the next one that neither somebody has nor leads to somebody. */
export async function freeSlug(tx: Tx, name: string): Promise<string> {
  const wanted = slugify(name) || 'person';
  const taken = new Set(await findPersonSlugs(tx, wanted));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}
