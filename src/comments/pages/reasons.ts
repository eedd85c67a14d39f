import type { CommentReportReason, CommentState, RejectionReason } from '../../db/tables.ts';
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
  network: 'Others from this network were rejected',
  'first-comment': 'First comment',
  flood: 'Held while flood mode is on',
  objected: 'Its writer objects to the rejection',
};

/** All that brings a comment before a moderator. */
export function reasonsOf({ state, reason, decidedByName, reported, reports, editedAt }: QueuedComment): string[] {
  const held =
    reason === 'moderator' ? `Held by ${decidedByName ?? 'a moderator'}` : (heldFor[reason] ?? 'Held by a rule');
  const said = reports
    .map(({ reason: why, count }) => `${reportNames[why]}${count > 1 ? ` ×${count}` : ''}`)
    .join(', ');
  const readers = reported === 1 ? 'a reader' : `${reported.toLocaleString('en')} readers`;
  return [
    ...(state === 'held' ? [held] : []),
    ...(reported > 0 ? [`Reported by ${readers}${said && `: ${said}`}`] : []),
    ...(editedAt !== null ? ['Edited by its writer'] : []),
  ];
}
