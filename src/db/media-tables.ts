import type { Generated } from 'kysely';

export interface Media {
  id: Generated<number>;
  /** Name of the file under /media, made from its content. */
  file: string;
  mime: string;
  width: number;
  height: number;
  bytes: number;
  alt: string;
  caption: string;
  credit: string;
  /** Who or what it came from; for the newsroom alone. */
  source: Generated<string>;
  /** What is said of it, folded, for searching. */
  words: Generated<string>;
  /** 1 once any version of a story showed it: from then on it stays. */
  was_used: Generated<number>;
  original_name: string;
  created_at: string;
  created_by: number;
}

export interface MediaUses {
  media_id: number;
  article_id: number;
}
