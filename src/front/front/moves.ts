import {
  type Arrangement,
  emptyPlaces,
  type Filed,
  freed,
  isSame,
  letIn,
  type Place,
  type Placed,
  placesIn,
  type Rule,
  type Slot,
  type Strip,
  slotOf,
  withPlaces,
} from './arrangement.ts';

export interface Moved {
  arrangement: Arrangement;
  /** The story that had no room left any more, and is the rules' again; null where there was room. */
  pushed: number | null;
}

/**
 * Puts the story into the slot, from wherever it was. Those that hands placed there and behind it make room: they move down to the
 * next slot that a rule fills. Null where there is no such slot.
 */
export function placed(arrangement: Arrangement, story: Placed, slot: Slot): Moved | null {
  const from = slotOf(arrangement, story.articleId);
  const places = placesIn(arrangement, slot.strip);
  if (!places || slot.index >= places.length) return null;
  const isWithin = from !== null && isSameGroup(from.strip, slot.strip);
  const without = isWithin ? arrangement : freed(arrangement, story.articleId);
  const made = isWithin
    ? { places: shifted(places, from.index, slot.index, story), pushed: null }
    : inserted(places, slot.index, story);
  return {
    arrangement: letIn(withPlaces(without, slot.strip, made.places), story.articleId),
    pushed: made.pushed?.articleId ?? null,
  };
}

/** One slot up or down in its strip, or at the top of the page, in exchange with what hands placed there. Null at the end. */
export function moved(
  arrangement: Arrangement,
  story: Placed,
  { slot, by }: { slot: Slot; by: 1 | 0 | -1 },
): Arrangement | null {
  const places = placesIn(arrangement, slot.strip);
  const to = slot.index + by;
  if (!places || to < 0 || to >= places.length) return null;
  return letIn(withPlaces(arrangement, slot.strip, shifted(places, slot.index, to, story)), story.articleId);
}

const isSameGroup = (one: Filed | null, other: Filed | null): boolean =>
  one === null || other === null ? one === other : isSame(one, other);

function shifted(places: Place[], from: number, to: number, story: Placed): Place[] {
  const others = places.filter((_, index) => index !== from);
  return [...others.slice(0, to), story, ...others.slice(to)];
}

function inserted(places: Place[], at: number, story: Placed): { places: Place[]; pushed: Place } {
  const made = [...places];
  let carried: Place = story;
  for (let index = at; index < made.length && carried !== null; index += 1) {
    const there: Place = made[index] ?? null;
    made[index] = carried;
    carried = there;
  }
  return { places: made, pushed: carried };
}

/** What fills that slot at the top where no hand does. */
export const ruled = (arrangement: Arrangement, index: number, rule: Rule): Arrangement => ({
  ...arrangement,
  top: arrangement.top.map((slot, at) => (at === index ? { ...slot, rule } : slot)),
});

export type StripAct = 'up' | 'down' | 'hide' | 'show' | 'add' | 'remove';

/** Null where there is nothing to be done: no such strip, or one that is there, or at the end already. */
export function stripChanged(arrangement: Arrangement, strip: Filed, act: StripAct): Arrangement | null {
  const { strips } = arrangement;
  const at = strips.findIndex((each) => isSame(each, strip));
  const withStrips = (changed: Strip[]) => ({ ...arrangement, strips: changed });
  if (act === 'add') {
    if (at >= 0) return null;
    const places = emptyPlaces();
    return withStrips([...strips, { of: strip.of, id: strip.id, hidden: false, places }]);
  }
  const own = strips[at];
  if (!own) return null;
  if (act === 'remove') return strip.of === 'topic' ? withStrips(strips.filter((each) => each !== own)) : null;
  if (act === 'hide' || act === 'show') {
    return withStrips(strips.map((each) => (each === own ? { ...each, hidden: act === 'hide' } : each)));
  }
  const to = at + (act === 'up' ? -1 : 1);
  if (to < 0 || to >= strips.length) return null;
  const others = strips.filter((each) => each !== own);
  return withStrips([...others.slice(0, to), own, ...others.slice(to)]);
}
