import type { Generated } from 'kysely';
import type { Flag } from './columns.ts';

export interface Documents {
  id: Generated<number>;
  /** Name of the file under /media, made from its content. */
  file: string;
  pages: number;
  bytes: number;
  title: string;
  credit: string;
  /** Who or what it came from; for the newsroom alone. */
  source: string;
  poster_id: number;
  /** What is said of it, folded, for searching. */
  words: string;
  /** 1 once any version of a story showed it: from then on it stays. */
  was_used: Generated<Flag>;
  original_name: string;
  created_at: string;
  created_by: number;
}

export interface DocumentUses {
  document_id: number;
  article_id: number;
}
