import type { Generated, Selectable } from 'kysely';

/**
 * Every table, as migrations/ makes them. Times are text, the 24 characters of toISOString(), in UTC; truth values are 0 or 1;
 * lists and objects are JSON text. The same on both databases.
 */
export interface Tables {
  people: People;
  sessions: Sessions;
  sections: Sections;
  topics: Topics;
  articles: Articles;
  revisions: Revisions;
  revision_topics: RevisionTopics;
  revision_authors: RevisionAuthors;
  publications: Publications;
  published_articles: PublishedArticles;
  published_article_topics: PublishedArticleTopics;
  published_article_authors: PublishedArticleAuthors;
  published_references: PublishedReferences;
  withdrawn_articles: WithdrawnArticles;
  redirects: Redirects;
  comments: Comments;
  media: Media;
  media_uses: MediaUses;
  events: Events;
  settings: Settings;
}

export type Role = 'author' | 'editor' | 'moderator' | 'admin';
export type State = 'draft' | 'review' | 'scheduled' | 'published' | 'withdrawn';
export type Label = 'news' | 'analysis' | 'opinion' | 'editorial' | 'explainer' | 'fact-check' | 'live';
export type LeadKind = 'none' | 'image' | 'video';
export type CommentsMode = 'open' | 'held' | 'closed';
export type RevisionKind = 'save' | 'submit' | 'publish' | 'restore';
export type PublicationKind = 'first' | 'fix' | 'update' | 'correction' | 'withdrawal' | 'reinstatement' | 'redaction';
export type CommentState = 'held' | 'published' | 'rejected';
export type ReferenceKind = 'article' | 'media';
type Flag = 0 | 1;

interface People {
  id: Generated<number>;
  slug: string;
  name: string;
  email: string;
  role: Role;
  bio: string;
  password_hash: string;
  created_at: string;
}

interface Sessions {
  /** SHA-256 of the token in the cookie: whoever reads the table cannot sign in with it. */
  token_hash: string;
  person_id: number;
  created_at: string;
  expires_at: string;
}

interface Sections {
  id: Generated<number>;
  slug: string;
  name: string;
  /** Names in other languages: {"ar": "…"}. */
  translations: string;
  position: number;
}

interface Topics {
  id: Generated<number>;
  slug: string;
  name: string;
  translations: string;
}

interface Articles {
  id: Generated<number>;
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
  /** What the person who sent it back from review, or withdrew it, said. */
  note: string;
}

interface Revisions {
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
}

interface RevisionTopics {
  revision_id: number;
  topic_id: number;
  position: number;
}

interface RevisionAuthors {
  revision_id: number;
  person_id: number;
  position: number;
}

/** The ledger of what readers saw: rows are added, never changed nor removed (triggers). */
interface Publications {
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
}

/** The reading side: one row for each story that is out, or will be at `published_at`. */
interface PublishedArticles {
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
  lead_caption: string;
  lead_credit: string;
  lead_video: string;
  lead_video_title: string;
  search_title: string;
  search_description: string;
  comments: CommentsMode;
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

interface PublishedArticleTopics {
  article_id: number;
  topic_id: number;
  position: number;
  published_at: string;
}

interface PublishedArticleAuthors {
  article_id: number;
  person_id: number;
  position: number;
  published_at: string;
}

/** What a story shows that can change elsewhere: cards of other stories, credits of pictures. */
interface PublishedReferences {
  article_id: number;
  kind: ReferenceKind;
  target_id: number;
}

interface WithdrawnArticles {
  article_id: number;
  path: string;
  language: string;
  reason: string;
  at: string;
}

interface Redirects {
  path: string;
  article_id: number;
  created_at: string;
}

interface Comments {
  id: Generated<number>;
  article_id: number;
  parent_id: number | null;
  name: string;
  email: string;
  /** SHA-256 of the browser's signed identity; null where the writer refused cookies. */
  browser_hash: string | null;
  /** The member of staff who wrote it, signed in. */
  person_id: number | null;
  text: string;
  html: string;
  state: CommentState;
  /** Why it is in that state: a key of the phases, or of the decision. */
  reason: string;
  created_at: string;
  decided_at: string | null;
  decided_by: number | null;
}

interface Media {
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

interface MediaUses {
  media_id: number;
  article_id: number;
}

interface Events {
  id: Generated<number>;
  at: string;
  person_id: number | null;
  action: string;
  subject: string;
  /** JSON list of the names of all it touches: `article:12`, `section:3`, `front`, `site`. */
  names: string;
}

interface Settings {
  key: string;
  value: string;
}

/** Who acts, as far as rules and records are concerned. */
export type Actor = Pick<Selectable<People>, 'id' | 'name' | 'email' | 'role'>;
