import { createHash } from 'node:crypto';
import type { ArticleKind, CommentsMode, Label, LeadKind, PublicationKind, RevisionKind, State } from '../db/tables.ts';
import { Conflict, type FieldErrors } from '../errors.ts';
import { slugify } from '../text/slug.ts';
import type { Content } from './content.ts';

export type { CommentsMode, Label, LeadKind, PublicationKind, RevisionKind, State } from '../db/tables.ts';
export type { Content, FiledNames, Unfiled } from './content.ts';
export { emptyContent, limits } from './content.ts';
export { type ArticleKind, contentOf, filedNames, pageFields, pathOf, storyEnding } from './kind.ts';

export const labels: readonly Label[] = ['news', 'analysis', 'opinion', 'editorial', 'explainer', 'fact-check', 'live'];
/** Somebody's voice rather than a report. */
export const isOpinion = (label: Label): boolean => label === 'opinion' || label === 'editorial';

export const leadKinds: readonly LeadKind[] = ['none', 'image', 'video'];
export const commentsModes: readonly CommentsMode[] = ['open', 'held', 'closed'];

export interface Revision extends Content {
  id: number;
  articleId: number;
  kind: RevisionKind;
  createdAt: string;
  createdBy: number;
}

/** Identity and state of a story, or a page beside them; its text is in revisions. */
export interface Article {
  id: number;
  kind: ArticleKind;
  state: State;
  createdAt: string;
  createdBy: number;
  updatedAt: string;
  updatedBy: number;
  revisionId: number;
  publishedRevisionId: number | null;
  /** When it was first published, or is to be. */
  publishedAt: string | null;
  note: string;
  /** Who was asked to review it; null for the whole desk. */
  reviewerId: number | null;
  /** Of the newest revision. */
  authorIds: number[];
  /** Who is to write it. */
  assigneeId: number | null;
}

export interface Publication {
  id: number;
  articleId: number;
  revisionId: number;
  kind: PublicationKind;
  note: string;
  at: string;
}

/** A discarded draft can be brought back for so many days; then it is gone. */
export const discardedDays = 30;

/** The acts that move a story, and the states from which each is possible. */
const allowedFrom = {
  submit: ['draft'],
  sendBack: ['review'],
  schedule: ['draft', 'review', 'scheduled'],
  unschedule: ['scheduled'],
  publish: ['draft', 'review', 'scheduled'],
  publishChanges: ['published'],
  withdraw: ['published'],
  reinstate: ['withdrawn'],
  discard: ['draft', 'review'],
} as const satisfies Record<string, readonly State[]>;

export type Act = keyof typeof allowedFrom;

const stateNames: Record<State, string> = {
  draft: 'a draft',
  review: 'in review',
  scheduled: 'scheduled',
  published: 'published',
  withdrawn: 'withdrawn',
};

export const isPossible = (act: Act, state: State): boolean => (allowedFrom[act] as readonly State[]).includes(state);

/** @throws Conflict when the story's state does not allow the act: somebody else may have moved it meanwhile. */
export function requirePossible(act: Act, state: State): void {
  if (!isPossible(act, state)) {
    throw new Conflict(
      `This story is ${stateNames[state]} now, so this cannot be done. Somebody may have changed it meanwhile.`,
    );
  }
}

export const wasPublished = (article: Pick<Article, 'state'>): boolean =>
  article.state === 'published' || article.state === 'withdrawn';

/** What keeps a text from being shown at all, by field; nobody passes it over. What else is looked at: article/checks.ts. */
export function missingForReaders(
  content: Content,
  textProblems: readonly { line: number; message: string; lacks?: string }[],
  kind: ArticleKind = 'story',
): FieldErrors {
  const missing: FieldErrors = {};
  if (!content.headline) missing.headline = `A ${kind} needs a headline before readers can see it.`;
  if (kind === 'story' && content.sectionId === null) missing.section = 'Choose the section in which it appears.';
  if (!content.body.trim() && content.leadKind !== 'video') missing.body = 'There is no text yet.';
  if (content.leadKind === 'image' && content.leadMediaId === null)
    missing.picture = 'Add the lead picture, or choose no lead.';
  if (content.leadKind === 'video' && !content.leadVideo)
    missing.video = 'Give the address of the lead video, or choose no lead.';
  const first = textProblems.find(({ lacks }) => lacks === undefined);
  if (first) missing.body = `Line ${first.line}: ${first.message}`;
  return missing;
}

/** The end of the address: as the editor wrote it, or made from the headline. */
export const slugOf = (content: Pick<Content, 'slug' | 'headline'>, kind: ArticleKind = 'story'): string =>
  content.slug || slugify(content.headline) || kind;

/** SHA-256 over what readers read, for the ledger. */
export const textHash = ({ headline, standfirst, body }: Content): string =>
  createHash('sha256')
    .update(JSON.stringify([headline, standfirst, body]))
    .digest('hex');
