import type { PublicationKind, ReportState } from '../db/tables.ts';
import type { Language } from '../text/language.ts';

export type { ReportState } from '../db/tables.ts';

/** In UTF-16 units, as `maxlength` counts them. */
export const limits = { text: 2000, email: 254, answer: 2000 } as const;

/** The same report again is the same report for so long, in milliseconds. */
export const repeatWindow = 24 * 60 * 60 * 1000;

/** So many open reports stand beside a story in the newsroom; the queue has the others. */
export const besideLimit = 20;

/** A reader says that something in a story is wrong. */
export interface Report {
  id: number;
  articleId: number;
  /** The version that the reporter saw. */
  revisionId: number;
  text: string;
  /** '' where none was left, and once a mail has been written. */
  email: string;
  state: ReportState;
  createdAt: string;
  /** Who is putting it right at the moment. */
  takenBy: number | null;
  takenByName: string | null;
  takenAt: string | null;
  decidedAt: string | null;
  decidedByName: string | null;
  answer: string;
  publicationId: number | null;
  mailId: number | null;
}

/** A publication by which a report can have been put right. */
export interface Change {
  id: number;
  kind: PublicationKind;
  note: string;
  at: string;
}

/** What publications change a text; the others show, take away or bring back one that is there. */
export const changeKinds: readonly PublicationKind[] = ['fix', 'update', 'correction'];

/** Of a story, what its reporters are told. */
export interface ReportedStory {
  /** '' where its text was removed for good. */
  headline: string;
  language: Language;
  path: string;
  isWithdrawn: boolean;
}

/** The fields of the form as they were typed, to be shown again. */
export interface Typed {
  report: string;
  address: string;
}

export const nothingTyped: Typed = { report: '', address: '' };

export const tabs = ['open', 'answered'] as const;
export type Tab = (typeof tabs)[number];
