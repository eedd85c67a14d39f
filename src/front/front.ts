import type { Language } from '../text/language.ts';

/** The strip over every reader page while news breaks. */
export interface Breaking {
  text: string;
  language: Language;
  /** The story that it leads to; null while there is none yet. */
  articleId: number | null;
  /** When it goes by itself. */
  until: string;
}

/** A strip as it is asked for. */
export interface NewBreaking {
  text: string;
  language: Language;
  /** The address of a story that readers can see, as a path; null for none. */
  path: string | null;
  hours: number;
}

/** In characters, and in hours. */
export const breakingLimits = { text: 140, hours: 72 };
