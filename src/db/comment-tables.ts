import type { Generated } from 'kysely';
import type { BanKind, CommentAct, CommentState, DecisionAct, FloodMode, RejectionReason } from './columns.ts';

export interface Comments {
  id: Generated<number>;
  article_id: number;
  parent_id: number | null;
  /** The comment at the head of its thread: itself where it answers none. */
  thread_id: Generated<number>;
  /** 0 at the head; counts up as the thread's comments come, whatever becomes of them. */
  thread_index: Generated<number>;
  name: string;
  /** '' once it was erased, and of staff who left. */
  email: string;
  /** SHA-256 of the browser's signed identity; null where the writer refused cookies, and once it was erased. */
  browser_hash: string | null;
  /** Keyed hash of where it came from; the key changes weekly, and what two keys back is emptied. */
  network_hash: Generated<string | null>;
  /** The same of its /24, or /48. */
  wide_network_hash: Generated<string | null>;
  /** The member of staff who wrote it, signed in. */
  person_id: number | null;
  /** '' of one that is removed. */
  text: string;
  html: string;
  /** Those that say the same have the same one (comments/comment/wording.ts); null of one that is removed. */
  text_key: Generated<string | null>;
  state: CommentState;
  /** Why it is in that state: a key of the phases, or of the decision. */
  reason: string;
  /** What the writer of a rejected one is told. */
  rejection: Generated<RejectionReason | null>;
  created_at: string;
  decided_at: string | null;
  decided_by: number | null;
  /** When its writer changed it. */
  edited_at: Generated<string | null>;
  /** When an editor picked it. */
  picked_at: Generated<string | null>;
  /** How many recommend it. */
  recommended: Generated<number>;
  /** How many reports on it nobody has settled. */
  reported: Generated<number>;
}

/** One row for each comment that answers none; kept by queries/state.ts with every comment of the thread. */
export interface CommentThreads {
  /** Of the comment at its head. */
  id: number;
  article_id: number;
  /** How many there ever were, the head included: the next one’s index. */
  posted: number;
  /** How many readers see. */
  published: number;
}

/** Of each story that ever had a comment; kept by queries/state.ts. */
export interface CommentCounts {
  article_id: number;
  published: number;
  held: number;
}

/** What happened to a comment after it was posted. */
export interface CommentHistory {
  id: Generated<number>;
  comment_id: number;
  at: string;
  /** The moderator; null for its writer, readers and rules. */
  person_id: number | null;
  kind: CommentAct;
  /** What the kind needs: the reason code of a rejection, the text before an edit; never an email or an address. */
  detail: string;
}

/** Who is looking at a comment of the queue: others are not shown it until then. */
export interface CommentClaims {
  comment_id: number;
  person_id: number;
  until: string;
}

export interface CommentBans {
  id: Generated<number>;
  kind: BanKind;
  /** Keyed hash of an email or a network; of a browser, what its comments bear. */
  value_hash: string;
  /** With what it was hashed: for a network the week’s key, kept as long as the ban; '' where there is none. */
  key: string;
  /** What moderators know it by: the name under the comment. */
  label: string;
  reason: string;
  created_at: string;
  created_by: number;
  expires_at: string;
}

/** What the newsroom says above the comments of a story. */
export interface PinnedNotes {
  article_id: number;
  text: string;
  html: string;
  at: string;
  person_id: number;
}

/** Which comments moderators can search; their words stand in `comment_index` on SQLite, in a column on PostgreSQL. */
export interface CommentTexts {
  comment_id: number;
}

/** What moderators may take back for a while; emptied afterwards. */
export interface CommentDecisions {
  id: Generated<number>;
  /** Names all that one press decided. */
  batch: string;
  comment_id: number;
  person_id: number;
  at: string;
  /** `ban`: nothing of the comment was decided, but its writer is kept out. */
  act: DecisionAct | 'ban';
  /** As the comment was, in JSON. */
  before: string;
  /** What the decision made of it, in JSON: where that is so no more, somebody else decided since. */
  after: string;
  /** The ban that was made with it. */
  ban_id: Generated<number | null>;
  undone_at: Generated<string | null>;
}

/** What is done with new comments while too many come: on one story, or on all where `article_id` is null. */
export interface CommentFloods {
  id: Generated<number>;
  article_id: number | null;
  mode: FloodMode;
  /** Null until somebody ends it. */
  until: string | null;
  at: string;
  person_id: number;
}
