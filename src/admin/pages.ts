import { momentText, stateNames } from '../articles/pages/moments.ts';
import { canWrite, canWritePages } from '../articles/policy.ts';
import type { DeskCounts, DeskRow } from '../articles/queries/desk.ts';
import type { Site } from '../db/settings.ts';
import type { Actor, ArticleKind, State } from '../db/tables.ts';
import { writePageKey } from '../http/paging.ts';
import type { Page } from '../http/render.ts';

export interface DeskView {
  kind: ArticleKind;
  state: State | null;
  mine: boolean;
  /** What has just been done. */
  done: string | null;
}

interface Desk {
  /** One more than the page shows where there are older ones. */
  rows: DeskRow[];
  counts: DeskCounts;
  /** Null for who has nothing to do with pages. */
  pages: number | null;
  held: number;
  /** Open reports of errors. */
  reports: number;
  view: DeskView;
  pageSize: number;
  isFirst: boolean;
}

interface Place {
  site: Site;
  now: string;
  actor: Actor;
}

const tabNames: [State | null, string][] = [
  [null, 'All'],
  ['draft', 'Drafts'],
  ['review', 'In review'],
  ['scheduled', 'Scheduled'],
  ['published', 'Published'],
  ['withdrawn', 'Withdrawn'],
];

export function storiesPage(desk: Desk, place: Place): Page {
  const { rows, view, pageSize, isFirst } = desk;
  const names = view.kind === 'page' ? 'pages' : 'stories';
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const older =
    rows.length > pageSize && last
      ? { href: address(view, writePageKey({ at: last.updatedAt, id: last.id })), label: `Older ${names}` }
      : null;
  const newest = isFirst ? null : { href: address(view), label: `Newest ${names}` };
  const model = {
    heading: view.kind === 'page' ? 'Pages' : 'Stories',
    newHref: canWrite(place.actor) ? '/admin/articles/new' : null,
    newPageHref: canWritePages(place.actor) ? '/admin/pages/new' : null,
    isPages: view.kind === 'page',
    notice: view.done === null ? null : { text: view.done, link: null },
    tabs: tabs(desk),
    mine: { href: address({ ...view, kind: 'story', mine: !view.mine }), current: view.mine },
    waiting: waiting(desk, place),
    caption: `${tabNames.find(([state]) => state === view.state)?.[1]} ${names}, last changed first`,
    stories: shown.map((row) => storyRow(row, place)),
    emptyText: emptyText(view),
    pager: older || newest ? { older, newest } : null,
  };
  return { layout: 'newsroom', view: 'admin/stories', language: 'en', title: model.heading, current: 'stories', model };
}

function tabs({ counts, pages, view }: Desk) {
  const ofStories = tabNames.map(([state, label]) => ({
    label,
    count: state === null ? null : String(counts[state]),
    href: address({ ...view, kind: 'story', state }),
    current: view.kind === 'story' && view.state === state,
  }));
  if (pages === null) return ofStories;
  const href = address({ kind: 'page', state: null, mine: false });
  return [...ofStories, { label: 'Pages', count: String(pages), href, current: view.kind === 'page' }];
}

function address({ kind, state, mine }: Pick<DeskView, 'kind' | 'state' | 'mine'>, before?: string): string {
  const query = [
    ...(kind === 'page' ? ['kind=page'] : []),
    ...(state ? [`state=${state}`] : []),
    ...(mine ? ['mine=1'] : []),
    ...(before ? [`before=${before}`] : []),
  ];
  return query.length > 0 ? `/admin/articles?${query.join('&')}` : '/admin/articles';
}

/** What is for this person to do; an author waits for the desk instead. */
function waiting({ counts, held, reports }: Desk, { actor }: Place): { href: string; text: string }[] {
  const counted = (count: number, one: string, other: string) => `${count} ${count === 1 ? one : other}`;
  const reviews = actor.role === 'author' ? 0 : counts.review;
  return [
    ...(reviews > 0
      ? [{ href: '/admin/articles?state=review', text: counted(reviews, 'story to review', 'stories to review') }]
      : []),
    ...(held > 0 ? [{ href: '/admin/comments', text: counted(held, 'comment', 'comments') }] : []),
    ...(reports > 0
      ? [{ href: '/admin/reports', text: counted(reports, 'report of an error', 'reports of errors') }]
      : []),
  ];
}

function storyRow(row: DeskRow, place: Place) {
  return {
    href: `/admin/articles/${row.id}`,
    headline: row.headline || 'No headline yet',
    language: row.language,
    notes: notes(row, place),
    state: stateNames[row.state],
    section: row.sectionName ?? '',
    authors: row.authors.join(', '),
    changed: { iso: row.updatedAt, text: momentText(row.updatedAt, place), by: row.updatedBy },
  };
}

function notes({ state, note, publishedAt, hasChanges }: DeskRow, place: Place): string[] {
  return [
    ...(hasChanges ? ['unpublished changes'] : []),
    ...(state === 'scheduled' && publishedAt ? [`Scheduled for ${momentText(publishedAt, place)}`] : []),
    ...(state === 'withdrawn' ? [`Withdrawn: ${note}`] : []),
    ...(state === 'draft' && note ? [`Sent back: ${note}`] : []),
  ];
}

function emptyText({ kind, state, mine }: DeskView): string {
  if (kind === 'page') return 'There is no page yet. About, Contact and a corrections policy are a good beginning.';
  const which = state === null ? '' : ` that is ${stateNames[state].name.toLowerCase()}`;
  return mine ? `There is no story of yours${which}.` : `There is no story${which} yet.`;
}
