import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden } from '../../errors.ts';
import { later } from '../../text/moments.ts';
import { claimLength } from '../comment/queue.ts';
import { canModerate } from '../policy.ts';
import { type Claim, claim, findClaims } from '../queries/claims.ts';

/**
 * Says which comments this person has on their screen, so that others skip them for two minutes. Readers see no difference, so it
 * is no event.
 * @returns what others have on theirs
 */
export async function claimComments(context: Context, actor: Actor, ids: number[]): Promise<Claim[]> {
  if (!canModerate(actor)) throw new Forbidden('Comments are decided by moderators and editors.');
  const now = context.now();
  const until = later(now, claimLength);
  return context.db.transaction(async (tx) => {
    await claim(tx, { personId: actor.id, ids, now, until });
    return findClaims(tx, { personId: actor.id, now });
  });
}
