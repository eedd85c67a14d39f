import type { Generated, Selectable } from 'kysely';
import type { AccountTables, People } from './account-tables.ts';
import type { CommentPatterns, NetworkKeys, SpamChecks } from './comment-rule-tables.ts';
import type {
  CommentBans,
  CommentClaims,
  CommentCounts,
  CommentDecisions,
  CommentFloods,
  CommentHistory,
  Comments,
  CommentTexts,
  CommentThreads,
  PinnedNotes,
} from './comment-tables.ts';
import type { DeskCounts, DeskEntries, WorkingTexts } from './desk-tables.ts';
import type { Documents, DocumentUses } from './document-tables.ts';
import type { ListRedirects, Sections, SeriesTable, Topics } from './filing-tables.ts';
import type { FrontStates, Fronts } from './front-tables.ts';
import type { Leases } from './lease-tables.ts';
import type { Media, MediaUses, ReplacedFiles, UnnamedFiles } from './media-tables.ts';
import type { Assignments, Holds } from './planning-tables.ts';
import type { PreviewAnswers, PreviewLinks } from './preview-tables.ts';
import type { StoryReads } from './read-tables.ts';
import type {
  AskedEmails,
  CommentRecommendations,
  CommentReports,
  ConfirmedEmails,
  ErasedEmails,
  PersonalDataLinks,
  ReplyNotices,
  ReplySubscriptions,
} from './reader-tables.ts';
import type {
  PublishedArticleAuthors,
  PublishedArticles,
  PublishedArticleTopics,
  PublishedCorrections,
  PublishedPageReferences,
  PublishedPages,
  PublishedReferences,
  SearchDocuments,
  WithdrawnArticles,
} from './reading-tables.ts';
import type { Recordings, RecordingTracks, RecordingUses } from './recording-tables.ts';
import type { ErrorReports, OutgoingMails } from './report-tables.ts';
import type { Autosaves, EditingTable } from './unsaved-tables.ts';
import type {
  Articles,
  LookedLinks,
  PassedChecks,
  Publications,
  RevisionAuthors,
  Revisions,
  RevisionTopics,
  StoryNotes,
  Templates,
} from './writing-tables.ts';

/**
 * Every table, as migrations/ makes them. Times are text, the 24 characters of toISOString(), in UTC; truth values are 0 or 1;
 * lists and objects are JSON text. The same on both databases.
 */
export interface Tables extends AccountTables {
  sections: Sections;
  topics: Topics;
  series: SeriesTable;
  articles: Articles;
  revisions: Revisions;
  revision_topics: RevisionTopics;
  revision_authors: RevisionAuthors;
  story_notes: StoryNotes;
  passed_checks: PassedChecks;
  looked_links: LookedLinks;
  templates: Templates;
  autosaves: Autosaves;
  editing: EditingTable;
  holds: Holds;
  assignments: Assignments;
  preview_links: PreviewLinks;
  preview_answers: PreviewAnswers;
  desk_entries: DeskEntries;
  desk_counts: DeskCounts;
  working_texts: WorkingTexts;
  story_reads: StoryReads;
  fronts: Fronts;
  front_states: FrontStates;
  publications: Publications;
  published_articles: PublishedArticles;
  published_article_topics: PublishedArticleTopics;
  published_article_authors: PublishedArticleAuthors;
  published_references: PublishedReferences;
  published_corrections: PublishedCorrections;
  published_pages: PublishedPages;
  published_page_references: PublishedPageReferences;
  search_documents: SearchDocuments;
  withdrawn_articles: WithdrawnArticles;
  redirects: Redirects;
  list_redirects: ListRedirects;
  comments: Comments;
  comment_threads: CommentThreads;
  comment_counts: CommentCounts;
  comment_history: CommentHistory;
  comment_claims: CommentClaims;
  comment_bans: CommentBans;
  comment_texts: CommentTexts;
  comment_decisions: CommentDecisions;
  comment_floods: CommentFloods;
  comment_patterns: CommentPatterns;
  spam_checks: SpamChecks;
  comment_reports: CommentReports;
  comment_recommendations: CommentRecommendations;
  reply_notices: ReplyNotices;
  reply_subscriptions: ReplySubscriptions;
  confirmed_emails: ConfirmedEmails;
  asked_emails: AskedEmails;
  erased_emails: ErasedEmails;
  network_keys: NetworkKeys;
  personal_data_links: PersonalDataLinks;
  pinned_notes: PinnedNotes;
  error_reports: ErrorReports;
  outgoing_mails: OutgoingMails;
  media: Media;
  media_uses: MediaUses;
  replaced_files: ReplacedFiles;
  unnamed_files: UnnamedFiles;
  recordings: Recordings;
  recording_tracks: RecordingTracks;
  recording_uses: RecordingUses;
  documents: Documents;
  document_uses: DocumentUses;
  events: Events;
  settings: Settings;
  leases: Leases;
}

export type {
  ArticleKind,
  BanKind,
  CommentAct,
  CommentReportReason,
  CommentState,
  CommentsMode,
  DecisionAct,
  FloodMode,
  InvitationState,
  Label,
  LeadKind,
  PersonStanding,
  PreviewAnswerKind,
  PublicationKind,
  ReferenceKind,
  RejectionReason,
  ReportState,
  RevisionKind,
  Role,
  SessionStage,
  SpamAnswer,
  State,
} from './columns.ts';
export type { DeskEntries } from './desk-tables.ts';

interface Redirects {
  path: string;
  article_id: number;
  created_at: string;
}

interface Events {
  id: Generated<number>;
  at: string;
  person_id: number | null;
  action: string;
  subject: string;
  /** JSON list of the names of all it touches: `article:12`, `section:3`, `front`, `site`. */
  names: string;
  /** Of this row and the one before it (events/chain.ts). */
  hash: Generated<string>;
}

interface Settings {
  key: string;
  value: string;
}

/** Who acts, as far as rules and records are concerned. */
export type Actor = Pick<Selectable<People>, 'id' | 'name' | 'email' | 'role'>;
