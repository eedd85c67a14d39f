import type { Site } from '../../db/settings.ts';
import { longestQuery, mostTerms, parseQuery, type Query } from '../../search/document/query.ts';
import { dayBounds } from '../../text/dates.ts';
import { words } from '../../text/language.ts';
import { cleanSource, withoutBidiControls } from '../../text/markdown/plain-text.ts';
import type { Section } from '../../topics/section.ts';

export type SearchField = 'q' | 'section' | 'from' | 'to';
/** As they were typed, for the form that is shown again. */
export type SearchValues = Record<SearchField, string>;

export interface SearchInput {
  typed: SearchValues;
  errors: Partial<Record<SearchField, string>>;
  /** Null where nothing was asked for, or something is wrong. */
  asked: AskedSearch | null;
}

export interface AskedSearch {
  query: Query;
  sectionId: number | null;
  from: string | null;
  until: string | null;
}

/** Characters of what was typed that are given back, so that the page stays one. */
const mostReturned = 2_000;

/** Any address is read: a name that comes twice counts by its last value. Days are those of the newsroom's zone. */
export function readSearch(
  given: Record<string, unknown>,
  { site, sections }: { site: Site; sections: Section[] },
): SearchInput {
  const { errors: messages } = words(site.language).search;
  const [q, slug, from, to] = ['q', 'section', 'from', 'to'].map((name) => lastOf(given[name])) as Values;
  const typed = { q: q.slice(0, mostReturned).toWellFormed(), section: slug, from, to };
  const errors: SearchInput['errors'] = {};
  const section = sections.find((each) => each.slug === slug.normalize('NFC')) ?? null;
  if (slug && !section) errors.section = messages.section;
  const [first, last] = [from, to].map((day) => (day ? dayBounds(day, site.zone) : null));
  if (from && !first) errors.from = messages.date;
  if (to && !last) errors.to = messages.date;
  if (first && last && last.from < first.from) errors.to = messages.reversed;
  if (q.length > longestQuery) return { typed, errors: { q: messages.tooLong(longestQuery), ...errors }, asked: null };
  const query = parseQuery(q);
  if (q && query.all.length === 0) errors.q = messages.noWords;
  if (query.all.length + query.none.length > mostTerms) errors.q = messages.tooManyWords(mostTerms);
  if (!q || Object.keys(errors).length > 0) return { typed, errors, asked: null };
  const asked = { query, sectionId: section?.id ?? null, from: first?.from ?? null, until: last?.until ?? null };
  return { typed, errors, asked };
}

type Values = [string, string, string, string];

const lastOf = (given: unknown): string => {
  const value = Array.isArray(given) ? given.at(-1) : given;
  return typeof value === 'string' ? withoutBidiControls(cleanSource(value)).replace(/\s+/g, ' ').trim() : '';
};
