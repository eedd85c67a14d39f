import type { CommentAct, CommentState, DecisionAct, RejectionReason } from '../../db/tables.ts';

/* What moderators make of comments. */

export type { DecisionAct, RejectionReason } from '../../db/tables.ts';

/** In the order in which they are offered. */
export const rejectionReasons = [
  ...(['spam', 'abuse', 'hate', 'personal-data', 'false', 'off-topic', 'illegal', 'other'] as const),
] satisfies RejectionReason[];

/** A decision is taken back for so long, in milliseconds. */
export const undoWindow = 60_000;

/** So many comments one press decides at most. */
export const mostAtOnce = 200;

/** What a decision depends on. */
export interface Decidable {
  state: CommentState;
  isPicked: boolean;
  /** How many reports nobody has settled. */
  reported: number;
}

/** What was removed stays so. */
const becomes: Record<CommentState, readonly CommentState[]> = {
  held: ['published', 'rejected'],
  published: ['rejected', 'held'],
  rejected: ['published', 'held'],
  removed: [],
};

export const canBecome = (state: CommentState, next: CommentState): boolean => becomes[state].includes(next);

/** The state that an act leads to. */
const leadsTo = { publish: 'published', reject: 'rejected', hold: 'held', pick: 'published' } as const;

/** Null where the state stays. */
export function stateAfter(act: DecisionAct, { state }: Pick<Decidable, 'state'>): CommentState | null {
  const next = act === 'unpick' || act === 'keep' ? state : leadsTo[act];
  return next === state ? null : next;
}

export function canDo(act: DecisionAct, comment: Decidable): boolean {
  if (act === 'keep') return comment.state === 'published' && comment.reported > 0;
  if (act === 'unpick') return comment.isPicked;
  if (act === 'pick') return !comment.isPicked && (comment.state === 'held' || comment.state === 'published');
  return canBecome(comment.state, leadsTo[act]);
}

/** As its history says it, and the events: `comment.published`. */
export const actsDone: Record<DecisionAct, CommentAct> = {
  publish: 'published',
  reject: 'rejected',
  hold: 'held',
  pick: 'picked',
  unpick: 'unpicked',
  keep: 'settled',
};

/** A comment as a moderator had it before them. What is not known is not compared. */
export interface Seen {
  state: CommentState;
  decidedAt?: string | null;
  editedAt?: string | null;
}

const states = new Set<string>(['held', 'published', 'rejected', 'removed'] satisfies CommentState[]);

/** In a hidden field. */
export const writeSeen = ({ state, decidedAt, editedAt }: Required<Seen>): string =>
  [state, decidedAt ?? '', editedAt ?? ''].join('~');

/** The state alone is enough. Null for what we have not written. */
export function readSeen(text: string): Seen | null {
  const [state = '', decidedAt, editedAt] = text.split('~');
  if (!states.has(state)) return null;
  const known = state as CommentState;
  return decidedAt === undefined
    ? { state: known }
    : { state: known, decidedAt: decidedAt || null, editedAt: editedAt || null };
}
