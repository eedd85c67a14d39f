import type { Tables } from '../../db/tables.ts';

/** Columns that help the program alone: for searching, trust, and signing in. */
const internal = [
  ...['words', 'look', 'look_1', 'look_2', 'look_3', 'look_4', 'known_as', 'text_key', 'html', 'hash'],
  ...['browser_hash', 'network_hash', 'wide_network_hash', 'password_hash', 'mails_off'],
];

/** A file of JSON lines for each, by the table that it is of. Each has rows that are numbered. */
export const exported = {
  ledger: 'publications',
  versions: 'revisions',
  comments: 'comments',
  'comment-decisions': 'comment_decisions',
  'reported-errors': 'error_reports',
  notes: 'story_notes',
  people: 'people',
  sections: 'sections',
  topics: 'topics',
  series: 'series',
  pictures: 'media',
  recordings: 'recordings',
  'recording-texts': 'recording_tracks',
  documents: 'documents',
  activity: 'events',
} as const satisfies Record<string, keyof Tables>;

/** A row as it is given away: everything that it says, and nothing that only the program uses. */
export const givenAway = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !internal.includes(column)));
