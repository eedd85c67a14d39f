import type { Generated, Selectable } from 'kysely';
import type {
  CommentState,
  CommentsMode,
  Flag,
  Label,
  LeadKind,
  PublicationKind,
  RevisionKind,
  Role,
  State,
} from './columns.ts';
import type {
  PublishedArticleAuthors,
  PublishedArticles,
  PublishedArticleTopics,
  PublishedReferences,
  WithdrawnArticles,
} from './reading-tables.ts';

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

export type {
  CommentState,
  CommentsMode,
  Label,
  LeadKind,
  PublicationKind,
  ReferenceKind,
  RevisionKind,
  Role,
  State,
} from './columns.ts';

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
