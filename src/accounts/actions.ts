import type { Context } from '../context.ts';
import type { Db, Tx } from '../db/database.ts';
import { readSetting, writeSetting } from '../db/settings.ts';
import { Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../events/log.ts';
import { slugify } from '../text/slug.ts';
import { hashToken, makeToken } from '../text/tokens.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { type Actor, type Person, passwordProblem, type Role, sessionSeconds } from './person.ts';
import { canManagePeople } from './policy.ts';
import {
  countPeople,
  deleteExpiredSessions,
  deleteSession,
  findPersonByEmail,
  findPersonSlugs,
  insertPerson,
  insertSession,
} from './queries.ts';

export { demoPassword } from './passwords.ts';

export interface SignIn {
  email: string;
  password: string;
  /** What limits count by; of http/network.ts. */
  network: string;
  /** The session that this browser had until now, which ends. */
  replaces?: string | null;
}

export interface SignedIn {
  /** For the cookie; stored hashed only. */
  token: string;
  person: Actor;
}

/**
 * @throws Invalid with the same words whatever was wrong.
 * @throws TooMany before anything is looked up or hashed.
 */
export async function signIn(context: Context, { email, password, network, replaces }: SignIn): Promise<SignedIn> {
  const account = `${email} ${network}`;
  await context.limits.take('sign-in', account);
  await context.limits.take('sign-in-network', network);
  const found = await findPersonByEmail(context.db.reader, email);
  const same = await verifyPassword(found?.passwordHash ?? null, password);
  if (!found || !same) throw new Invalid({ '': 'That email and password do not match.' });
  const person = { id: found.id, name: found.name, email: found.email, role: found.role };
  const at = context.now();
  const token = await context.db.transaction(async (tx) => {
    if (replaces) await deleteSession(tx, replaces);
    const made = await openSession(tx, person.id, at);
    await record(tx, { at, actor: person, action: 'person.signed_in', subject: `person:${person.id}`, names: [] });
    return made;
  });
  await context.limits.clear('sign-in', account);
  return { token, person };
}

/**
 * Asks for the password again, before what cannot be undone. Attempts are counted with those of signing in.
 * @throws Invalid with the password, TooMany
 */
export async function confirmPassword(
  context: Context,
  actor: Actor,
  { password, network }: { password: string; network: string },
): Promise<void> {
  const account = `${actor.email} ${network}`;
  await context.limits.take('sign-in', account);
  await context.limits.take('sign-in-network', network);
  const found = await findPersonByEmail(context.db.reader, actor.email);
  const same = await verifyPassword(found?.passwordHash ?? null, password);
  if (!same) throw new Invalid({ password: 'This is not your password.' });
  await context.limits.clear('sign-in', account);
}

/** Ends the session for good: the cookie is worth nothing from now on, wherever a copy of it is. */
export async function signOut(
  context: Context,
  { actor, tokenHash }: { actor: Actor; tokenHash: string },
): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    await deleteSession(tx, tokenHash);
    await record(tx, { at, actor, action: 'person.signed_out', subject: `person:${actor.id}`, names: [] });
  });
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
  const passwordHash = await hashNewPassword(input.password);
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

const setUpKey = 'set_up';

/** A new token for the set-up address, which the start prints; null where there are people already. */
export function issueSetUpToken(context: Context): Promise<string | null> {
  return context.db.transaction(async (tx) => {
    if ((await countPeople(tx)) > 0) return null;
    const token = makeToken();
    await writeSetting(tx, setUpKey, hashToken(token));
    await record(tx, { at: context.now(), actor: null, action: 'set_up.issued', subject: 'site', names: [] });
    return token;
  });
}

/**
 * @throws NotFound once there is anybody, Forbidden with a token that is not the last one issued.
 */
export async function requireSetUp(db: Db, token: string): Promise<void> {
  if ((await countPeople(db)) > 0) throw new NotFound('This newsroom has been set up. Sign in instead.');
  if ((await readSetting(db, setUpKey)) === hashToken(token)) return;
  throw new Forbidden('This set-up address is not the current one. Each start of the program prints a new one.');
}

export interface SetUp extends Omit<PersonInput, 'role' | 'bio'> {
  token: string;
}

/**
 * Makes the first person, an administrator, and signs them in.
 * @throws what requireSetUp throws, or Invalid with the password.
 */
export async function setUpFirstAdmin(context: Context, { token, ...input }: SetUp): Promise<SignedIn> {
  await requireSetUp(context.db.reader, token);
  const passwordHash = await hashNewPassword(input.password);
  const at = context.now();
  return context.db.transaction(async (tx) => {
    await requireSetUp(tx, token);
    await writeSetting(tx, setUpKey, '');
    const { id, name, email, role } = await enterPerson(tx, { ...input, role: 'admin', passwordHash, at });
    const session = await openSession(tx, id, at);
    await record(tx, { at, actor: { id }, action: 'person.added', subject: `person:${id}`, names: [`person:${id}`] });
    return { token: session, person: { id, name, email, role } };
  });
}

async function hashNewPassword(password: string): Promise<string> {
  const problem = passwordProblem(password);
  if (problem) throw new Invalid({ password: problem });
  return hashPassword(password);
}

interface Entry extends Omit<PersonInput, 'password'> {
  passwordHash: string;
  at: string;
}

async function enterPerson(tx: Tx, { name, email, role, bio = '', passwordHash, at }: Entry): Promise<Person> {
  if (await findPersonByEmail(tx, email)) throw new Invalid({ email: 'Somebody has this email address already.' });
  const slug = await freeSlug(tx, slugify(name) || 'person');
  const id = await insertPerson(tx, { slug, name, email, role, bio, passwordHash, createdAt: at });
  return { id, slug, name, email, role, bio };
}

async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  const taken = new Set(await findPersonSlugs(tx, wanted));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

/** Clears away what has ended, while it is at it. */
async function openSession(tx: Tx, personId: number, at: string): Promise<string> {
  const token = makeToken();
  const expiresAt = new Date(Date.parse(at) + sessionSeconds * 1000).toISOString();
  await deleteExpiredSessions(tx, at);
  await insertSession(tx, { tokenHash: hashToken(token), personId, createdAt: at, expiresAt });
  return token;
}
