import type { CommentsMode, Label, LeadKind } from '../db/tables.ts';
import type { Language } from '../text/language.ts';

/** In characters. */
export const limits = {
  headline: 200,
  shortHeadline: 100,
  standfirst: 500,
  body: 300_000,
  dateline: 80,
  slug: 100,
  caption: 500,
  credit: 200,
  searchTitle: 120,
  searchDescription: 320,
  note: 1000,
  storyNote: 4000,
  heldFor: 80,
  brief: 4000,
  templateName: 120,
  topics: 12,
  authors: 12,
  series: 120,
  seriesPart: 9999,
} as const;

/** What a revision holds. Ids are those of the database; texts are '' where nothing was written. */
export interface Content {
  headline: string;
  shortHeadline: string;
  standfirst: string;
  /** Markdown with block directives. */
  body: string;
  sectionId: number | null;
  topicIds: number[];
  /** In the order of the byline. */
  authorIds: number[];
  /** The series that it is a part of. */
  seriesId: number | null;
  /** Its place there, from 1; null where time orders it. */
  seriesPart: number | null;
  label: Label;
  dateline: string;
  language: Language;
  /** The end of the address; made from the headline where it is empty. */
  slug: string;
  /** The story that this one translates. */
  translationOf: number | null;
  leadKind: LeadKind;
  /** The lead picture, or the lead video's poster. */
  leadMediaId: number | null;
  leadAlt: string;
  leadDecorative: boolean;
  leadCaption: string;
  leadCredit: string;
  leadVideo: string;
  leadVideoTitle: string;
  searchTitle: string;
  searchDescription: string;
  comments: CommentsMode;
}

/** What an editor writes by name, and what is looked up when it is saved. */
export interface FiledNames {
  topics: string[];
  /** Names or email addresses. */
  authors: string[];
  /** Name of the series; '' for none. */
  series: string;
  /** Address or id of the story that this one translates; '' for none. */
  original: string;
}

/** Content as somebody writes it, before names are looked up. */
export type Unfiled = Omit<Content, 'topicIds' | 'authorIds' | 'seriesId' | 'translationOf'>;

export const emptyContent: Content = {
  headline: '',
  shortHeadline: '',
  standfirst: '',
  body: '',
  sectionId: null,
  topicIds: [],
  authorIds: [],
  seriesId: null,
  seriesPart: null,
  label: 'news',
  dateline: '',
  language: 'en',
  slug: '',
  translationOf: null,
  leadKind: 'none',
  leadMediaId: null,
  leadAlt: '',
  leadDecorative: false,
  leadCaption: '',
  leadCredit: '',
  leadVideo: '',
  leadVideoTitle: '',
  searchTitle: '',
  searchDescription: '',
  comments: 'open',
};

/** What a translation takes over: nothing that is words. */
export const translationDraft = (content: Content): Content => ({
  ...emptyContent,
  sectionId: content.sectionId,
  topicIds: content.topicIds,
  authorIds: content.authorIds,
  label: content.label,
  comments: content.comments,
  leadKind: content.leadKind,
  leadMediaId: content.leadMediaId,
  leadDecorative: content.leadDecorative,
  leadCredit: content.leadCredit,
  leadVideo: content.leadVideo,
});
