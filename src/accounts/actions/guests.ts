import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { freeSlug } from '../actions.ts';
import { personLimits, whoIs } from '../person.ts';
import { canManageGuests } from '../policy.ts';
import { findContributors, insertGuest } from '../queries/contributors.ts';

/**
 * Bylines for people who have no account, by their names as somebody wrote them beside a story; whoever is known already is left out.
 * @throws Forbidden, Invalid with the authors
 */
export async function addGuests(context: Context, actor: Actor, names: string[]): Promise<void> {
  if (!canManageGuests(actor)) throw new Forbidden('Only an editor adds bylines of people without an account.');
  const tooLong = names.find((name) => name.length > personLimits.name);
  if (tooLong !== undefined) throw new Invalid({ authors: `A name may have at most ${personLimits.name} characters.` });
  await context.db.transaction(async (tx) => {
    for (const name of names) {
      if (whoIs(await findContributors(tx), name)) continue;
      const guest = { slug: await freeSlug(tx, name), name, bio: '' };
      await enterGuest(tx, { ...guest, actor, at: context.now() });
    }
  });
}

interface Entry {
  slug: string;
  name: string;
  bio: string;
  actor: Actor;
  at: string;
}

/** The last of what happens to them in its transaction. */
export async function enterGuest(tx: Tx, { actor, at, ...guest }: Entry): Promise<number> {
  const id = await insertGuest(tx, { ...guest, createdAt: at });
  const subject = `person:${id}`;
  await record(tx, { at, actor, action: 'byline.added', subject, names: [subject, `path:/by/${guest.slug}`] });
  return id;
}
