import type { Publication, PublicationKind } from '../article.ts';

/** A row of the ledger as it stands there. */
export interface LedgerRow extends Publication {
  textHash: string;
  /** Of a redaction, the row that it is about. */
  redacts: number | null;
  /** A redaction took the text that was shown with it. */
  isBlank: boolean;
}

/** A row of the ledger as anybody may see it: what a redaction took is not in `note`. */
export interface LedgerEntry extends LedgerRow {
  noteGone: boolean;
}

/** What a redaction of an entry takes: its text, with its note, or its note alone. */
export type Taking = 'text' | 'note';

/** With it readers were shown a text; the other kinds take one away. */
export const showsText = (kind: PublicationKind): boolean => kind !== 'withdrawal' && kind !== 'redaction';

/**
 * The rows without the notes that redactions took. In place of the reason of a withdrawal stands that of its redaction: an
 * address never answers that a story is gone without saying why.
 * @param rows of one story, oldest first
 */
export function withoutTakenNotes(rows: LedgerRow[]): LedgerEntry[] {
  const takers = new Map(rows.flatMap((row) => (row.redacts === null ? [] : [[row.redacts, row]])));
  /** Its own, or that of who took it, or of who took that. */
  const reasonFor = (row: LedgerRow): string => {
    const taker = takers.get(row.id);
    return taker ? reasonFor(taker) : row.note;
  };
  const noteOf = (row: LedgerRow): string => (takers.has(row.id) && row.kind !== 'withdrawal' ? '' : reasonFor(row));
  return rows.map((row) => {
    const goesWithText = row.isBlank && showsText(row.kind);
    const noteGone = goesWithText || takers.has(row.id);
    return { ...row, noteGone, note: goesWithText ? '' : noteOf(row) };
  });
}

/** What was put right, oldest first; without the corrections whose words a redaction took. */
export const correctionsIn = (ledger: Publication[]): { publicationId: number; at: string; text: string }[] =>
  ledger
    .filter(({ kind, note }) => kind === 'correction' && note !== '')
    .map(({ id, at, note }) => ({ publicationId: id, at, text: note }));

/** What can be taken of an entry; null where nothing is left. The text that readers see now is none: another goes out first. */
export function takingOf(entry: LedgerEntry, isLive: boolean): Taking | null {
  if (showsText(entry.kind) && !entry.isBlank && !isLive) return 'text';
  return entry.note !== '' && !entry.noteGone ? 'note' : null;
}
