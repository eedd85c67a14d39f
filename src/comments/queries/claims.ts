import type { Db, Tx } from '../../db/database.ts';

/** A comment that somebody else has on their screen. */
export interface Claim {
  commentId: number;
  name: string;
}

/** By others than this person, of these comments; of all where none are named. */
export function findClaims(
  db: Db,
  { personId, now, ids }: { personId: number; now: string; ids?: number[] },
): Promise<Claim[]> {
  return db
    .selectFrom('comment_claims as claim')
    .innerJoin('people', 'people.id', 'claim.person_id')
    .select(['claim.comment_id as commentId', 'people.name'])
    .where('claim.until', '>', now)
    .where('claim.person_id', '<>', personId)
    .$if(ids !== undefined, (query) => query.where('claim.comment_id', 'in', ids ?? []))
    .orderBy('claim.comment_id')
    .execute();
}

/** These are on this person’s screen, and none else; what others have is left to them. */
export async function claim(
  tx: Tx,
  { personId, ids, now, until }: { personId: number; ids: number[]; now: string; until: string },
): Promise<void> {
  await tx
    .deleteFrom('comment_claims')
    .where((where) => where.or([where('person_id', '=', personId), where('until', '<=', now)]))
    .execute();
  if (ids.length === 0) return;
  const known = await tx.selectFrom('comments').select('id').where('id', 'in', ids).execute();
  if (known.length === 0) return;
  await tx
    .insertInto('comment_claims')
    .values(known.map(({ id }) => ({ comment_id: id, person_id: personId, until })))
    .onConflict((conflict) => conflict.column('comment_id').doNothing())
    .execute();
}
