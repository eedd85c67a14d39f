import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { cleaned, placedIn, unarranged } from '../front/arrangement.ts';
import {
  closeFront,
  type Front,
  findDueFronts,
  findLive,
  insertFront,
  setLaunch,
  writeState,
} from '../queries/fronts.ts';
import { findPlaceable, isPlaceable } from '../queries/placeable.ts';
import { authorize, ensureLive, requireOpen, requireSeen, type Seen } from './find.ts';

/** A front beside the live one, which begins as what readers see. @returns its id @throws Forbidden, Invalid */
export async function prepareFront(context: Context, actor: Actor, name: string): Promise<number> {
  authorize(actor);
  if (name === '') throw new Invalid({ name: 'Give it a name, such as “Election night”.' });
  const now = context.now();
  return context.db.transaction(async (tx) => {
    await launchWhatIsDue(tx, now);
    const arrangement = (await findLive(tx))?.arrangement ?? unarranged;
    const id = await insertFront(tx, { kind: 'prepared', name, arrangement });
    await writeState(tx, { frontId: id, at: now, personId: actor.id, change: { act: 'begun' }, arrangement });
    await record(tx, { at: now, actor, action: 'front.prepared', subject: `front:${id}`, names: [] });
    return id;
  });
}

/** Readers see it from now on. @throws Forbidden, Overtaken, Conflict, NotFound */
export async function launchFront(context: Context, actor: Actor, seen: Seen & { frontId: number }): Promise<void> {
  authorize(actor);
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await launchWhatIsDue(tx, now);
    await launch(tx, await requireSeen(tx, seen, { actor, now }), { at: now, personId: actor.id, actor });
  });
}

/** Readers see it from that time on, with nobody awake; null takes the time away again. @throws Forbidden, Overtaken, Invalid, Conflict, NotFound */
export async function setLaunchTime(
  context: Context,
  actor: Actor,
  { at, ...seen }: Seen & { frontId: number; at: string | null },
): Promise<void> {
  authorize(actor);
  const now = context.now();
  if (at !== null && at <= now) throw new Invalid({ at: 'That time has passed. Choose a later one, or launch now.' });
  await context.db.transaction(async (tx) => {
    await launchWhatIsDue(tx, now);
    const { id } = await requireSeen(tx, seen, { actor, now });
    await setLaunch(tx, id, { at, by: at === null ? null : actor.id });
    const action = at === null ? 'front.launch_cancelled' : 'front.launch_set';
    await record(tx, { at: now, actor, action, subject: `front:${id}`, names: ['front'] });
  });
}

/** It is on the list no more. @throws Forbidden, Conflict, NotFound */
export async function discardFront(context: Context, actor: Actor, id: number): Promise<void> {
  authorize(actor);
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await launchWhatIsDue(tx, now);
    await requireOpen(tx, id);
    await closeFront(tx, id, { at: now, fate: 'discarded' });
    await record(tx, { at: now, actor, action: 'front.discarded', subject: `front:${id}`, names: ['front'] });
  });
}

/** The sweep: writes down what readers have seen since its time. Returns how many fronts that were. */
export async function launchDue(context: Context): Promise<number> {
  const now = context.now();
  if ((await findDueFronts(context.db.reader, now)).length === 0) return 0;
  return context.db.transaction((tx) => launchWhatIsDue(tx, now));
}

/** Every action on a front begins with this, so that it finds what readers see. */
export async function launchWhatIsDue(tx: Tx, now: string): Promise<number> {
  const due = await findDueFronts(tx, now);
  for (const front of due) {
    await launch(tx, front, { at: front.launchAt ?? now, personId: front.launchBy ?? 0, actor: null });
  }
  return due.length;
}

interface Launch {
  at: string;
  personId: number;
  /** Null where its time came by itself. */
  actor: Actor | null;
}

/** What it holds that readers do not see, and will not, is left out; its place is the rules'. */
async function launch(tx: Tx, front: Front, { at, personId, actor }: Launch): Promise<void> {
  const ids = placedIn(front.arrangement).map(({ articleId }) => articleId);
  const stories = await findPlaceable(tx, ids);
  const left = ids.filter((id) => !isPlaceable(stories.get(id)));
  const arrangement = cleaned(front.arrangement, at, (id) => !left.includes(id));
  const live = await ensureLive(tx, { personId, at });
  const change = { act: 'launched', front: front.id, left } as const;
  await writeState(tx, { frontId: live.id, at, personId, change, arrangement });
  await closeFront(tx, front.id, { at, fate: 'launched' });
  await record(tx, { at, actor, action: 'front.launched', subject: `front:${front.id}`, names: ['front'] });
}
