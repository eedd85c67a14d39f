import type { CommentsMode } from '../db/tables.ts';
import type { Words } from '../text/language.ts';
import { freeLinks, limits } from './comment.ts';

/** All that the phases look at. */
export interface Submission {
  mode: CommentsMode;
  text: string;
  /** The text as readers would see it. */
  html: string;
  /** What stands in the field that people do not see. */
  trap: string;
  isStaff: boolean;
  /** Somebody who is not signed in gives the name of a member of staff. */
  hasStaffName: boolean;
  /** The same email posted the same text on the same story within a day. */
  isRepeated: boolean;
  /** Of a browser, name and email of which a comment was let through, and none rejected since. */
  isTrusted: boolean;
}

export type Outcome = 'publish' | 'hold' | 'refuse';

export type Reason =
  | 'closed'
  | 'empty'
  | 'too-long'
  | 'trap'
  | 'staff-name'
  | 'repeated'
  | 'staff'
  | 'held-story'
  | 'links'
  | 'first-comment'
  | 'known';

export interface Verdict {
  outcome: Outcome;
  reason: Reason;
}

interface Phase extends Verdict {
  applies(submission: Submission): boolean;
}

/** In order; the first that applies decides. */
export const phases: readonly Phase[] = [
  { reason: 'closed', outcome: 'refuse', applies: ({ mode }) => mode === 'closed' },
  { reason: 'empty', outcome: 'refuse', applies: ({ html }) => !hasVisibleText(html) },
  { reason: 'too-long', outcome: 'refuse', applies: ({ text }) => text.length > limits.text },
  // Programs fill every field. A browser may have filled it for a person too, who is told.
  { reason: 'trap', outcome: 'refuse', applies: ({ trap }) => trap.trim() !== '' },
  { reason: 'staff-name', outcome: 'refuse', applies: ({ isStaff, hasStaffName }) => hasStaffName && !isStaff },
  { reason: 'repeated', outcome: 'refuse', applies: ({ isRepeated }) => isRepeated },
  { reason: 'staff', outcome: 'publish', applies: ({ isStaff }) => isStaff },
  { reason: 'held-story', outcome: 'hold', applies: ({ mode }) => mode === 'held' },
  { reason: 'links', outcome: 'hold', applies: ({ text, html }) => countLinks(text, html) > freeLinks },
  { reason: 'first-comment', outcome: 'hold', applies: ({ isTrusted }) => !isTrusted },
  { reason: 'known', outcome: 'publish', applies: () => true },
];

/** What becomes of a comment, and why. */
export function judge(submission: Submission): Verdict {
  for (const { reason, outcome, applies } of phases) {
    if (applies(submission)) return { reason, outcome };
  }
  throw new Error('The last phase applies to everything.');
}

const refusals: Partial<Record<Reason, { field: string; say(words: Words): string }>> = {
  closed: { field: '', say: ({ errors }) => errors.closed },
  empty: { field: 'text', say: ({ errors }) => errors.commentMissing },
  'too-long': { field: 'text', say: ({ errors }) => errors.commentTooLong(limits.text) },
  trap: { field: '', say: ({ errors }) => errors.trapFilled },
  'staff-name': { field: 'name', say: ({ errors }) => errors.staffName },
  repeated: { field: 'text', say: ({ errors }) => errors.repeated },
};

/** What the writer of a refused comment reads, by field; the empty name is for the form as a whole. */
export function refusal(reason: Reason, words: Words): Record<string, string> {
  const known = refusals[reason];
  if (!known) throw new Error(`Nothing is refused for the reason ${reason}.`);
  return { [known.field]: known.say(words) };
}

const hasVisibleText = (html: string) =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(html.replace(/<[^>]*>/g, ' ').replace(/&nbsp;/g, ' '));

/** As links, and as addresses that are none yet: a moderator's program may make them links. */
const countLinks = (text: string, html: string) =>
  Math.max(html.match(/<a\b/g)?.length ?? 0, text.match(/\bhttps?:\/\/|\bwww\./gi)?.length ?? 0);
