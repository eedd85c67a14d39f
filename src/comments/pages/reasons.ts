import type { CommentReportReason, CommentState, RejectionReason, SpamAnswer } from '../../db/tables.ts';
import { isolated } from '../../text/isolated.ts';
import type { QueuedComment } from '../queries/queue.ts';

/* What moderators read of why a comment is where it is. */

export const stateNames: Record<CommentState, string> = {
  ...{ held: 'Held', published: 'Published', rejected: 'Rejected', removed: 'Removed' },
};

export const rejectionNames: Record<RejectionReason, string> = {
  spam: 'Spam',
  abuse: 'Abuse of a person',
  hate: 'Hatred of a group',
  'personal-data': 'Somebody’s private data',
  false: 'False',
  'off-topic': 'Off topic',
  illegal: 'Against the law',
  other: 'Another reason',
};

const reportNames: Record<CommentReportReason, string> = {
  ...{ spam: 'spam', abuse: 'abuse', 'personal-data': 'private data', false: 'false', illegal: 'against the law' },
  other: 'another reason',
};

/** Why a comment is held, by the key of the phase. */
const heldFor: Record<string, string> = {
  'held-story': 'Every comment on this story is held',
  links: 'Many links',
  'held-words': 'Words that are held',
  campaign: 'The same text from several browsers',
  'too-fast': 'Many comments in a short time',
  'spam-check': 'Spam check: Akismet takes it for spam',
  network: 'Others from this network were rejected',
  'first-comment': 'First comment',
  flood: 'Held while flood mode is on',
  objected: 'Its writer objects to the rejection',
};

/** What moderators are told of the outside check, beside what it holds. */
const checkedNames: Partial<Record<SpamAnswer, string>> = {
  silent: 'Not checked for spam: Akismet gave no answer',
  invalid: 'Not checked for spam: Akismet does not take the key any more',
};

/** All that brings a comment before a moderator. */
export function reasonsOf(comment: QueuedComment): string[] {
  const { state, decidedByName, reported, reports, editedAt, spamAnswer } = comment;
  const held = heldBy(comment);
  const said = reports
    .map(({ reason: why, count }) => `${reportNames[why]}${count > 1 ? ` ×${count}` : ''}`)
    .join(', ');
  const readers = reported === 1 ? 'a reader' : `${reported.toLocaleString('en')} readers`;
  const outside = decidedByName === null && spamAnswer !== null ? checkedNames[spamAnswer] : undefined;
  return [
    ...(state === 'held' ? [held] : []),
    ...(outside ? [outside] : []),
    ...(reported > 0 ? [`Reported by ${readers}${said && `: ${said}`}`] : []),
    ...(editedAt !== null ? ['Edited by its writer'] : []),
  ];
}

function heldBy({ reason, decidedByName, spamAnswer, heldWords }: QueuedComment): string {
  if (reason === 'moderator') return `Held by ${decidedByName ?? 'a moderator'}`;
  if (reason === 'spam-check' && spamAnswer === 'discard') return 'Spam check: Akismet is sure that it is spam';
  // Of any script, in a line of ours.
  if (reason === 'held-words' && heldWords !== null) return `${heldFor[reason]}: ${isolated(heldWords)}`;
  return heldFor[reason] ?? 'Held by a rule';
}
