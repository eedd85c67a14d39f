import type { Generated } from 'kysely';
import type { CommentsMode, Flag, Label, LeadKind, ReferenceKind } from './columns.ts';

/** The reading side: one row for each story that is out, or will be at `published_at`. */
export interface PublishedArticles {
  article_id: number;
  revision_id: number;
  path: string;
  published_at: string;
  /** The last update or correction; a fix does not count. */
  updated_at: string | null;
  section_id: number;
  language: string;
  label: Label;
  headline: string;
  short_headline: string;
  standfirst: string;
  dateline: string;
  translation_of: number | null;
  lead_kind: LeadKind;
  lead_media_id: number | null;
  lead_alt: string;
  /** 1 where nothing is to be said of it, by the library neither. */
  lead_decorative: Generated<Flag>;
  lead_caption: string;
  lead_credit: string;
  lead_video: string;
  lead_video_title: string;
  /** 1 where it shows a video, above its text or in it. */
  has_video: number;
  search_title: string;
  search_description: string;
  comments: CommentsMode;
  series_id: number | null;
  /** Its place in the series; by time where it has none. */
  series_part: number | null;
  words: number;
  /** [{at, text}], oldest first. */
  corrections: string;
  /** [{id, text}] of the headings. */
  contents: string;
  /** Block[] of text/markdown.ts. */
  blocks: string;
  /** The renderer's version that made `blocks`. */
  renderer: number;
}

export interface PublishedArticleTopics {
  article_id: number;
  topic_id: number;
  position: number;
  published_at: string;
}

export interface PublishedArticleAuthors {
  article_id: number;
  person_id: number;
  position: number;
  published_at: string;
}

/** What a story shows that can change elsewhere: cards of other stories, credits of pictures. */
export interface PublishedReferences {
  article_id: number;
  kind: ReferenceKind;
  target_id: number;
}

/** What a page beside the stories shows that can change elsewhere. */
export interface PublishedPageReferences {
  article_id: number;
  kind: ReferenceKind;
  target_id: number;
}

/** Pages beside the stories, at /pages/…: no list, feed or section shows them. Columns are those of PublishedArticles. */
export interface PublishedPages {
  article_id: number;
  revision_id: number;
  path: string;
  published_at: string;
  updated_at: string | null;
  language: string;
  headline: string;
  short_headline: string;
  standfirst: string;
  translation_of: number | null;
  search_title: string;
  search_description: string;
  corrections: string;
  contents: string;
  blocks: string;
  renderer: number;
}

/** The corrections of stories that readers see, for the list of all. */
export interface PublishedCorrections {
  publication_id: number;
  article_id: number;
  at: string;
  text: string;
}

/** What search finds: see migrations/0003-search.ts for the index beside it, which search/queries alone speak to. */
export interface SearchDocuments {
  /** In the order of publication: keyOf of search/document. */
  key: number;
  id: number;
  text: string;
}

export interface WithdrawnArticles {
  article_id: number;
  path: string;
  language: string;
  reason: string;
  at: string;
}
