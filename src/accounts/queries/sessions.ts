import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { SessionStage } from '../../db/tables.ts';
import { later } from '../../text/moments.ts';
import { type Actor, idleSeconds } from '../person.ts';
import { isRequired } from '../second-step.ts';
import { requiredKey, rolesIn } from './second-steps.ts';

const sessions = compiled({ tokenHash: String, now: String, idleSince: String }, (db, { tokenHash, now, idleSince }) =>
  db
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .leftJoin('second_steps', 'second_steps.person_id', 'people.id')
    .leftJoin('settings', (join) => join.on('settings.key', '=', requiredKey))
    .select(['people.id', 'people.name', 'people.email', 'people.role', 'sessions.stage'])
    .select([
      'sessions.proved_at as provedAt',
      'sessions.used_at as usedAt',
      'settings.value as required',
      'second_steps.person_id as app',
    ])
    .select((select) =>
      select
        .selectFrom('passkeys')
        .select((inner) => inner.fn.min<number | null>('passkeys.id').as('first'))
        .whereRef('passkeys.person_id', '=', 'people.id')
        .as('passkey'),
    )
    .where('sessions.token_hash', '=', tokenHash)
    .where('people.standing', '=', 'member')
    .where('sessions.expires_at', '>', now)
    .where('sessions.used_at', '>', idleSince),
);

/** What a session is worth. */
interface Found {
  actor: Actor;
  provedAt: string;
  usedAt: string;
  lacks: 'second-step' | 'set-up' | null;
}

/** Whose session it is, with the role that they have now, and what that is without; null where there is none, or it has ended. */
export async function findSession(db: Db, session: { tokenHash: string; now: string }): Promise<Found | null> {
  const [row] = await sessions(db, { ...session, idleSince: idleSince(session.now) });
  if (!row) return null;
  const { stage, provedAt, usedAt, required, app, passkey, ...actor } = row;
  const mustSetUp = app === null && passkey === null && isRequired(actor.role, rolesIn(required));
  return { actor, provedAt, usedAt, lacks: stage === 'second-step' ? stage : mustSetUp ? 'set-up' : null };
}

export interface NewSession {
  tokenHash: string;
  personId: number;
  device: string;
  stage: SessionStage;
  createdAt: string;
  expiresAt: string;
}

export async function insertSession(tx: Tx, { tokenHash, personId, createdAt, ...session }: NewSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      ...{ token_hash: tokenHash, person_id: personId, created_at: createdAt, proved_at: createdAt },
      ...{ stage: session.stage, device: session.device, expires_at: session.expiresAt, used_at: createdAt },
    })
    .execute();
}

/** That they have just proved who they are. */
export async function writeProof(tx: Tx, tokenHash: string, at: string): Promise<void> {
  await tx.updateTable('sessions').set({ proved_at: at }).where('token_hash', '=', tokenHash).execute();
}

/** That it is in use. */
export async function writeUse(tx: Tx, tokenHash: string, at: string): Promise<void> {
  await tx.updateTable('sessions').set({ used_at: at }).where('token_hash', '=', tokenHash).execute();
}

export interface ListedSession {
  tokenHash: string;
  device: string;
  createdAt: string;
  usedAt: string;
}

/** Where somebody is signed in wholly, the one used last first. */
export const findSessionsOf = (db: Db, personId: number, now: string): Promise<ListedSession[]> =>
  db
    .selectFrom('sessions')
    .select(['token_hash as tokenHash', 'device', 'created_at as createdAt', 'used_at as usedAt'])
    .where('person_id', '=', personId)
    .where('stage', '=', 'whole')
    .where('expires_at', '>', now)
    .where('used_at', '>', idleSince(now))
    .orderBy('used_at', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('token_hash')
    .execute();

/** '' where it is gone. */
export async function findDevice(db: Db, tokenHash: string): Promise<string> {
  const query = db.selectFrom('sessions').select('device').where('token_hash', '=', tokenHash);
  return (await query.executeTakeFirst())?.device ?? '';
}

/** How many ended. */
export async function deleteOtherSessions(tx: Tx, personId: number, tokenHash: string): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('sessions')
    .where('person_id', '=', personId)
    .where('token_hash', '<>', tokenHash)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** False where it was gone already. */
export async function deleteSession(tx: Tx, tokenHash: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('sessions').where('token_hash', '=', tokenHash).executeTakeFirst();
  return numDeletedRows === 1n;
}

/** How many ended. */
export async function deleteSessionsOf(tx: Tx, personId: number): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('sessions').where('person_id', '=', personId).executeTakeFirst();
  return Number(numDeletedRows);
}

export async function deleteExpiredSessions(tx: Tx, now: string): Promise<void> {
  await tx
    .deleteFrom('sessions')
    .where((where) => where.or([where('expires_at', '<=', now), where('used_at', '<=', idleSince(now))]))
    .execute();
}

const idleSince = (now: string): string => later(now, -idleSeconds * 1000);
