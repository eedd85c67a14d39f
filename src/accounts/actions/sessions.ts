import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { later } from '../../text/moments.ts';
import { hashToken, makeToken } from '../../text/tokens.ts';
import { sessionSeconds } from '../person.ts';
import { canManagePeople } from '../policy.ts';
import { findContributor } from '../queries/contributors.ts';
import {
  deleteExpiredSessions,
  deleteOtherSessions,
  deleteSession,
  deleteSessionsOf,
  findDevice,
  findSessionsOf,
  insertSession,
} from '../queries/sessions.ts';
import { begunSeconds } from '../second-step.ts';

export interface SignedIn {
  /** For the cookie; stored hashed only. */
  token: string;
  person: Actor;
}

/** Whose session, since when, and what it runs on, in words of device.ts. */
interface Opening {
  personId: number;
  at: string;
  device: string;
}

/** Clears away what has ended, while it is at it. Returns the token. */
export const openSession = (tx: Tx, { at, ...session }: Opening): Promise<string> =>
  open(tx, { ...session, stage: 'whole', createdAt: at, expiresAt: later(at, sessionSeconds * 1000) });

/** For whoever gave the right password and has to give a code yet. Returns the token. */
export const beginSession = (tx: Tx, { at, ...session }: Opening): Promise<string> =>
  open(tx, { ...session, stage: 'second-step', createdAt: at, expiresAt: later(at, begunSeconds * 1000) });

async function open(tx: Tx, session: Omit<Parameters<typeof insertSession>[1], 'tokenHash'>): Promise<string> {
  const token = makeToken();
  await deleteExpiredSessions(tx, session.createdAt);
  await insertSession(tx, { ...session, tokenHash: hashToken(token) });
  return token;
}

/** Whose session it is that acts, and which. */
export interface Acting {
  actor: Actor;
  tokenHash: string;
}

/** All sessions of somebody end, and one begins in place of this one, for whoever changed how they sign in. Returns the token. */
export async function renewSessions(tx: Tx, { actor, tokenHash }: Acting, at: string): Promise<string> {
  const device = await findDevice(tx, tokenHash);
  await deleteSessionsOf(tx, actor.id);
  return openSession(tx, { personId: actor.id, at, device });
}

/** Ends one other session of somebody, by the name that the list gives it. @throws NotFound */
export async function endOwnSession(context: Context, { actor, tokenHash }: Acting, name: string): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const sessions = await findSessionsOf(tx, actor.id, at);
    const found = sessions.find((session) => nameOfSession(session) === name && session.tokenHash !== tokenHash);
    if (!found) throw new NotFound('There is no such session of yours, or not any more.');
    await deleteSession(tx, found.tokenHash);
    await record(tx, { at, actor, action: 'person.session_ended', subject: `person:${actor.id}`, names: [] });
  });
}

/** Ends all sessions of somebody but this one. */
export async function endOtherSessions(context: Context, { actor, tokenHash }: Acting): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    if ((await deleteOtherSessions(tx, actor.id, tokenHash)) === 0) return;
    await record(tx, { at, actor, action: 'person.sessions_ended', subject: `person:${actor.id}`, names: [] });
  });
}

/**
 * Signs somebody out wherever they are signed in, and whoever else has a session of theirs.
 * @throws Forbidden, NotFound, Conflict where they are signed in nowhere
 */
export async function signOutEverywhere(context: Context, actor: Actor, id: number): Promise<void> {
  if (!canManagePeople(actor)) throw new Forbidden('Only an administrator signs others out.');
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const person = await findContributor(tx, id);
    if (!person) throw new NotFound('There is nobody here by this number, or not any more.');
    if ((await deleteSessionsOf(tx, id)) === 0) throw new Conflict(`${person.name} is signed in nowhere.`);
    await record(tx, { at, actor, action: 'person.signed_out_everywhere', subject: `person:${id}`, names: [] });
  });
}

/** For addresses: it says nothing of the token, and nothing of what is stored for it. */
export const nameOfSession = ({ tokenHash }: Pick<Acting, 'tokenHash'>): string => hashToken(tokenHash).slice(0, 32);

/** Ends the session for good: the cookie is worth nothing from now on, wherever a copy of it is. */
export async function signOut(context: Context, { actor, tokenHash }: Acting): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    await deleteSession(tx, tokenHash);
    await record(tx, { at, actor, action: 'person.signed_out', subject: `person:${actor.id}`, names: [] });
  });
}
