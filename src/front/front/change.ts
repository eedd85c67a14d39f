import { type Filed, type Rule, slotName, slotNamed } from './arrangement.ts';
import type { StripAct } from './moves.ts';

/** What is to be done to a front. Slots by their names; `until` is a time. */
export type Act =
  /** Where it had a time already, that goes along. */
  | { act: 'place'; articleId: number; slot: string; until: string | null }
  /** The story stands in that slot, by a hand or a rule. */
  | { act: 'move'; articleId: number; slot: string; by: 1 | -1 }
  /** Null for no end. */
  | { act: 'pin'; articleId: number; slot: string; until: string | null }
  | { act: 'freed'; articleId: number }
  | { act: 'out'; articleId: number }
  | { act: 'in'; articleId: number }
  | { act: 'rule'; slot: string; rule: Rule }
  | { act: 'strip'; strip: Filed; how: StripAct }
  | MostReadAct;

/** The list of what is read most. */
interface MostReadAct {
  act: 'most-read';
  shown: boolean;
}

/** It changes the order of strips, or what stands in one. */
export const isOfStrips = (act: Act): boolean =>
  act.act === 'strip' || ('slot' in act && slotNamed(act.slot)?.strip !== null);

/** What somebody did to a front, kept with the state that it made. Slots by their names, everything else by ids. */
export type Change =
  /** `pushed` had no room left, and is the rules' again. */
  | { act: 'placed'; articleId: number; slot: string; until: string | null; pushed: number | null }
  | { act: 'moved'; articleId: number; slot: string }
  | { act: 'pinned'; articleId: number; slot: string; until: string | null }
  | { act: 'freed' | 'out' | 'in'; articleId: number }
  | { act: 'ruled'; slot: string; rule: Rule }
  | { act: 'strip'; strip: Filed; how: StripAct }
  | MostReadAct
  /** `of` is the state that it is again. */
  | { act: 'undone' | 'reverted'; of: number }
  /** The prepared front began as what readers saw. */
  | { act: 'begun' }
  /** `left` was in the prepared front and is out no more. */
  | { act: 'launched'; front: number; left: number[] };

/** The stories that it speaks of. */
export function storiesIn(change: Change): number[] {
  const pushed = change.act === 'placed' && change.pushed !== null ? [change.pushed] : [];
  if (change.act === 'launched') return change.left;
  return 'articleId' in change ? [change.articleId, ...pushed] : [];
}

/** The sections and topics that it speaks of, but for those of slots. */
export function filedIn(change: Change): Filed[] {
  if (change.act === 'strip') return [change.strip];
  return change.act === 'ruled' && change.rule.of !== 'all' ? [change.rule] : [];
}

/** What the act would be remembered as, before it is done. */
export function wantedBy(act: Act): Change {
  if (act.act === 'place') return { ...act, act: 'placed', pushed: null };
  if (act.act === 'pin') return { ...act, act: 'pinned' };
  if (act.act === 'rule') return { ...act, act: 'ruled' };
  return act.act === 'move' ? { act: 'moved', articleId: act.articleId, slot: nextSlot(act.slot, act.by) } : act;
}

/** The slot before or behind it, by name. */
function nextSlot(name: string, by: 1 | -1): string {
  const slot = slotNamed(name);
  return slot ? slotName({ ...slot, index: slot.index + by }) : name;
}
