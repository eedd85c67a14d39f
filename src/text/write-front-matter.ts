import { stringify } from 'yaml';

/** A Markdown file with its fields; those that are empty are left out. What text/front-matter.ts reads. */
export function writeFrontMatter(fields: Record<string, unknown>, body: string): string {
  const given = Object.entries(fields).filter(([, value]) => !isEmpty(value));
  // A long line is one line, and what looks like a number or a date is in quotes.
  const yaml = stringify(Object.fromEntries(given), { lineWidth: 0 });
  return `---\n${yaml}---\n${body === '' ? '' : `\n${body}\n`}`;
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0);
