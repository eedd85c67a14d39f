import type { Tx } from '../../db/database.ts';
import { Conflict, Invalid } from '../../errors.ts';
import { findFiling } from '../../topics/queries/changing.ts';
import {
  type Arrangement,
  freed,
  letIn,
  type Placed,
  placedIn,
  placesIn,
  type Slot,
  slotName,
  slotNamed,
  slotOf,
  takenOut,
  topSlots,
} from '../front/arrangement.ts';
import type { Act, Change } from '../front/change.ts';
import { moved, placed, ruled, stripChanged } from '../front/moves.ts';
import { findPlaceable, isPlaceable } from '../queries/placeable.ts';

interface Done {
  arrangement: Arrangement;
  change: Change;
}

/** What the arrangement becomes, and how that is remembered. @throws Invalid, Conflict */
export async function perform(
  tx: Tx,
  arrangement: Arrangement,
  { act, now }: { act: Act; now: string },
): Promise<Done> {
  if ('until' in act && act.until !== null && act.until <= now) {
    throw new Invalid({ until: 'That time has passed. Choose a later one, or none.' });
  }
  switch (act.act) {
    case 'freed':
      return done(freed(arrangement, act.articleId), act);
    case 'out':
      return done(takenOut(arrangement, act.articleId), act);
    case 'in':
      return done(letIn(arrangement, act.articleId), act);
    case 'rule':
      return setRule(tx, arrangement, act);
    case 'strip':
      return changeStrip(tx, arrangement, act);
    case 'most-read':
      return done(showMostRead(arrangement, act.shown), act);
    case 'place':
      await requirePlaceable(tx, act.articleId);
      return place(arrangement, requireSlot(act.slot), act);
    default:
      await requirePlaceable(tx, act.articleId);
      return shift(arrangement, requireSlot(act.slot), act);
  }
}

/** Null where it is so already. */
const showMostRead = (arrangement: Arrangement, mostRead: boolean): Arrangement | null =>
  (arrangement.mostRead ?? false) === mostRead ? null : { ...arrangement, mostRead };

/** Up, down, or longer where it is. */
function shift(arrangement: Arrangement, slot: Slot, act: Extract<Act, { act: 'move' | 'pin' }>): Done {
  const story = standing(arrangement, slot, act.articleId);
  const { articleId } = act;
  if (act.act === 'pin') {
    const { until } = act;
    return done(moved(arrangement, { articleId, until }, { slot, by: 0 }), { ...act, act: 'pinned' });
  }
  const to = slotName({ ...slot, index: slot.index + act.by });
  return done(moved(arrangement, story, { slot, by: act.by }), { act: 'moved', articleId, slot: to });
}

const done = (arrangement: Arrangement | null, change: Change): Done => {
  if (!arrangement) throw new Conflict('There is nothing to be done: it is so already, or at its end.');
  return { arrangement, change };
};

function place(arrangement: Arrangement, slot: Slot, { articleId, until }: Placed): Done {
  const had = placedIn(arrangement).find((each) => each.articleId === articleId)?.until ?? null;
  const result = placed(arrangement, { articleId, until: until ?? had }, slot);
  if (!result) throw new Invalid({ slot: 'This place is not on the front page any more. Choose another one.' });
  const change = {
    act: 'placed',
    articleId,
    slot: slotName(slot),
    until: until ?? had,
    pushed: result.pushed,
  } as const;
  return { arrangement: result.arrangement, change };
}

/** What a hand placed in the slot, or the story that a rule put there. @throws Conflict where a hand placed another one meanwhile */
function standing(arrangement: Arrangement, slot: Slot, articleId: number): Placed {
  const there = placesIn(arrangement, slot.strip)?.[slot.index] ?? null;
  if (there?.articleId === articleId) return there;
  if (there || slotOf(arrangement, articleId)) throw new Conflict('The story does not stand there any more.');
  return { articleId, until: null };
}

function requireSlot(name: string): Slot {
  const slot = slotNamed(name);
  if (!slot) throw new Invalid({ slot: 'Choose a place on the front page.' });
  return slot;
}

async function requirePlaceable(tx: Tx, articleId: number): Promise<void> {
  const story = (await findPlaceable(tx, [articleId])).get(articleId);
  if (isPlaceable(story)) return;
  throw new Invalid({
    article: 'Only a story that readers see, or that is scheduled, can stand on the front page. Publish it first.',
  });
}

async function setRule(tx: Tx, arrangement: Arrangement, { slot, rule }: Extract<Act, { act: 'rule' }>): Promise<Done> {
  const index = (topSlots as readonly string[]).indexOf(slot);
  if (index < 0) throw new Invalid({ slot: 'Only places at the top have a rule of their own.' });
  if (rule.of !== 'all' && !(await findFiling(tx, rule.of, rule.id))) {
    throw new Invalid({ rule: `This ${rule.of} does not exist any more. Choose another one.` });
  }
  return done(ruled(arrangement, index, rule), { act: 'ruled', slot, rule });
}

async function changeStrip(
  tx: Tx,
  arrangement: Arrangement,
  { strip, how }: Extract<Act, { act: 'strip' }>,
): Promise<Done> {
  if (how === 'add' && !(await findFiling(tx, strip.of, strip.id))) {
    throw new Invalid({ topic: 'This topic does not exist any more. Choose another one.' });
  }
  return done(stripChanged(arrangement, strip, how), { act: 'strip', strip, how });
}
