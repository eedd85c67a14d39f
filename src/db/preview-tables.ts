import type { Generated } from 'kysely';
import type { PreviewAnswerKind } from './columns.ts';

/** A secret address at which somebody without an account reads the newest text of a story. */
export interface PreviewLinks {
  id: Generated<number>;
  /** SHA-256 of the token in the address. */
  token_hash: string;
  /** Null once the story was deleted; then the row names nobody. */
  article_id: number | null;
  /** For whom it was made: "Mr Tan, lawyer". */
  recipient: string;
  created_at: string;
  created_by: number;
  expires_at: string;
  revoked_at: string | null;
  /** When somebody without an account opened it last. */
  opened_at: string | null;
  openings: Generated<number>;
}

/** What was said to a story by a link, and to which version of it. */
export interface PreviewAnswers {
  id: Generated<number>;
  link_id: number;
  article_id: number;
  revision_id: number;
  kind: PreviewAnswerKind;
  /** Whoever answered calls themselves so. */
  name: string;
  /** '' of an approval without a note. */
  text: string;
  at: string;
}
