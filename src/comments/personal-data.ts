import type { SpamAnswer } from '../db/tables.ts';
import type { CommentState } from './comment.ts';

/** For so long a mailed link works, in milliseconds. */
export const linkLife = 24 * 60 * 60 * 1000;

export interface KeptComment {
  id: number;
  /** Of its story; null where readers do not see it now. */
  path: string | null;
  parentId: number | null;
  name: string;
  text: string;
  state: CommentState;
  /** Why it is in that state: a key of the phases, or of a moderator's decision. */
  reason: string;
  postedAt: string;
  editedAt: string | null;
}

/** What was done to comments by a browser from which nobody else commented. */
export interface KeptReport {
  commentId: number;
  reason: string;
  note: string;
  at: string;
}

/** A comment that was sent to Akismet, with what it said, what went along and is kept, and what it was told of a decision. */
export interface KeptSpamCheck {
  commentId: number;
  at: string;
  answer: SpamAnswer;
  userAgent: string | null;
  referrer: string | null;
  told: 'ham' | 'spam' | null;
}

/** All that is kept of who comments, subscribes and reports under one email. */
export interface PersonalData {
  email: string;
  comments: KeptComment[];
  /** Who is told of replies to these comments. */
  subscriptions: { commentId: number; since: string; confirmedAt: string | null }[];
  /** When browsers followed a link that was mailed there. */
  confirmations: { confirmedAt: string }[];
  reports: KeptReport[];
  /** Comments that were recommended. */
  recommendations: { commentId: number }[];
  /** Errors in stories that were reported and not answered yet. */
  errorReports: { articleId: number; text: string; at: string }[];
  spamChecks: KeptSpamCheck[];
  /** Mails that are still to be sent. */
  mails: { subject: string; text: string; writtenAt: string }[];
}

export const isEmpty = ({ email: _, ...kept }: PersonalData): boolean =>
  Object.values(kept).every((rows) => rows.length === 0);
