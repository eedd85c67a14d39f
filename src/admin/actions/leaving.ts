import { canManagePeople } from '../../accounts/policy.ts';
import { eraseAccount, isOnlyAdmin } from '../../accounts/queries/contributors.ts';
import { endInvitationsTo } from '../../accounts/queries/invitations.ts';
import { removeAutosavesOf } from '../../articles/queries/autosaves.ts';
import { removeEverywhere } from '../../articles/queries/presence.ts';
import { forgetStaffEmail } from '../../comments/queries/posting.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { onlyAdmin, requireChangeable } from './people.ts';

/**
 * The account is gone at once: nobody signs in with it, who is signed in is so no longer, no mail goes there, and its address stands
 * nowhere any more. What they typed and did not save goes, since nobody else could read it. Name, byline, biography, picture and stories stay.
 * @throws Forbidden, NotFound, Conflict where they have none, or are the only administrator
 */
export async function closeAccount(context: Context, actor: Actor, id: number): Promise<void> {
  if (!canManagePeople(actor)) throw new Forbidden('Only an administrator closes accounts.');
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const { standing, name, email, slug } = await requireChangeable(tx, actor, id);
    if (standing !== 'member' || email === null) throw new Conflict(`${name} has no account any more.`);
    if (await isOnlyAdmin(tx, id)) throw new Conflict(onlyAdmin(name));
    await context.mail.takeBackTo(tx, email);
    await endInvitationsTo(tx, email);
    await forgetStaffEmail(tx, id);
    await removeAutosavesOf(tx, id);
    await removeEverywhere(tx, id);
    await eraseAccount(tx, id);
    const names = ['site', `person:${id}`, `path:/by/${slug}`];
    await record(tx, { at, actor, action: 'person.left', subject: `person:${id}`, names });
  });
}
