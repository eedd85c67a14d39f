import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { findSections } from '../../topics/queries.ts';
import { type Arrangement, cleaned, type Filed, isSame, placedIn, unarranged } from '../front/arrangement.ts';
import { type Act, type Change, isOfStrips } from '../front/change.ts';
import { canCurate } from '../policy.ts';
import { type Front, findLive, findPrepared, insertFront, writeState } from '../queries/fronts.ts';
import { findPlaceable, isPlaceable } from '../queries/placeable.ts';
import { findOrder } from '../queries.ts';

/** @throws Forbidden */
export function authorize(actor: Actor): void {
  if (!canCurate(actor)) throw new Forbidden('Your role does not include this. An editor can do it.');
}

/** Somebody else changed the front since this person saw it. */
export class Overtaken extends Conflict {
  /** What was to be done; null where that was no change of one place. */
  readonly wanted: Change | null;
  constructor(wanted: Change | null) {
    super('Somebody else changed this front page meanwhile.');
    this.wanted = wanted;
  }
}

/** The front as it was seen: null for the live one. Version 0 of a live one that nobody has curated yet. */
export interface Seen {
  frontId: number | null;
  version: number;
}

/** The live front, made where nobody has curated yet. */
export async function ensureLive(tx: Tx, { personId, at }: { personId: number; at: string }): Promise<Front> {
  const live = await findLive(tx);
  if (live) return live;
  const frontId = await insertFront(tx, { kind: 'live', name: '', arrangement: unarranged });
  await writeState(tx, { frontId, at, personId, change: { act: 'begun' }, arrangement: unarranged });
  return (await findLive(tx)) as Front;
}

/** A prepared front that is neither launched nor given up. @throws NotFound, Conflict */
export async function requireOpen(tx: Tx, id: number): Promise<Front> {
  const front = await findPrepared(tx, id);
  if (!front) throw new NotFound('There is no such prepared front page.');
  if (front.fate === 'launched')
    throw new Conflict(`“${front.name}” was launched: readers see it. Change the front page itself.`);
  if (front.fate === 'discarded') throw new Conflict(`“${front.name}” was discarded meanwhile.`);
  return front;
}

/** The front that was seen, if it still is so. @throws Overtaken, NotFound, Conflict */
export async function requireSeen(
  tx: Tx,
  { frontId, version }: Seen,
  { actor, now, wanted = null }: { actor: Actor; now: string; wanted?: Change | null },
): Promise<Front> {
  const known = frontId === null ? await findLive(tx) : await requireOpen(tx, frontId);
  if ((known?.version ?? 0) !== version) throw new Overtaken(wanted);
  return known ?? ensureLive(tx, { personId: actor.id, at: now });
}

/**
 * Without what has nothing to say any more: what the next change is made of. With every strip that there is, if it is about strips: until
 * then they follow the order of the navigation.
 */
export async function whole(
  tx: Tx,
  arrangement: Arrangement,
  { act, now }: { act: Act; now: string },
): Promise<Arrangement> {
  const strips = (await findOrder(tx, arrangement, await findSections(tx))).strips.map(({ strip }) => strip);
  const isKept = (strip: Filed) => isOfStrips(act) || arrangement.strips.some((kept) => isSame(kept, strip));
  const complete = { ...arrangement, strips: strips.filter(isKept) };
  const stories = await findPlaceable(
    tx,
    placedIn(complete).map(({ articleId }) => articleId),
  );
  return cleaned(complete, now, (articleId) => isPlaceable(stories.get(articleId)));
}

export interface Curated {
  front: Pick<Front, 'id' | 'kind'>;
  actor: Pick<Actor, 'id'>;
  now: string;
  change: Change;
  arrangement: Arrangement;
  restores?: number;
}

/** The front's next state, and the event. */
export async function keep(tx: Tx, { front, actor, now, change, arrangement, restores }: Curated): Promise<void> {
  await writeState(tx, { frontId: front.id, at: now, personId: actor.id, change, arrangement, restores });
  const action = front.kind === 'live' ? actions[change.act] : 'front.preparation_changed';
  const names = front.kind === 'live' ? ['front'] : [];
  await record(tx, { at: now, actor, action: action ?? 'front.changed', subject: `front:${front.id}`, names });
}

const actions: Partial<Record<Change['act'], string>> = { undone: 'front.undone', reverted: 'front.reverted' };
