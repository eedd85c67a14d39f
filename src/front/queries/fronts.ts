import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { Arrangement } from '../front/arrangement.ts';
import type { Change } from '../front/change.ts';

/** A front page as it is curated. */
export interface Front {
  id: number;
  kind: 'live' | 'prepared';
  /** '' of the live one. */
  name: string;
  arrangement: Arrangement;
  /** Its newest state: whoever changes it says which one they saw. */
  version: number;
  /** When readers will see it; null while nobody has said. Of the live one, before all times. */
  launchAt: string | null;
  launchBy: number | null;
  closedAt: string | null;
  fate: 'open' | 'launched' | 'discarded';
}

/** Before every launch. */
const always = '0000-01-01T00:00:00.000Z';

const shown = compiled({ now: String }, (db, { now }) =>
  db
    .selectFrom('fronts')
    .select('arrangement')
    .where('closed_at', 'is', null)
    .where('launch_at', '<=', now)
    .orderBy('launch_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
);

/** How readers see the front at that time: a front that is due by then stands in its place before the sweep has written it down. Null while nobody curates. */
export async function findShownArrangement(db: Db, now: string): Promise<Arrangement | null> {
  const [row] = await shown(db, { now });
  return row ? (JSON.parse(row.arrangement) as Arrangement) : null;
}

const nextLaunch = compiled({ now: String }, (db, { now }) =>
  db
    .selectFrom('fronts')
    .select('launch_at as at')
    .where('closed_at', 'is', null)
    .where('launch_at', '>', now)
    .orderBy('launch_at')
    .limit(1),
);

/** When readers see another front by themselves; null where none is to be launched. */
export async function findNextLaunch(db: Db, now: string): Promise<string | null> {
  return (await nextLaunch(db, { now }))[0]?.at ?? null;
}

const fronts = (db: Db) =>
  db
    .selectFrom('fronts')
    .select(['id', 'kind', 'name', 'arrangement', 'version', 'fate'])
    .select(['launch_at as launchAt', 'launch_by as launchBy', 'closed_at as closedAt']);

type Row = Omit<Front, 'arrangement'> & { arrangement: string };

const frontOf = ({ arrangement, ...row }: Row): Front => ({
  ...row,
  arrangement: JSON.parse(arrangement) as Arrangement,
});

/** Null before anybody has curated. */
export async function findLive(db: Db): Promise<Front | null> {
  const row = await fronts(db).where('kind', '=', 'live').executeTakeFirst();
  return row ? frontOf(row) : null;
}

/** A prepared front, open or not. */
export async function findPrepared(db: Db, id: number): Promise<Front | null> {
  const row = await fronts(db).where('kind', '=', 'prepared').where('id', '=', id).executeTakeFirst();
  return row ? frontOf(row) : null;
}

/** All that are open, the next one to be launched first. */
export async function findAllPrepared(db: Db): Promise<Front[]> {
  const rows = await fronts(db).where('kind', '=', 'prepared').where('closed_at', 'is', null).orderBy('id').execute();
  const last = '9';
  return rows
    .map(frontOf)
    .sort((one, other) => ((one.launchAt ?? last) < (other.launchAt ?? last) ? -1 : one.id - other.id));
}

/** Those whose time has come, in its order. */
export async function findDueFronts(db: Db, now: string): Promise<Front[]> {
  const rows = await fronts(db)
    .where('kind', '=', 'prepared')
    .where('closed_at', 'is', null)
    .where('launch_at', '<=', now)
    .orderBy('launch_at')
    .orderBy('id')
    .execute();
  return rows.map(frontOf);
}

export async function insertFront(
  tx: Tx,
  { kind, name, arrangement }: Pick<Front, 'kind' | 'name' | 'arrangement'>,
): Promise<number> {
  const made = { kind, name, arrangement: JSON.stringify(arrangement), version: 0, fate: 'open' } as const;
  const row = { ...made, launch_at: kind === 'live' ? always : null, launch_by: null, closed_at: null };
  return (await tx.insertInto('fronts').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export interface NewState {
  frontId: number;
  at: string;
  personId: number;
  change: Change;
  arrangement: Arrangement;
  restores?: number;
}

/** The front is so from now on. @returns the state's number */
export async function writeState(tx: Tx, { frontId, at, personId, change, ...state }: NewState): Promise<number> {
  const arrangement = JSON.stringify(state.arrangement);
  const { id } = await tx
    .insertInto('front_states')
    .values({
      ...{ front_id: frontId, at, person_id: personId, arrangement },
      ...{ change: JSON.stringify(change), restores: state.restores ?? null },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.updateTable('fronts').set({ arrangement, version: id }).where('id', '=', frontId).execute();
  return id;
}

export async function setLaunch(tx: Tx, id: number, launch: { at: string | null; by: number | null }): Promise<void> {
  await tx.updateTable('fronts').set({ launch_at: launch.at, launch_by: launch.by }).where('id', '=', id).execute();
}

export async function closeFront(
  tx: Tx,
  id: number,
  { at, fate }: { at: string; fate: 'launched' | 'discarded' },
): Promise<void> {
  await tx.updateTable('fronts').set({ closed_at: at, fate }).where('id', '=', id).execute();
}
