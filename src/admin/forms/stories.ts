import type { DeskOrder } from '../../articles/queries/desk-list.ts';
import type { ArticleKind, State } from '../../db/tables.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { longestQuery, mostTerms, parseQuery, type Query } from '../../search/document/query.ts';
import { dayBounds } from '../../text/dates.ts';

const states: readonly State[] = ['draft', 'review', 'scheduled', 'published', 'withdrawn'];

export interface AskedDesk {
  kind: ArticleKind;
  state: State | null;
  mine: boolean;
  /** The filters as they were typed; '' for none. */
  form: Form;
  errors: FieldErrors;
  filters: {
    sectionId: number | null;
    authorId: number | null;
    assigneeId: number | null;
    from: string | null;
    until: string | null;
    query: Query | null;
  };
  changes: boolean;
  /** Only those that somebody has open, or this person. */
  editing: 'somebody' | number | null;
  order: DeskOrder;
}

/** What the address of the list asks for; days are those of the newsroom's zone. What is not known counts as not asked for. */
export function readDesk(query: Record<string, unknown>, about: { zone: string; withPages: boolean }): AskedDesk {
  if (query.kind === 'page' && about.withPages) return { ...nothingAsked, kind: 'page' };
  const [q, section, author, assignee, editing, from, to] = names.map((name) => lastOf(query[name])) as Fields;
  const errors: FieldErrors = {};
  const [first, last] = [from, to].map((day) => (day ? dayBounds(day, about.zone) : null));
  if (from && !first) errors.from = 'Write a day as 2026-11-23.';
  if (to && !last) errors.to = 'Write a day as 2026-11-23.';
  if (first && last && last.from < first.from) errors.to = 'The last day is before the first one.';
  const words = parseQuery(q.slice(0, longestQuery));
  const error = q ? faultOf(q, words) : null;
  if (error) errors.q = error;
  const changes = query.changes === '1';
  const order = query.sort === 'published' ? 'published' : 'changed';
  const form = {
    ...{ q, section, author, assignee, editing, from, to },
    ...{ changes: changes ? '1' : '', sort: order === 'published' ? order : '' },
  };
  return {
    kind: 'story',
    state: states.find((state) => state === query.state) ?? null,
    mine: query.mine === '1',
    ...{ form, errors, changes, order },
    editing: editing === 'somebody' ? editing : idIn(editing),
    filters: {
      ...{ sectionId: idIn(section), authorId: idIn(author), assigneeId: idIn(assignee) },
      ...{ from: first?.from ?? null, until: last?.until ?? null, query: q ? words : null },
    },
  };
}

const nothingAsked: AskedDesk = {
  ...{ kind: 'story', state: null, mine: false, form: {}, errors: {}, changes: false, editing: null, order: 'changed' },
  filters: { sectionId: null, authorId: null, assigneeId: null, from: null, until: null, query: null },
};

const names = ['q', 'section', 'author', 'assignee', 'editing', 'from', 'to'];

type Fields = [string, string, string, string, string, string, string];

function faultOf(typed: string, { all, none }: Query): string | null {
  if (typed.length > longestQuery) return `Shorten your search to ${longestQuery} characters.`;
  if (all.length + none.length > mostTerms) return `Search for ${mostTerms} words at most.`;
  return all.length === 0 ? 'Write a word that the stories have.' : null;
}

/** Of what is longer, so much goes back into the form. */
const mostReturned = 1_000;

const idIn = (text: string): number | null => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : null);

const lastOf = (given: unknown): string => {
  const value = Array.isArray(given) ? given.at(-1) : given;
  return typeof value === 'string' ? value.slice(0, mostReturned).toWellFormed().replace(/\s+/g, ' ').trim() : '';
};
