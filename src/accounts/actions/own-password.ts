import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { later } from '../../text/moments.ts';
import { makeToken } from '../../text/tokens.ts';
import { hashNewPassword } from '../actions.ts';
import { changedLetter, resetLetter } from '../letter.ts';
import { resetMinutes } from '../person.ts';
import {
  deleteResetLinks,
  findResetting,
  insertResetLink,
  type Resetting,
  updatePassword,
} from '../queries/reset-links.ts';
import { deleteSessionsOf } from '../queries/sessions.ts';
import { findPersonByEmail } from '../queries.ts';
import { confirmPassword } from './proving.ts';
import { happened } from './second-steps.ts';
import { type Acting, renewSessions, type SignedIn } from './sessions.ts';

/** Mails a link by which somebody chooses another password, if the address is of an account. Whoever asks learns nothing of that. @throws TooMany */
export async function askForReset(context: Context, { email, network }: { email: string; network: string }) {
  await context.limits.take('reset', network);
  await context.limits.take('reset-mail', email);
  const person = await findPersonByEmail(context.db.reader, email);
  const newsroom = await readSite(context.db.reader);
  const [token, at] = [makeToken(), context.now()];
  const letter = resetLetter(
    { name: person?.name ?? '', address: `${context.config.siteUrl}/admin/reset/${token}` },
    newsroom,
  );
  await context.db.transaction(async (tx) => {
    // A link that leads to nobody, and is told to nobody, takes as long as any other.
    const link = { token, personId: person?.id ?? null, expiresAt: later(at, resetMinutes * 60 * 1000) };
    await insertResetLink(tx, link, at);
    if (person) await context.mail.post(tx, { to: email, language: 'en', ...letter });
  });
  context.mail.wake();
}

export interface Reset {
  token: string;
  password: string;
  network: string;
}

/** Another password, by a mailed link: it works once, and every session ends. A second step is asked for as ever. @throws NotFound, Invalid with the password, TooMany */
export async function resetPassword(context: Context, { token, password, network }: Reset): Promise<void> {
  await context.limits.take('reset-use', network);
  const at = context.now();
  const known = await requireResetting(findResetting(context.db.reader, { token, now: at }));
  const passwordHash = await hashNewPassword(context, { ...known, password });
  await context.db.transaction(async (tx) => {
    // Somebody may have been quicker while the password was hashed.
    const person = await requireResetting(findResetting(tx, { token, now: at }));
    await deleteSessionsOf(tx, person.id);
    await change(context, tx, { person, passwordHash });
    await record(tx, { at, actor: person, action: 'person.password_reset', subject: `person:${person.id}`, names: [] });
  });
  context.mail.wake();
}

/** Links are over, and the owner is told, who may not be the one who did it. */
async function change(context: Context, tx: Tx, { person, passwordHash }: { person: Resetting; passwordHash: string }) {
  await updatePassword(tx, person.id, passwordHash);
  await deleteResetLinks(tx, person.id);
  const letter = changedLetter({ name: person.name, at: context.now() }, await readSite(tx));
  await context.mail.post(tx, { to: person.email, language: 'en', ...letter });
}

async function requireResetting(finding: Promise<Resetting | null>): Promise<Resetting> {
  const person = await finding;
  if (person) return person;
  throw new NotFound('This link does not work, or not any more. Ask for another one.');
}

export interface OwnChange {
  /** The one until now. */
  password: string;
  newPassword: string;
  network: string;
}

/** Another password for whoever knows the one until now. Everywhere else they are signed out. @throws Invalid with password or newPassword, TooMany */
export async function changeOwnPassword(context: Context, acting: Acting, given: OwnChange): Promise<SignedIn> {
  const { actor } = acting;
  await confirmPassword(context, actor, given);
  const passwordHash = await hashNewPassword(context, {
    ...{ name: actor.name, email: actor.email },
    ...{ password: given.newPassword, field: 'newPassword' },
  });
  const at = context.now();
  const token = await context.db.transaction(async (tx) => {
    await change(context, tx, { person: actor, passwordHash });
    const made = await renewSessions(tx, acting, at);
    await record(tx, happened(actor, at, 'person.password_changed'));
    return made;
  });
  context.mail.wake();
  return { token, person: actor };
}
