import type { Db, Tx } from '../../db/database.ts';
import type { InvitationState } from '../../db/tables.ts';
import type { Invitation } from '../invitation.ts';

const columns = [
  ...(['id', 'name', 'email', 'role', 'state', 'expires_at as expiresAt', 'mail_id as mailId'] as const),
  'person_id as personId' as const,
];

export async function findInvitation(db: Db, id: number): Promise<Invitation | null> {
  return (await db.selectFrom('invitations').select(columns).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function findInvitationByToken(db: Db, tokenHash: string): Promise<Invitation | null> {
  const query = db.selectFrom('invitations').select(columns).where('token_hash', '=', tokenHash);
  return (await query.executeTakeFirst()) ?? null;
}

/** Whether that address waits for an answer, in lower case; what has expired can be sent again, and counts. */
export async function isInvited(db: Db, email: string): Promise<boolean> {
  const query = db.selectFrom('invitations').select('id').where('email', '=', email).where('state', '=', 'open');
  return (await query.executeTakeFirst()) !== undefined;
}

/** Whether somebody who is here without an account waits to get one. */
export async function isPersonInvited(db: Db, personId: number): Promise<boolean> {
  const query = db.selectFrom('invitations').select('id').where('person_id', '=', personId).where('state', '=', 'open');
  return (await query.executeTakeFirst()) !== undefined;
}

export interface ListedInvitation extends Invitation {
  /** When its mail was taken by the mail server, or given up; null as long as it waits. */
  sentAt: string | null;
  givenUpAt: string | null;
}

/** Those that nobody has accepted, by name. */
export const findInvitations = (db: Db): Promise<ListedInvitation[]> =>
  db
    .selectFrom('invitations')
    .innerJoin('outgoing_mails as mail', 'mail.id', 'invitations.mail_id')
    .select(['invitations.id', 'name', 'email', 'role', 'state', 'expires_at as expiresAt', 'mail_id as mailId'])
    .select('person_id as personId')
    .select(['mail.sent_at as sentAt', 'mail.given_up_at as givenUpAt'])
    .where('state', '=', 'open')
    .orderBy('name')
    .orderBy('invitations.id')
    .execute();

export interface NewInvitation
  extends Pick<Invitation, 'name' | 'email' | 'role' | 'expiresAt' | 'mailId' | 'personId'> {
  tokenHash: string;
  invitedBy: number;
  createdAt: string;
}

export async function insertInvitation(tx: Tx, { tokenHash, invitedBy, ...given }: NewInvitation): Promise<number> {
  const { name, email, role, createdAt, expiresAt, mailId, personId } = given;
  const { id } = await tx
    .insertInto('invitations')
    .values({
      ...{ token_hash: tokenHash, name, email, role, state: 'open', invited_by: invitedBy },
      ...{ created_at: createdAt, expires_at: expiresAt, mail_id: mailId, person_id: personId },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const nobody = { name: '', email: '' };

export async function endInvitation(tx: Tx, id: number, state: Exclude<InvitationState, 'open'>): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ ...nobody, state })
    .where('id', '=', id)
    .execute();
}

/** Whoever has that address now needs no invitation. */
export async function endInvitationsTo(tx: Tx, email: string): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ ...nobody, state: 'used' })
    .where('email', '=', email)
    .where('state', '=', 'open')
    .execute();
}

/** The numbers of their mails that may still wait, of invitations that give somebody an account. */
export async function findMailsTo(db: Db, personId: number): Promise<number[]> {
  const open = db
    .selectFrom('invitations')
    .select('mail_id')
    .where('person_id', '=', personId)
    .where('state', '=', 'open');
  return (await open.execute()).map((row) => row.mail_id);
}

/** The byline is gone, and with it what was to become an account. */
export async function endInvitationsOf(tx: Tx, personId: number): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ ...nobody, state: 'revoked' })
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .execute();
}
