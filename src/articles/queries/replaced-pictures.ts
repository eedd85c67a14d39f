import type { Db } from '../../db/database.ts';
import { showsText } from '../article/ledger.ts';
import type { HistoryRow } from './history.ts';

/** A text that readers saw, from one moment until the next. */
interface Span {
  revisionId: number;
  from: string;
  /** Null for what they see now. */
  until: string | null;
}

/** When pictures were given another file while readers saw them in a story. Oldest first; what a redaction took says nothing. */
export async function findReplacements(db: Db, rows: HistoryRow[]): Promise<string[]> {
  const spans = spansOf(rows);
  const [first] = spans;
  if (!first) return [];
  const shown = await findShown(db, spans);
  const subjects = [...new Set([...shown.values()].flatMap((each) => [...each]))];
  if (subjects.length === 0) return [];
  const events = await db
    .selectFrom('events')
    .select(['at', 'subject'])
    .where('action', '=', 'media.replaced')
    .where('at', '>=', first.from)
    .where('subject', 'in', subjects)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const wasSeen = ({ at, subject }: { at: string; subject: string }) =>
    spans.some(
      ({ revisionId, from, until }) =>
        from <= at && (until === null || at < until) && shown.get(revisionId)?.has(subject) === true,
    );
  return events.filter(wasSeen).map(({ at }) => at);
}

const spansOf = (rows: HistoryRow[]): Span[] =>
  rows.flatMap(({ kind, revisionId, isBlank, at: from }, index) => {
    const next = rows.slice(index + 1).find((row) => row.kind !== 'redaction');
    return showsText(kind) && !isBlank ? [{ revisionId, from, until: next?.at ?? null }] : [];
  });

/** As blocks name them: `media="12"`, and of posters and charts. */
const named = /\b(?:media|poster|picture)="(\d{1,15})"/g;

/** The pictures of each revision, as events call them. */
async function findShown(db: Db, spans: Span[]): Promise<Map<number, Set<string>>> {
  const ids = [...new Set(spans.map(({ revisionId }) => revisionId))];
  const revisions = await db
    .selectFrom('revisions')
    .select(['id', 'lead_kind as leadKind', 'lead_media_id as leadMediaId', 'body'])
    .where('id', 'in', ids)
    .execute();
  return new Map(
    revisions.map(({ id, leadKind, leadMediaId, body }) => {
      const inText = [...(body ?? '').matchAll(named)].map(([, number]) => `media:${number}`);
      const lead = leadMediaId === null || leadKind === 'none' ? [] : [`media:${leadMediaId}`];
      return [id, new Set([...lead, ...inText])];
    }),
  );
}
