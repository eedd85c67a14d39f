import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { record } from '../../events/log.ts';
import { later } from '../../text/moments.ts';
import { hashToken, makeToken } from '../../text/tokens.ts';
import { sessionSeconds } from '../person.ts';
import { deleteExpiredSessions, deleteSession, deleteSessionsOf, insertSession } from '../queries/sessions.ts';
import { begunSeconds } from '../second-step.ts';

export interface SignedIn {
  /** For the cookie; stored hashed only. */
  token: string;
  person: Actor;
}

/** Clears away what has ended, while it is at it. Returns the token. */
export const openSession = (tx: Tx, personId: number, at: string): Promise<string> =>
  open(tx, { personId, stage: 'whole', createdAt: at, expiresAt: later(at, sessionSeconds * 1000) });

/** For whoever gave the right password and has to give a code yet. Returns the token. */
export const beginSession = (tx: Tx, personId: number, at: string): Promise<string> =>
  open(tx, { personId, stage: 'second-step', createdAt: at, expiresAt: later(at, begunSeconds * 1000) });

async function open(tx: Tx, session: Omit<Parameters<typeof insertSession>[1], 'tokenHash'>): Promise<string> {
  const token = makeToken();
  await deleteExpiredSessions(tx, session.createdAt);
  await insertSession(tx, { ...session, tokenHash: hashToken(token) });
  return token;
}

/** All sessions of somebody end, and one begins, for whoever changed how they sign in. Returns the token. */
export async function renewSessions(tx: Tx, personId: number, at: string): Promise<string> {
  await deleteSessionsOf(tx, personId);
  return openSession(tx, personId, at);
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
