import type { Generated } from 'kysely';
import type { Flag } from './columns.ts';

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
  title: Generated<string>;
  /** JSON: alternative texts by language, besides the newsroom's own. */
  alts: Generated<string>;
  rights: Generated<string>;
  /** The last day on which it may be shown, "YYYY-MM-DD". */
  rights_until: string | null;
  /** "YYYY-MM-DD", where its file said so. */
  taken_on: string | null;
  /** 1 where its file carried content credentials. */
  has_credentials: Generated<Flag>;
  /** What is said of it, folded, for searching. */
  words: Generated<string>;
  /** What it looks like, 64 bits as 16 hex digits; null where nobody looked. */
  look: string | null;
  /** The same in four parts of 16 bits. */
  look_1: number | null;
  look_2: number | null;
  look_3: number | null;
  look_4: number | null;
  /** 1 once any version of a story showed it: from then on it stays. */
  was_used: Generated<number>;
  /** Name in the storage of the file as it came; null for what came before such files were kept. Nobody is ever sent it. */
  original: Generated<string | null>;
  /** What matters most in it, in per cent of its width and height from the left and the top. */
  focal_x: Generated<number>;
  focal_y: Generated<number>;
  /** What stands for it while it loads: tones of media/picture.ts. */
  tone: Generated<string>;
  original_name: string;
  created_at: string;
  created_by: number;
}

export interface MediaUses {
  media_id: number;
  article_id: number;
}

/** Files that pictures had before others came in their place. */
export interface ReplacedFiles {
  file: string;
  media_id: number;
  original: string | null;
  replaced_at: string;
  replaced_by: number;
}

/** Files of the storage that no row names. */
export interface UnnamedFiles {
  name: string;
  /** Before its row is written, or since that went. */
  state: 'coming' | 'going';
  /** From then on it is taken out of the storage. */
  due_at: string;
}
