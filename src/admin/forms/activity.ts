import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { dayBounds } from '../../text/dates.ts';

export interface AskedActivity {
  form: Form;
  errors: FieldErrors;
  personId: number | null;
  kind: string;
  from: string | null;
  until: string | null;
}

/** The filters of an address; days are those of the newsroom's zone. */
export function readActivity(query: Record<string, unknown>, zone: string): AskedActivity {
  const [person, kind, from, to] = ['person', 'kind', 'from', 'to'].map((name) => lastOf(query[name])) as Fields;
  const errors: FieldErrors = {};
  const [first, last] = [from, to].map((day) => (day ? dayBounds(day, zone) : null));
  if (from && !first) errors.from = 'Write a day as 2026-11-23.';
  if (to && !last) errors.to = 'Write a day as 2026-11-23.';
  if (first && last && last.from < first.from) errors.to = 'The last day is before the first one.';
  const personId = /^[1-9]\d{0,14}$/.test(person) ? Number(person) : null;
  return {
    form: { person, kind, from, to },
    errors,
    personId,
    kind,
    from: first?.from ?? null,
    until: last?.until ?? null,
  };
}

type Fields = [string, string, string, string];

const lastOf = (given: unknown): string => {
  const value = Array.isArray(given) ? given.at(-1) : given;
  return typeof value === 'string' ? value.slice(0, 100).trim() : '';
};

/** A line of a table that other programs read. What a spreadsheet would take for a formula is kept from being one. */
export const csvLine = (cells: string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(text: string): string {
  const safe = /^[\s]*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
