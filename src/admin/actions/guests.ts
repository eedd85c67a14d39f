import { enterGuest } from '../../accounts/actions/guests.ts';
import { canManageGuests } from '../../accounts/policy.ts';
import { deleteGuest } from '../../accounts/queries/contributors.ts';
import { endInvitationsOf, findMailsTo } from '../../accounts/queries/invitations.ts';
import { freeSlug } from '../../articles/actions/filing/addresses.ts';
import { countBylined } from '../../articles/queries/bylined.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { deleteRedirectsTo } from '../../topics/queries/redirects.ts';
import { filingPath } from '../../topics/section.ts';
import { requireChangeable } from './people.ts';

export interface Guest {
  name: string;
  bio: string;
  /** As it was typed; '' to make it from the name. */
  address: string;
}

/** A byline for somebody who has no account. @throws Forbidden, Invalid */
export async function addGuest(context: Context, actor: Actor, { address, ...guest }: Guest): Promise<number> {
  if (!canManageGuests(actor)) throw new Forbidden('Only an editor adds bylines of people without an account.');
  return context.db.transaction(async (tx) => {
    const slug = await freeSlug(tx, { kind: 'person', id: null, address, name: guest.name });
    return enterGuest(tx, { ...guest, slug, actor, at: context.now() });
  });
}

/** Only while no version of a story bears the byline. Whoever had it as an account stays. @throws Forbidden, NotFound, Conflict */
export async function removeGuest(context: Context, actor: Actor, id: number): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const { standing, slug, name } = await requireChangeable(tx, actor, id);
    if (standing !== 'guest') throw new Conflict(`${name} has or had an account, and stays.`);
    if ((await countBylined(tx, id)) > 0) throw new Conflict('Stories bear this byline, so it stays.');
    for (const mail of await findMailsTo(tx, id)) await context.mail.takeBack(tx, mail);
    await endInvitationsOf(tx, id);
    await deleteRedirectsTo(tx, 'person', id);
    await deleteGuest(tx, id);
    const names = [`person:${id}`, `path:${filingPath('person', slug)}`];
    await record(tx, { at, actor, action: 'byline.removed', subject: `person:${id}`, names });
  });
}
