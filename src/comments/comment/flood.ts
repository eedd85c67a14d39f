import type { FloodMode } from '../../db/tables.ts';

/** What is done with new comments while too many come, on one story or on all. */
export interface Flood {
  mode: FloodMode;
  /** Null until somebody ends it. */
  until: string | null;
}

/** As moderators see it. */
export interface StandingFlood extends Flood {
  /** Null for all stories. */
  articleId: number | null;
  headline: string | null;
  at: string;
  by: string;
}

/** Of how long it stands, in hours; null until somebody ends it. */
export const floodLengths = { open: null, hour: 1, evening: 4, day: 24 } as const;

export type FloodLength = keyof typeof floodLengths;
