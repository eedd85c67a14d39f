import type { Generated } from 'kysely';
import type { SpamAnswer } from './columns.ts';

/* What the rules for comments look at. */

/** Words that the newsroom does not want in comments. Rows are added and taken out, never changed. */
export interface CommentPatterns {
  id: Generated<number>;
  pattern: string;
  outcome: 'hold' | 'refuse';
  created_at: string;
  created_by: number;
}

/** With what networks are hashed; the last two weeks’ alone are kept. */
export interface NetworkKeys {
  /** The Monday on which it began, YYYY-MM-DD in UTC. */
  week: string;
  key: string;
}

/** What an outside check said of a comment, and of what it is to be told. */
export interface SpamChecks {
  comment_id: number;
  answer: SpamAnswer;
  asked_at: string;
  /** What went along with the comment itself, but for the network address, which is kept nowhere; null once nothing is told any more. */
  user_agent: string | null;
  referrer: string | null;
  /** What it was told last; null where it was told nothing. */
  told: Generated<'ham' | 'spam' | null>;
  /** When it is to be seen whether it must be told something; null for never. */
  due_at: Generated<string | null>;
  tries: Generated<number>;
}
