import type { Db, Tx } from '../../db/database.ts';
import { hashToken } from '../../text/tokens.ts';
import type { Person } from '../person.ts';

export interface NewLink {
  token: string;
  /** Null for a link that leads to nobody. */
  personId: number | null;
  expiresAt: string;
}

/** Clears away what has ended, while it is at it. */
export async function insertResetLink(tx: Tx, { token, personId, expiresAt }: NewLink, now: string): Promise<void> {
  await tx.deleteFrom('reset_links').where('expires_at', '<=', now).execute();
  const row = { token_hash: hashToken(token), person_id: personId, expires_at: expiresAt };
  await tx.insertInto('reset_links').values(row).execute();
}

export type Resetting = Pick<Person, 'id' | 'name' | 'email'>;

/** Who chooses another password by it; null where it leads to nobody, or not any more. */
export async function findResetting(db: Db, { token, now }: { token: string; now: string }): Promise<Resetting | null> {
  const row = await db
    .selectFrom('reset_links')
    .innerJoin('people', 'people.id', 'reset_links.person_id')
    .select(['people.id', 'people.name', 'people.email'])
    .where('token_hash', '=', hashToken(token))
    .where('people.standing', '=', 'member')
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ?? null;
}

/** All links of somebody are worth nothing from now on. */
export async function deleteResetLinks(tx: Tx, personId: number): Promise<void> {
  await tx.deleteFrom('reset_links').where('person_id', '=', personId).execute();
}

export async function updatePassword(tx: Tx, personId: number, passwordHash: string): Promise<void> {
  await tx.updateTable('people').set({ password_hash: passwordHash }).where('id', '=', personId).execute();
}
