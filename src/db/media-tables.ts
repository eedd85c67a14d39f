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
  original_name: string;
  created_at: string;
  created_by: number;
}

export interface MediaUses {
  media_id: number;
  article_id: number;
}
