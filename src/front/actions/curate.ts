import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, NotFound } from '../../errors.ts';
import { type Act, wantedBy } from '../front/change.ts';
import { findState, findUndone } from '../queries/states.ts';
import { authorize, ensureLive, keep, requireSeen, type Seen, whole } from './find.ts';
import { launchWhatIsDue } from './launch.ts';
import { perform } from './perform.ts';

/** The front is so from now on: for readers at once, if it is the live one. @throws Forbidden, Overtaken, Invalid, Conflict, NotFound */
export async function curate(context: Context, actor: Actor, { act, ...seen }: Seen & { act: Act }): Promise<void> {
  authorize(actor);
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await launchWhatIsDue(tx, now);
    const front = await requireSeen(tx, seen, { actor, now, wanted: wantedBy(act) });
    const done = await perform(tx, await whole(tx, front.arrangement, { act, now }), { act, now });
    await keep(tx, { front, actor, now, ...done });
  });
}

/**
 * Puts a story on the readers' front in the caller's transaction, such as the one that publishes it; the event is written, too.
 * @param slot its name, as `findFrontSlots` gives them
 * @returns the story that had no room left, or null
 * @throws Forbidden, Invalid at the field `slot`
 */
export async function placeOnFront(
  context: Pick<Context, 'now'>,
  tx: Tx,
  { actor, articleId, slot, until = null }: { actor: Actor; articleId: number; slot: string; until?: string | null },
): Promise<number | null> {
  authorize(actor);
  const now = context.now();
  await launchWhatIsDue(tx, now);
  const front = await ensureLive(tx, { personId: actor.id, at: now });
  const act = { act: 'place', articleId, slot, until } as const;
  const done = await perform(tx, await whole(tx, front.arrangement, { act, now }), { act, now });
  await keep(tx, { front, actor, now, ...done });
  return done.change.act === 'placed' ? done.change.pushed : null;
}

/** As it was before the newest change; a second time, as it was before the one before. @throws Forbidden, Overtaken, Conflict */
export async function undo(context: Context, actor: Actor, seen: Seen): Promise<void> {
  authorize(actor);
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await launchWhatIsDue(tx, now);
    const front = await requireSeen(tx, seen, { actor, now });
    const before = await findUndone(tx, front.id, front.version);
    if (!before) throw new Conflict('There is nothing more to undo.');
    const change = { act: 'undone', of: before.id } as const;
    await keep(tx, { front, actor, now, change, arrangement: before.arrangement, restores: before.id });
  });
}

/** As it was in that state. @throws Forbidden, Overtaken, NotFound */
export async function revert(
  context: Context,
  actor: Actor,
  { stateId, ...seen }: Seen & { stateId: number },
): Promise<void> {
  authorize(actor);
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await launchWhatIsDue(tx, now);
    const front = await requireSeen(tx, seen, { actor, now });
    const state = await findState(tx, front.id, stateId);
    if (!state) throw new NotFound('This front page was never so.');
    const change = { act: 'reverted', of: stateId } as const;
    await keep(tx, { front, actor, now, change, arrangement: state.arrangement });
  });
}
