import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { SessionStage } from '../../db/tables.ts';
import type { Actor } from '../person.ts';
import { isRequired } from '../second-step.ts';
import { requiredKey, rolesIn } from './second-steps.ts';

const sessions = compiled({ tokenHash: String, now: String }, (db, { tokenHash, now }) =>
  db
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .leftJoin('second_steps', 'second_steps.person_id', 'people.id')
    .leftJoin('settings', (join) => join.on('settings.key', '=', requiredKey))
    .select(['people.id', 'people.name', 'people.email', 'people.role', 'sessions.stage'])
    .select(['sessions.proved_at as provedAt', 'settings.value as required', 'second_steps.person_id as app'])
    .select((select) =>
      select
        .selectFrom('passkeys')
        .select((inner) => inner.fn.min<number | null>('passkeys.id').as('first'))
        .whereRef('passkeys.person_id', '=', 'people.id')
        .as('passkey'),
    )
    .where('sessions.token_hash', '=', tokenHash)
    .where('people.standing', '=', 'member')
    .where('sessions.expires_at', '>', now),
);

/** What a session is worth. */
interface Found {
  actor: Actor;
  provedAt: string;
  lacks: 'second-step' | 'set-up' | null;
}

/** Whose session it is, with the role that they have now, and what that is without; null where there is none, or it has ended. */
export async function findSession(db: Db, session: { tokenHash: string; now: string }): Promise<Found | null> {
  const [row] = await sessions(db, session);
  if (!row) return null;
  const { stage, provedAt, required, app, passkey, ...actor } = row;
  const mustSetUp = app === null && passkey === null && isRequired(actor.role, rolesIn(required));
  return { actor, provedAt, lacks: stage === 'second-step' ? stage : mustSetUp ? 'set-up' : null };
}

export interface NewSession {
  tokenHash: string;
  personId: number;
  stage: SessionStage;
  createdAt: string;
  expiresAt: string;
}

export async function insertSession(tx: Tx, { tokenHash, personId, createdAt, ...session }: NewSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      ...{ token_hash: tokenHash, person_id: personId, created_at: createdAt, proved_at: createdAt },
      ...{ stage: session.stage, expires_at: session.expiresAt },
    })
    .execute();
}

/** That they have just proved who they are. */
export async function writeProof(tx: Tx, tokenHash: string, at: string): Promise<void> {
  await tx.updateTable('sessions').set({ proved_at: at }).where('token_hash', '=', tokenHash).execute();
}

/** False where it was gone already. */
export async function deleteSession(tx: Tx, tokenHash: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('sessions').where('token_hash', '=', tokenHash).executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function deleteSessionsOf(tx: Tx, personId: number): Promise<void> {
  await tx.deleteFrom('sessions').where('person_id', '=', personId).execute();
}

export async function deleteExpiredSessions(tx: Tx, now: string): Promise<void> {
  await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute();
}
