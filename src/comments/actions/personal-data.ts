import { findPersonByEmail } from '../../accounts/queries.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { later } from '../../text/moments.ts';
import { makeToken } from '../../text/tokens.ts';
import { linkLetter } from '../letter.ts';
import { isEmpty, linkLife, type PersonalData } from '../personal-data.ts';
import { canErase } from '../policy.ts';
import { findPersonalData } from '../queries/personal-data.ts';
import { addLink, findLinked } from '../queries/personal-data-links.ts';
import { eraseEverywhere } from './erasing.ts';

/**
 * Mails a link to what is kept under the email, if anything is. Whoever asks learns nothing of that.
 * @throws TooMany
 */
export async function askForLink(context: Context, { email, network }: { email: string; network: string }) {
  await context.limits.take('personal-data', network);
  await context.limits.take('personal-data-mail', email);
  const isKept = !isEmpty(await findPersonalData(context.db.reader, email));
  const { name, language } = await readSite(context.db.reader);
  const token = makeToken();
  const href = `${context.config.siteUrl}/your-data/${token}`;
  await context.db.transaction(async (tx) => {
    // A link that leads to nothing, and is told to nobody, takes as long as any other: the time of the answer tells nothing either.
    await addLink(tx, { token, email: isKept ? email : '', now: context.now() });
    if (isKept) await context.mail.post(tx, { to: email, language, ...linkLetter({ name, href, language }) });
  });
  context.mail.wake();
}

/** What is kept of whom the link was mailed to. @throws NotFound where the link is none, or not any more */
export async function findByLink(context: Context, token: string): Promise<PersonalData> {
  const since = later(context.now(), -linkLife);
  const email = await findLinked(context.db.reader, { token, since });
  if (email === null) throw new NotFound('There is no such link, or it is older than a day.');
  return findPersonalData(context.db.reader, email);
}

/** Erases what is kept of whom the link was mailed to. @throws NotFound, and Conflict for somebody with an account */
export async function eraseByLink(context: Context, token: string): Promise<void> {
  const { email } = await findByLink(context, token);
  await requireNoAccount(context, email);
  await eraseEverywhere(context, null, email);
}

/** @param actor null on the command line. @throws Forbidden */
export async function exportPerson({ db }: Context, actor: Actor | null, email: string): Promise<PersonalData> {
  requireRight(actor);
  return findPersonalData(db.reader, email);
}

/**
 * @param actor null on the command line
 * @throws Forbidden, NotFound where nothing is kept, and Conflict for somebody with an account
 */
export async function erasePerson(context: Context, actor: Actor | null, email: string): Promise<void> {
  requireRight(actor);
  if (isEmpty(await findPersonalData(context.db.reader, email))) {
    throw new NotFound('Nothing is kept under this address.');
  }
  await requireNoAccount(context, email);
  await eraseEverywhere(context, actor, email);
}

function requireRight(actor: Actor | null): void {
  if (actor && !canErase(actor))
    throw new Forbidden('What is kept of a person is exported and erased by an administrator.');
}

/** What staff write under their own name is the newsroom's, and their account is closed elsewhere. */
async function requireNoAccount({ db }: Context, email: string): Promise<void> {
  if (await findPersonByEmail(db.reader, email)) {
    throw new Conflict('Somebody of the newsroom has this address. Close the account first, under People.');
  }
}
