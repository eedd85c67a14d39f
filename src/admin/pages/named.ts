import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import type { Filing, FilingChange } from '../../topics/queries/changing.ts';
import { filingPath } from '../../topics/section.ts';
import { around, counted, nameFields, statusOf, summaryOf, type Typed, textField, waysTo } from './filing.ts';

export type NamedKind = 'topic' | 'series';

export const namedParts = { topic: 'topics', series: 'series' } as const;
const headings = { topic: 'Topics', series: 'Series' } as const;

interface NamedRows {
  kind: NamedKind;
  /** One more than the page shows where there are further ones. */
  rows: (FilingChange & { id: number })[];
  counts: Map<number, number>;
  search: string;
  /** The last address of the page before; '' on the first. */
  after: string;
  pageSize: number;
  notice: string | null;
}

export function namedPage({ kind, rows, counts, search, after, pageSize, notice }: NamedRows): Page {
  const part = namedParts[kind];
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const address = (key: string) => {
    const query = new URLSearchParams({ ...(search && { q: search }), ...(key && { after: key }) }).toString();
    return query ? `/admin/${part}?${query}` : `/admin/${part}`;
  };
  const older = rows.length > pageSize && last ? { href: address(last.slug), label: 'Further ones' } : null;
  const newest = after ? { href: address(''), label: 'The first ones' } : null;
  const model = {
    ways: waysTo(part),
    heading: headings[kind],
    notice: notice === null ? null : { text: notice, link: null },
    action: `/admin/${part}`,
    search,
    rows: shown.map((row) => ({
      name: row.name,
      href: `/admin/${part}/${row.id}`,
      path: filingPath(kind, row.slug),
      others: Object.values(JSON.parse(row.translations) as Record<string, string>).join(', '),
      count: (counts.get(row.id) ?? 0).toLocaleString('en'),
    })),
    caption: `${headings[kind]} by address`,
    emptyText: search ? `Nothing here is called “${search}”.` : emptyTexts[kind],
    pager: older || newest ? { older, newest } : null,
  };
  return { ...around(model.heading), view: 'admin/house/named', model };
}

const emptyTexts = {
  topic: 'There is no topic yet. Writing one beside a story makes it.',
  series: 'There is no series yet. Naming one beside a story makes it.',
};

interface EditedNamed extends Typed {
  filing: Filing & { kind: NamedKind };
  site: Site;
  /** Stories that are in it, drafts included. */
  count: number;
  notice: string | null;
}

export function namedEditPage({ filing, site, count, notice, ...typed }: EditedNamed): Page {
  const { kind, id, name, slug } = filing;
  const part = namedParts[kind];
  const model = {
    ways: waysTo(part),
    heading: `Edit ${kind}`,
    notice: notice === null ? null : { text: notice, link: null },
    summary: summaryOf(typed.errors),
    action: `/admin/${part}/${id}`,
    names: nameFields(kind, typed, site),
    uses: count > 0 ? `${counted(count, 'story is', 'stories are')} in it, drafts included.` : 'No story is in it.',
    viewHref: filingPath(kind, slug),
    merge:
      kind === 'topic'
        ? { action: `/admin/topics/${id}/merge`, ...textField('into', 'Merge into', typed, mergeHint) }
        : null,
    deleteHref: `/admin/${part}/${id}/delete`,
  };
  return { ...around(`${model.heading}: ${name}`), view: 'admin/house/named-edit', status: statusOf(typed), model };
}

const mergeHint = {
  hint: 'The name of the topic that gets the stories. Nothing happens before you have seen how many.',
  direction: 'auto',
};

interface Merge {
  from: Filing;
  into: { id: number; name: string };
  count: number;
}

/** What a merge will do, before it is done. */
export function mergePage({ from, into, count }: Merge): Page {
  const model = {
    ways: waysTo('topics'),
    heading: `Merge “${from.name}” into “${into.name}”`,
    stories: count > 0 ? counted(count, 'story moves', 'stories move') : 'No story moves',
    from: from.name,
    into: into.name,
    path: filingPath('topic', from.slug),
    action: `/admin/topics/${from.id}/merge`,
    back: `/admin/topics/${from.id}`,
  };
  return { ...around(model.heading), view: 'admin/house/merge', model };
}
