import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { type LibraryFilter, libraryFilters } from '../../media/queries/library.ts';
import { dayBounds } from '../../text/dates.ts';

/** What an address asks of the library. */
export interface AskedLibrary {
  /** As it was typed, for the fields and the other addresses of the page. */
  form: Form;
  errors: FieldErrors;
  filter: LibraryFilter;
  search: string;
  personId: number | null;
  /** Instants: added then or later, and before. */
  from: string | null;
  until: string | null;
}

/** The days of an address are those of the newsroom's zone; the last one counts whole. */
export function readLibrary(textOf: (name: string) => string, zone: string): AskedLibrary {
  const [q, show, by, from, to] = ['q', 'show', 'by', 'from', 'to'].map((name) => textOf(name).trim()) as Fields;
  const errors: FieldErrors = {};
  const [first, last] = [from, to].map((day) => (day ? dayBounds(day, zone) : null));
  if (from && !first) errors.from = 'Write a day as 2026-11-23.';
  if (to && !last) errors.to = 'Write a day as 2026-11-23.';
  if (first && last && last.from < first.from) errors.to = 'The last day is before the first one.';
  return {
    form: { q, by, from, to },
    errors,
    filter: libraryFilters.find((each) => each === show) ?? 'all',
    search: q,
    personId: /^[1-9]\d{0,14}$/.test(by) ? Number(by) : null,
    from: first?.from ?? null,
    until: last?.until ?? null,
  };
}

type Fields = [string, string, string, string, string];
