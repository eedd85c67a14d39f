import type { Db } from '../../db/database.ts';
import type { Arrangement } from '../front/arrangement.ts';
import type { Change } from '../front/change.ts';

/** How a front was from one change to the next. */
export interface FrontState {
  id: number;
  frontId: number;
  at: string;
  by: string;
  change: Change;
  arrangement: Arrangement;
  restores: number | null;
}

const states = (db: Db, frontId: number) =>
  db
    .selectFrom('front_states')
    .innerJoin('people', 'people.id', 'front_states.person_id')
    .select(['front_states.id', 'front_id as frontId', 'at', 'people.name as by'])
    .select(['change', 'arrangement', 'restores'])
    .where('front_id', '=', frontId)
    .orderBy('front_states.id', 'desc');

type Row = Omit<FrontState, 'change' | 'arrangement'> & { change: string; arrangement: string };

const stateOf = ({ change, arrangement, ...row }: Row): FrontState => ({
  ...row,
  change: JSON.parse(change) as Change,
  arrangement: JSON.parse(arrangement) as Arrangement,
});

/** Newest first, before that one; null on the first page. */
export async function findStates(
  db: Db,
  frontId: number,
  { before, limit }: { before: number | null; limit: number },
): Promise<FrontState[]> {
  const rows = await states(db, frontId)
    .$if(before !== null, (query) => query.where('front_states.id', '<', before ?? 0))
    .limit(limit)
    .execute();
  return rows.map(stateOf);
}

/** What happened since that state, oldest first, as far as the limit goes. */
export async function findStatesSince(
  db: Db,
  frontId: number,
  { version, limit }: { version: number; limit: number },
): Promise<FrontState[]> {
  const rows = await states(db, frontId).where('front_states.id', '>', version).limit(limit).execute();
  return rows.map(stateOf).reverse();
}

/** Null where the front never was so. */
export async function findState(db: Db, frontId: number, id: number): Promise<FrontState | null> {
  const row = await states(db, frontId).where('front_states.id', '=', id).executeTakeFirst();
  return row ? stateOf(row) : null;
}

/**
 * The state that undoing the newest one leads back to. After an undo it is the one before the state that the undo led back to, so
 * that each leads a step further; null where the front began.
 */
export async function findUndone(db: Db, frontId: number, newest: number): Promise<FrontState | null> {
  let at = await findState(db, frontId, newest);
  while (at !== null && at.restores !== null) at = await findState(db, frontId, at.restores);
  if (!at) return null;
  return (await findStates(db, frontId, { before: at.id, limit: 1 }))[0] ?? null;
}
