import type { Flag, State } from './columns.ts';

/**
 * The newsroom's list, derived: a story stands here once for everybody (person 0), once for each person who made it, is bylined on
 * its newest revision or is to write it, and once more for who is to write it, under their number below zero. Written with the
 * story, in the same transaction.
 */
export interface DeskEntries {
  article_id: number;
  person_id: number;
  bylined: Flag;
  state: State;
  /** As it is filed today; 0 for none. */
  section_id: number;
  /** Readers see an older version than the newest. */
  has_changes: Flag;
  updated_at: string;
  /** The first moment of the year 0 where there is none. */
  published_at: string;
}

/** Which stories and pages have their newest text in the newsroom's search. On PostgreSQL the words stand beside. */
export interface WorkingTexts {
  article_id: number;
}

/** How many entries there are, of each person in each state. */
export interface DeskCounts {
  person_id: number;
  state: State;
  count: number;
}
