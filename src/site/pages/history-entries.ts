import type { Moment } from '../../articles/pages/card.ts';
import type { HistoryRow } from '../../articles/queries/history.ts';
import { longDateTime, type Place, zoneLabel } from '../../text/dates.ts';
import { words } from '../../text/language.ts';
import type { LoadedHistory } from '../queries/history.ts';

export interface Entry {
  /** Null where no text was shown with it. */
  version: string | null;
  time: Moment;
  kind: string;
  /** "by Tomas Lindqvist", of the first. */
  by: string | null;
  note: string | null;
  gone: string | null;
  change: { href: string; current: boolean; of: string } | null;
}

type Told = Pick<LoadedHistory, 'rows' | 'replaced' | 'bylines' | 'compared'>;

/** The entries, newest first. @param address null where no changes are shown */
export function timesOf(told: Told, place: Place, address: string | null): { zone: string; entries: Entry[] } {
  const says = words(place.language).history;
  const last = told.rows.at(-1);
  const label = last ? zoneLabel(place.zone, last.at) : place.zone;
  const zone = label === place.zone ? label : `${place.zone} (${label})`;
  return {
    zone: says.zone(zone),
    entries: told.rows
      .flatMap((row, index) => [
        entryOf(row, { told, place, address }),
        ...replacedAfter(told, index).map((at) => replacedEntry(at, place)),
      ])
      .toReversed(),
  };
}

/** Those that came after this row, and before the next one. */
const replacedAfter = ({ rows, replaced }: Told, index: number): string[] =>
  replaced.filter((moment) => rows.findLastIndex(({ at }) => at <= moment) === index);

const replacedEntry = (at: string, place: Place): Entry => ({
  ...{ version: null, time: { iso: at, text: longDateTime(at, place) } },
  kind: words(place.language).history.pictureReplaced,
  ...{ by: null, note: null, gone: null, change: null },
});

function entryOf(row: HistoryRow, around: { told: Told; place: Place; address: string | null }): Entry {
  const { told, place } = around;
  const says = words(place.language).history;
  const separators = words(place.language).separators(told.bylines.length);
  const names = told.bylines.map((name, index) => `${name}${separators[index] ?? ''}`).join('');
  return {
    version: row.number === null ? null : says.version(String(row.number)),
    time: { iso: row.at, text: longDateTime(row.at, place) },
    kind: says.kinds[row.kind],
    by: row.kind === 'first' && names !== '' ? says.by(names) : null,
    note:
      [redactionOf(row, told.rows, place), row.note || (row.kind === 'fix' && !row.noteGone ? says.fixNote : null)]
        .filter(Boolean)
        .join(' ') || null,
    gone: row.isBlank && row.number !== null ? says.textGone : row.noteGone && row.note === '' ? says.noteGone : null,
    change: changeOf(row, around),
  };
}

/** What a redaction took: the text of a version, or the words about something that happened. */
function redactionOf({ redacts }: HistoryRow, rows: HistoryRow[], { language }: Place): string | null {
  const row = rows.find(({ id }) => id === redacts);
  if (redacts === null || !row) return null;
  const says = words(language).history;
  if (row.number !== null && row.isBlank) return says.redacted(String(row.number));
  return says.noteRedacted(row.number === null ? says.kinds[row.kind] : says.version(String(row.number)));
}

/** The change that came with it, where both texts are still there and differ. */
function changeOf(
  { number, kind, at, revisionId, isBlank }: HistoryRow,
  { told, place, address }: { told: Told; place: Place; address: string | null },
): Entry['change'] {
  const before = told.rows.find((row) => number !== null && row.number === number - 1);
  if (address === null || number === null || !before || before.isBlank || isBlank) return null;
  if (before.revisionId === revisionId) return null;
  const { compared } = told;
  return {
    href: `${address}?from=${before.number}&to=${number}#change`,
    current: compared?.from === before.number && compared?.to === number,
    of: `${words(place.language).history.kinds[kind]}, ${longDateTime(at, place)}`,
  };
}
