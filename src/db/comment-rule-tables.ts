import type { Generated } from 'kysely';

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
