import type { Generated } from 'kysely';
import type {
  ArticleKind,
  CommentsMode,
  Flag,
  Label,
  LeadKind,
  PublicationKind,
  RevisionKind,
  State,
} from './columns.ts';

/** The writing side: what a story is, and all that was ever written of it. */
export interface Articles {
  id: Generated<number>;
  kind: Generated<ArticleKind>;
  state: State;
  created_at: string;
  created_by: number;
  updated_at: string;
  updated_by: number;
  /** The newest revision, which editors see. */
  revision_id: number | null;
  /** The revision that readers see, or saw last. */
  published_revision_id: number | null;
  /** When the first publication was, or is to be. */
  published_at: string | null;
  /** What the person who handed it in for review, sent it back or withdrew it said. */
  note: string;
  /** Who is asked to review it; null where the whole desk is. */
  reviewer_id: Generated<number | null>;
  /** Since when it is in nobody's list; null where it is no discarded draft. */
  discarded_at: string | null;
  discarded_by: number | null;
}

export interface Revisions {
  id: Generated<number>;
  article_id: number;
  kind: RevisionKind;
  created_at: string;
  created_by: number;
  headline: string | null;
  short_headline: string | null;
  standfirst: string | null;
  body: string | null;
  section_id: number | null;
  label: Label;
  dateline: string | null;
  language: string;
  slug: string;
  translation_of: number | null;
  lead_kind: LeadKind;
  lead_media_id: number | null;
  lead_alt: string | null;
  lead_decorative: Flag;
  lead_caption: string | null;
  lead_credit: string | null;
  lead_video: string | null;
  lead_video_title: string | null;
  search_title: string | null;
  search_description: string | null;
  comments: CommentsMode;
  series_id: number | null;
  series_part: number | null;
  /** The ledger's row of the redaction that blanked the content; null where none did. */
  redacted_by: number | null;
  /** Of one of the kind `restore`, the revision whose content it brought back. */
  restored_from: number | null;
}

export interface RevisionTopics {
  revision_id: number;
  topic_id: number;
  position: number;
}

export interface RevisionAuthors {
  revision_id: number;
  person_id: number;
  position: number;
}

/** The ledger of what readers saw: rows are added, never changed nor removed (triggers). */
export interface Publications {
  id: Generated<number>;
  article_id: number;
  revision_id: number;
  kind: PublicationKind;
  note: string;
  at: string;
  /** Null where the sweep published what was due. */
  person_id: number | null;
  /** SHA-256 of the revision's headline, standfirst and body. */
  text_hash: string;
  /** Of a redaction, the row whose text or note it took; null in all others. */
  redacts: number | null;
}

/** What colleagues tell each other beside a story; readers never see it. */
export interface StoryNotes {
  id: Generated<number>;
  article_id: number;
  text: string;
  created_at: string;
  created_by: number;
}

/** A check that an editor passed over, with the reason: a task until it is mended or closed. */
export interface PassedChecks {
  id: Generated<number>;
  article_id: number;
  check_name: string;
  /** JSON list of what it found at fault. */
  subjects: string;
  reason: string;
  passed_at: string;
  passed_by: number;
  /** Null while it is a task. */
  ended_at: string | null;
  ended_by: number | null;
  ending: 'mended' | 'closed' | null;
}

/** Links of texts to other sites. */
export interface LookedLinks {
  address: string;
  /** When a text with it was last saved. */
  wanted_at: string;
  /** When it is to be looked for; null for not before it is wanted again. */
  due_at: string | null;
  looked_at: string | null;
  /** How often in a row nobody answered. */
  misses: number;
  is_dead: Flag;
}

/** Content from which stories are begun. */
export interface Templates {
  id: Generated<number>;
  kind: ArticleKind;
  name: string;
  /** The name as it is compared: no two are the same. */
  name_key: string;
  created_at: string;
  created_by: number;
  updated_at: string;
  updated_by: number;
  /** JSON of a revision's content. */
  content: string;
}
