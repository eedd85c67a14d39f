import type { Context } from '../../context.ts';
import type { Db, Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { later } from '../../text/moments.ts';
import { hashToken, makeToken } from '../../text/tokens.ts';
import { enterPerson, hashNewPassword } from '../actions.ts';
import { type Invitation, standingOf } from '../invitation.ts';
import { invitationLetter } from '../letter.ts';
import { type Actor, invitationDays } from '../person.ts';
import { canManagePeople } from '../policy.ts';
import { type Account, findContributor, giveAccount } from '../queries/contributors.ts';
import {
  endInvitation,
  endInvitationsTo,
  findInvitation,
  findInvitationByToken,
  insertInvitation,
  isInvited,
  isPersonInvited,
} from '../queries/invitations.ts';
import { deleteSession } from '../queries/sessions.ts';
import { findPersonByEmail } from '../queries.ts';
import { openSession, type SignedIn } from './sessions.ts';

type Wanted = Pick<Invitation, 'name' | 'email' | 'role' | 'personId'>;

/**
 * Asks somebody by mail to join.
 * @throws Forbidden, or Invalid where the address belongs to somebody or is invited already
 */
export async function invite(context: Context, actor: Actor, asked: Omit<Wanted, 'personId'>): Promise<void> {
  requireRight(actor);
  await context.db.transaction((tx) => ask(context, tx, { actor, wanted: { ...asked, personId: null } }));
  context.mail.wake();
}

/**
 * Asks somebody who is here without an account to have one: whoever left, or a guest. Stories keep their byline.
 * @throws Forbidden, NotFound, Conflict where they have an account, Invalid as `invite` does
 */
export async function inviteContributor(
  context: Context,
  actor: Actor,
  { id, ...asked }: Pick<Wanted, 'email' | 'role'> & { id: number },
): Promise<void> {
  requireRight(actor);
  await context.db.transaction(async (tx) => {
    const person = await findContributor(tx, id);
    if (!person) throw new NotFound('There is nobody here by this number, or not any more.');
    if (person.standing === 'member') throw new Conflict(`${person.name} has an account already.`);
    if (await isPersonInvited(tx, id)) throw new Invalid({ email: `${person.name} is invited already: ${inList}` });
    await ask(context, tx, { actor, wanted: { ...asked, name: person.name, personId: id } });
  });
  context.mail.wake();
}

const inList = 'in the list you can send it again, or revoke it.';

async function ask(context: Context, tx: Tx, { actor, wanted }: Omit<Sending, 'action'>): Promise<void> {
  if (await findPersonByEmail(tx, wanted.email)) {
    throw new Invalid({ email: 'Somebody has this email address already.' });
  }
  if (await isInvited(tx, wanted.email)) throw new Invalid({ email: `This address is invited already: ${inList}` });
  await send(context, tx, { actor, wanted, action: 'person.invited' });
}

/** Sends a new link, for as long as a first one; the older one is worth nothing from now on. @throws Conflict, NotFound */
export async function inviteAgain(context: Context, actor: Actor, id: number): Promise<void> {
  requireRight(actor);
  await context.db.transaction(async (tx) => {
    const { name, email, role, mailId, personId } = await requireOpen(tx, id);
    await endInvitation(tx, id, 'replaced');
    await context.mail.takeBack(tx, mailId);
    await send(context, tx, { actor, wanted: { name, email, role, personId }, action: 'person.invited_again' });
  });
  context.mail.wake();
}

/** The link is worth nothing from now on. @throws Conflict, NotFound */
export async function revokeInvitation(context: Context, actor: Actor, id: number): Promise<void> {
  requireRight(actor);
  await context.db.transaction(async (tx) => {
    const { mailId } = await requireOpen(tx, id);
    await endInvitation(tx, id, 'revoked');
    await context.mail.takeBack(tx, mailId);
    const at = context.now();
    await record(tx, { at, actor, action: 'person.invitation_revoked', subject: `invitation:${id}`, names: [] });
  });
}

export interface Acceptance {
  token: string;
  name: string;
  password: string;
  /** The session that this browser had until now, which ends. */
  replaces: string | null;
  /** In words of device.ts. */
  device?: string;
}

/**
 * Makes the account, and signs it in.
 * @throws Conflict where the link is worth nothing by now, Invalid with the password
 */
export async function acceptInvitation(context: Context, { token, name, password, ...browser }: Acceptance) {
  const tokenHash = hashToken(token);
  const { email: invited } = await requireUsable(context.db.reader, tokenHash, context.now());
  const passwordHash = await hashNewPassword(context, { password, name, email: invited });
  const at = context.now();
  return context.db.transaction(async (tx): Promise<SignedIn> => {
    // Somebody else may have been quicker while the password was hashed.
    const { email, role, personId } = await requireUsable(tx, tokenHash, at);
    const account = { name, email, role, passwordHash, at };
    const { id, slug } = personId === null ? await enterPerson(tx, account) : await returnPerson(tx, personId, account);
    const { replaces, device = '' } = browser;
    if (replaces) await deleteSession(tx, replaces);
    const session = await openSession(tx, { personId: id, at, device });
    const subject = `person:${id}`;
    await record(tx, { at, actor: { id }, action: 'person.joined', subject, names: [subject, `path:/by/${slug}`] });
    return { token: session, person: { id, name, email, role } };
  });
}

/** Whoever was here without an account has this one now, and the same stories and address; the name is as they write it now. */
async function returnPerson(tx: Tx, id: number, { at: _, ...account }: Account & { at: string }) {
  if (await findPersonByEmail(tx, account.email)) {
    throw new Invalid({
      '': 'Somebody has this email address already. Ask whoever invited you for another invitation.',
    });
  }
  const person = await findContributor(tx, id);
  if (!person) throw new Conflict('This invitation is not open any more.');
  await giveAccount(tx, id, account);
  await endInvitationsTo(tx, account.email);
  return person;
}

async function requireUsable(db: Db, tokenHash: string, now: string) {
  const invitation = await findInvitationByToken(db, tokenHash);
  if (invitation && standingOf(invitation, now) === 'open') return invitation;
  throw new Conflict('This invitation is not open any more.');
}

function requireRight(actor: Actor): void {
  if (!canManagePeople(actor)) throw new Forbidden('Only an administrator invites people.');
}

async function requireOpen(tx: Tx, id: number): Promise<Invitation> {
  const invitation = await findInvitation(tx, id);
  if (!invitation) throw new NotFound('There is no such invitation.');
  if (invitation.state === 'open') return invitation;
  throw new Conflict('This invitation was accepted, revoked or sent again meanwhile. Nothing was changed.');
}

interface Sending {
  actor: Actor;
  wanted: Wanted;
  action: 'person.invited' | 'person.invited_again';
}

async function send(context: Context, tx: Tx, { actor, wanted, action }: Sending): Promise<void> {
  const at = context.now();
  const expiresAt = later(at, invitationDays * 24 * 60 * 60 * 1000);
  const token = makeToken();
  const address = `${context.config.siteUrl}/admin/invitation/${token}`;
  const letter = invitationLetter({ ...wanted, by: actor.name, address, expiresAt }, await readSite(tx));
  const mailId = await context.mail.post(tx, { to: wanted.email, language: 'en', ...letter });
  const sent = { tokenHash: hashToken(token), invitedBy: actor.id, createdAt: at, expiresAt, mailId };
  const id = await insertInvitation(tx, { ...wanted, ...sent });
  await record(tx, { at, actor, action, subject: `invitation:${id}`, names: [] });
}
