import {
  findBylines,
  findHistoryRows,
  findRelatedHeadlines,
  findVersion,
  type HistoryRow,
  type Shown,
  type Version,
} from '../../articles/queries/history.ts';
import { findReplacements } from '../../articles/queries/replaced-pictures.ts';
import type { Db } from '../../db/database.ts';
import { readSite, type Site } from '../../db/settings.ts';
import { findMedia } from '../../media/queries.ts';

/** All that the page of a story's history shows. */
export interface LoadedHistory {
  site: Site;
  shown: Shown;
  /** Oldest first. */
  rows: HistoryRow[];
  /** When pictures in it were given another file, oldest first. */
  replaced: string[];
  /** Of the first publication, by name; none where its text is gone. */
  bylines: string[];
  /** The two versions that are compared; null where there is one only. */
  compared: Compared | null;
}

export interface Compared {
  from: number;
  to: number;
  /** Null where its text is gone. */
  before: Version | null;
  after: Version | null;
  related: Map<string, string>;
  /** What the library says of lead pictures. */
  pictures: Map<number, { alt: string; alts: string; caption: string; credit: string }>;
}

/** The versions that an address asks for, by number; those that it does not name follow from what it does. */
export interface Asked {
  from: number | null;
  to: number | null;
}

/** @returns null where the story has no such versions. */
export async function loadHistory(
  db: Db,
  shown: Shown,
  { asked, now }: { asked: Asked; now: string },
): Promise<LoadedHistory | null> {
  const [site, rows] = await Promise.all([readSite(db), findHistoryRows(db, { articleId: shown.articleId, shown })]);
  const versions = rows.filter(({ number }) => number !== null);
  const chosen = choose(asked, versions.length);
  if (chosen === 'none such') return null;
  const first = rows.find(({ kind }) => kind === 'first');
  return {
    ...{ site, shown, rows },
    replaced: await findReplacements(db, rows),
    bylines: first && !first.isBlank ? await findBylines(db, first.revisionId) : [],
    compared: chosen && (await compare(db, { versions, now, ...chosen })),
  };
}

/** The last change where nothing is asked for; in the order of time, however they are asked for. */
function choose({ from, to }: Asked, last: number): { from: number; to: number } | null | 'none such' {
  if (from === null && to === null) return last > 1 ? { from: last - 1, to: last } : null;
  const end = to ?? last;
  const start = from ?? Math.max(end - 1, 1);
  const exist = [start, end].every((number) => number >= 1 && number <= last);
  return exist ? { from: Math.min(start, end), to: Math.max(start, end) } : 'none such';
}

async function compare(
  db: Db,
  { versions, from, to, now }: { versions: HistoryRow[]; from: number; to: number; now: string },
): Promise<Compared> {
  const [before, after] = await Promise.all(
    [from, to].map((number) => {
      const row = versions[number - 1];
      return row ? findVersion(db, row) : null;
    }),
  );
  if (!before || !after) return { from, to, before: null, after: null, related: new Map(), pictures: new Map() };
  const ids = [before, after].flatMap(({ leadMediaId }) => (leadMediaId === null ? [] : [leadMediaId]));
  const [related, media] = await Promise.all([
    findRelatedHeadlines(db, { markdown: [before.body, after.body], now }),
    findMedia(db, ids),
  ]);
  return { from, to, before, after, related, pictures: new Map(media.map((each) => [each.id, each])) };
}
