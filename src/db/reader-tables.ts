import type { Generated } from 'kysely';
import type { CommentReportReason } from './columns.ts';

/* What readers do with comments, beside writing them. */

/** What readers say is wrong with a comment; once from each browser. */
export interface CommentReports {
  id: Generated<number>;
  comment_id: number;
  browser_hash: string;
  reason: CommentReportReason;
  note: string;
  created_at: string;
  settled_at: string | null;
}

export interface CommentRecommendations {
  comment_id: number;
  browser_hash: string;
}

/** Who is told of replies to a comment. */
export interface ReplySubscriptions {
  id: Generated<number>;
  comment_id: number;
  email: string;
  /** SHA-256 of the token in the links of its mails. */
  token_hash: string;
  created_at: string;
  /** Null until the link in the first mail was followed: no other mail is sent before. */
  confirmed_at: string | null;
  /** When that first mail was written; null where another one’s answer counts for this too. */
  asked_at: Generated<string | null>;
  /** When they were last told. */
  told_at: Generated<string | null>;
}

/** Replies that came out, of which somebody is to be told. */
export interface ReplyNotices {
  comment_id: number;
  parent_id: number;
  published_at: string;
  /** Null until then; told of once, whatever becomes of it. */
  told_at: string | null;
  /** By which mail; null where nobody wanted to hear of it. */
  mail_id: number | null;
}

/** Which browsers followed a link that was mailed to an email. */
export interface ConfirmedEmails {
  email: string;
  browser_hash: string;
  confirmed_at: string;
}

/** Whose data were erased, so that a backup that is put back does not bring them back. */
export interface ErasedEmails {
  /** Keyed hash, under the install’s secret. */
  email_hash: string;
  at: string;
}

/** Who was asked whether they want mails. */
export interface AskedEmails {
  /** Keyed hash, under the install’s secret. */
  email_hash: string;
  at: string;
}

/** Links by which people see and erase what is kept of them. */
export interface PersonalDataLinks {
  /** SHA-256 of the token in the link. */
  token_hash: string;
  email: string;
  created_at: string;
}
