import type { CommentState, RejectionReason, SpamAnswer } from '../../db/tables.ts';
import { undoWindow } from './deciding.ts';

/* What an outside check is asked and told. It may hold a comment, and nothing else (0036). */

export type { SpamAnswer } from '../../db/tables.ts';

/** Where a comment comes from, for the outside check alone. The address is kept nowhere, and nothing of it is logged. */
export interface Client {
  address: string;
  userAgent: string;
  /** The page on which it was written, without what follows a question mark. */
  referrer: string;
}

/** What the check said, and what went along with the comment. */
export interface Checked {
  answer: SpamAnswer;
  client: Client;
}

export const isAnswer = (answer: SpamAnswer): boolean => answer !== 'silent' && answer !== 'invalid';

/** Nothing is told before a decision can be taken back no more, whatever the clocks of several machines say; in milliseconds. */
export const settles = undoWindow + 10_000;

/** What went along with a comment is kept for so long, in milliseconds, to be told with a decision. */
export const sentLife = 14 * 24 * 60 * 60 * 1000;

const minute = 60_000;

/** How long after each try the next one comes, in milliseconds; after the last of these one more, and then none. */
export const retries = [minute, 10 * minute, 60 * minute, 360 * minute];

/** A comment that was checked, as it is now. */
export interface CheckedState {
  answer: SpamAnswer;
  told: 'ham' | 'spam' | null;
  state: CommentState;
  rejection: RejectionReason | null;
  decidedBy: number | null;
}

/** What the check must be told, since a moderator decided otherwise than it believes; null where there is nothing to tell. */
export function toTell({ answer, told, state, rejection, decidedBy }: CheckedState): 'ham' | 'spam' | null {
  if (!isAnswer(answer) || decidedBy === null) return null;
  const believed = told ?? (answer === 'ham' ? 'ham' : 'spam');
  const decided = state === 'published' ? 'ham' : state === 'rejected' && rejection === 'spam' ? 'spam' : null;
  return decided === believed ? null : decided;
}
