import type { Db, Tx } from '../../db/database.ts';
import { hashToken } from '../../text/tokens.ts';
import type { Passkey } from '../passkey.ts';
import type { Actor } from '../person.ts';
import type { StoredKey } from '../webauthn.ts';

/** Those of somebody, the oldest first. */
export const findPasskeys = (db: Db, personId: number): Promise<(Passkey & StoredKey)[]> =>
  db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at as createdAt', 'used_at as usedAt'])
    .select(['credential', 'public_key as publicKey', 'counter', 'transports'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();

/** Whose it is, where they have an account; null for none. */
export async function findByCredential(
  db: Db,
  credential: string,
): Promise<{ actor: Actor; stored: StoredKey } | null> {
  const row = await db
    .selectFrom('passkeys')
    .innerJoin('people', 'people.id', 'passkeys.person_id')
    .select(['people.id', 'people.name', 'people.email', 'people.role'])
    .select(['credential', 'public_key as publicKey', 'counter', 'transports'])
    .where('credential', '=', credential)
    .where('people.standing', '=', 'member')
    .executeTakeFirst();
  if (!row) return null;
  const { id, name, email, role, ...stored } = row;
  return { actor: { id, name, email, role }, stored };
}

export interface NewPasskey extends StoredKey {
  personId: number;
  name: string;
  createdAt: string;
}

/** False where somebody has it already. */
export async function insertPasskey(tx: Tx, { personId, publicKey, createdAt, ...key }: NewPasskey): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('passkeys')
    .values({ ...key, person_id: personId, public_key: publicKey, created_at: createdAt })
    .onConflict((conflict) => conflict.column('credential').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** False where it was used meanwhile, or is gone. */
export async function countUse(
  tx: Tx,
  { credential, counter: before }: StoredKey,
  use: { counter: number; at: string },
) {
  const { numUpdatedRows } = await tx
    .updateTable('passkeys')
    .set({ counter: use.counter, used_at: use.at })
    .where('credential', '=', credential)
    .where('counter', '=', before)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** False where it is not one of theirs. */
export async function renamePasskey(tx: Tx, { id, personId, name }: { id: number; personId: number; name: string }) {
  const { numUpdatedRows } = await tx
    .updateTable('passkeys')
    .set({ name })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** False where it is not one of theirs. */
export async function deletePasskey(tx: Tx, { id, personId }: { id: number; personId: number }): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('passkeys')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

interface NewChallenge {
  challenge: string;
  /** For what it is good, and for whom: `boundTo` of passkey.ts. */
  boundTo: string;
  expiresAt: string;
}

/** Clears away what has ended, while it is at it. */
export async function insertChallenge(tx: Tx, { challenge, boundTo, expiresAt }: NewChallenge, now: string) {
  await tx.deleteFrom('passkey_challenges').where('expires_at', '<=', now).execute();
  const row = { challenge_hash: hashToken(challenge), bound_to: hashToken(boundTo), expires_at: expiresAt };
  await tx.insertInto('passkey_challenges').values(row).execute();
}

/** False where it was used, has ended, or was given to somebody else or for something else; it is gone then too. */
export async function takeChallenge(
  tx: Tx,
  { challenge, boundTo, now }: Omit<NewChallenge, 'expiresAt'> & { now: string },
) {
  const row = await tx
    .deleteFrom('passkey_challenges')
    .where('challenge_hash', '=', hashToken(challenge))
    .returning(['bound_to', 'expires_at'])
    .executeTakeFirst();
  return row !== undefined && row.bound_to === hashToken(boundTo) && row.expires_at > now;
}
