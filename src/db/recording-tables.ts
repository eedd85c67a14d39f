import type { Generated } from 'kysely';
import type { Flag } from './columns.ts';

export interface Recordings {
  id: Generated<number>;
  /** Name of the file under /media, made from its content. */
  file: string;
  kind: 'video' | 'audio';
  mime: string;
  codecs: string;
  width: number | null;
  height: number | null;
  seconds: number;
  bytes: number;
  title: string;
  caption: string;
  credit: string;
  /** Who or what it came from; for the newsroom alone. */
  source: string;
  poster_id: number | null;
  can_download: Flag;
  /** What is said of it, folded, for searching. */
  words: string;
  /** 1 once any version of a story showed it: from then on it stays. */
  was_used: Generated<Flag>;
  original_name: string;
  created_at: string;
  created_by: number;
}

export interface RecordingTracks {
  id: Generated<number>;
  recording_id: number;
  kind: 'captions' | 'subtitles' | 'descriptions';
  language: string;
  /** Its name under /media. */
  file: string;
  /** WebVTT as this program writes it. */
  content: string;
  created_at: string;
  created_by: number;
}

export interface RecordingUses {
  recording_id: number;
  article_id: number;
}
