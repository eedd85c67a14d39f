/** What columns of few values may hold. */

/** `replaced` by one that was sent later. */
export type InvitationState = 'open' | 'used' | 'revoked' | 'replaced';

/** Whether somebody has an account, had one, or never had one and only bylines. */
export type PersonStanding = 'member' | 'left' | 'guest';

/** `second-step` where the password was right and nothing else was asked yet. */
export type SessionStage = 'whole' | 'second-step';

export type Role = 'author' | 'editor' | 'moderator' | 'admin';
export type State = 'draft' | 'review' | 'scheduled' | 'published' | 'withdrawn';
/** A story, or a page beside them: About, Contact. */
export type ArticleKind = 'story' | 'page';
export type Label = 'news' | 'analysis' | 'opinion' | 'editorial' | 'explainer' | 'fact-check' | 'live';
export type LeadKind = 'none' | 'image' | 'video';
export type CommentsMode = 'open' | 'held' | 'closed';
export type RevisionKind = 'save' | 'submit' | 'publish' | 'restore';
export type PublicationKind = 'first' | 'fix' | 'update' | 'correction' | 'withdrawal' | 'reinstatement' | 'redaction';
/** `removed`: by its writer, or with all data of a person; there is no text any more. */
export type CommentState = 'held' | 'published' | 'rejected' | 'removed';

/** What a moderator says is wrong with a comment; its writer is told. */
export type RejectionReason = 'spam' | 'abuse' | 'hate' | 'personal-data' | 'false' | 'off-topic' | 'illegal' | 'other';

/** What a reader says is wrong with one. */
export type CommentReportReason = 'spam' | 'abuse' | 'personal-data' | 'false' | 'illegal' | 'other';

export type CommentAct =
  | 'published'
  | 'rejected'
  | 'held'
  | 'removed'
  | 'edited'
  | 'picked'
  | 'unpicked'
  | 'struck'
  | 'reported'
  | 'settled'
  | 'objected'
  | 'undone';

/** What a moderator does with a comment; `keep` sends its reports away. */
export type DecisionAct = 'publish' | 'reject' | 'hold' | 'pick' | 'unpick' | 'keep';
export type FloodMode = 'hold' | 'close';

export type BanKind = 'browser' | 'email' | 'network';
export type ReportState = 'open' | 'corrected' | 'declined';
/** Of what somebody says to a story by a secret link. */
export type PreviewAnswerKind = 'approval' | 'note';
export type ReferenceKind = 'article' | 'media' | 'recording' | 'document';
/** A truth value: SQLite has no other. */
export type Flag = 0 | 1;

/** What an outside check says of a comment: `discard` is spam beyond doubt, the last two are no answers. */
export type SpamAnswer = 'ham' | 'spam' | 'discard' | 'silent' | 'invalid';
