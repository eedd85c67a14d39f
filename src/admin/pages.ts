import { stateNames } from '../articles/pages/moments.ts';
import { canWrite, canWritePages } from '../articles/policy.ts';
import type { DeskCounts, DeskRow } from '../articles/queries/desk.ts';
import type { CommentsBelow } from '../comments/queries/queue.ts';
import type { Site } from '../db/settings.ts';
import type { Actor, State } from '../db/tables.ts';
import { type PageKey, writePageKey } from '../http/paging.ts';
import type { Page } from '../http/render.ts';
import type { AskedDesk } from './forms/stories.ts';
import { deskAddress, deskFilters, deskSearch, type FilterChoices } from './pages/desk-filters.ts';
import { noComments, storyRow } from './pages/desk-row.ts';

export interface DeskView extends Pick<AskedDesk, 'kind' | 'state' | 'mine' | 'form' | 'errors'> {
  /** What has just been done. */
  done: string | null;
}

interface Desk {
  rows: DeskRow[];
  /** Of the rows' stories; those that are held only for who decides on them. */
  comments: Map<number, CommentsBelow>;
  /** Checks that were passed over in the rows' stories. */
  tasks: Map<number, number>;
  /** Who has them open, by story. */
  editors: Map<number, string[]>;
  /** How many the filters let through, counted to a little more than can be said; null where nothing is filtered. */
  found: number | null;
  isFiltered: boolean;
  isFirst: boolean;
  /** The ends of the page where the list goes on beyond them. */
  newer: PageKey | null;
  older: PageKey | null;
  counts: DeskCounts;
  /** Null for who has nothing to do with pages. */
  pages: number | null;
  /** Comments that are held, open reports of errors, own stories that were sent back, and checks that were passed over. */
  waiting: { held: number; reports: number; returned: number; tasks: number };
  view: DeskView;
  choices: FilterChoices;
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
  const { rows, found, view, isFirst, isFiltered } = desk;
  const names = view.kind === 'page' ? 'pages' : 'stories';
  const to = (end: PageKey | null, name: 'before' | 'after', label: string) =>
    end && { href: deskAddress(view, { [name]: writePageKey(end) }), label: `${label} ${names}` };
  const pager = {
    older: to(desk.older, 'before', 'Older'),
    newer: view.kind === 'page' ? null : to(desk.newer, 'after', 'Newer'),
    newest: isFirst ? null : { href: deskAddress(view), label: `Newest ${names}` },
  };
  const model = {
    heading: view.kind === 'page' ? 'Pages' : 'Stories',
    newHref: canWrite(place.actor) ? '/admin/articles/new' : null,
    newPageHref: canWritePages(place.actor) ? '/admin/pages/new' : null,
    isPages: view.kind === 'page',
    notice: view.done === null ? null : { text: view.done, link: null },
    tabs: tabs(desk),
    mine: { href: deskAddress({ ...view, kind: 'story', mine: !view.mine }), current: view.mine },
    filters: view.kind === 'page' ? null : deskFilters(view, { ...desk.choices, found }),
    search: view.kind === 'page' ? null : deskSearch(view),
    waiting: waiting(desk, place),
    caption: `${tabNames.find(([state]) => state === view.state)?.[1]} ${names}, ${view.form.sort ? 'last published' : 'last changed'} first`,
    stories: rows.map((row) =>
      storyRow(row, {
        ...place,
        comments: desk.comments.get(row.id) ?? noComments,
        tasks: desk.tasks.get(row.id) ?? 0,
        editors: desk.editors.get(row.id) ?? [],
      }),
    ),
    emptyText: isFiltered ? nothingFound(view) : emptyText(view),
    pager: Object.values(pager).some(Boolean) ? pager : null,
  };
  const status = Object.keys(view.errors).length > 0 ? 422 : 200;
  const around = { layout: 'newsroom', language: 'en', current: 'stories' } as const;
  return { ...around, view: 'admin/stories', title: model.heading, status, model };
}

function tabs({ counts, pages, view }: Desk) {
  const ofStories = tabNames.map(([state, label]) => ({
    label,
    count: state === null ? null : String(counts[state]),
    href: deskAddress({ ...view, kind: 'story', state }),
    current: view.kind === 'story' && view.state === state,
  }));
  if (pages === null) return ofStories;
  const href = deskAddress({ kind: 'page', state: null, mine: false, form: {} });
  return [...ofStories, { label: 'Pages', count: String(pages), href, current: view.kind === 'page' }];
}

/** What is for this person to do; what an author handed in waits for the desk instead. */
function waiting(
  { counts, waiting: { held, reports, returned, tasks } }: Desk,
  { actor }: Place,
): { href: string; text: string }[] {
  const counted = (count: number, one: string, other: string) => `${count} ${count === 1 ? one : other}`;
  const reviews = actor.role === 'author' ? 0 : counts.review;
  return [
    ...(reviews > 0
      ? [{ href: '/admin/articles?state=review', text: counted(reviews, 'story to review', 'stories to review') }]
      : []),
    ...(returned > 0
      ? [
          {
            href: '/admin/articles?state=draft&mine=1',
            text: counted(returned, 'story sent back to you', 'stories sent back to you'),
          },
        ]
      : []),
    ...(held > 0 ? [{ href: '/admin/comments', text: counted(held, 'comment', 'comments') }] : []),
    ...(reports > 0
      ? [{ href: '/admin/reports', text: counted(reports, 'report of an error', 'reports of errors') }]
      : []),
    ...(tasks > 0
      ? [{ href: '/admin/tasks', text: counted(tasks, 'passed check to mend', 'passed checks to mend') }]
      : []),
  ];
}

function nothingFound({ form, errors }: DeskView): string {
  if (Object.keys(errors).length > 0) return 'Stories are listed once what is marked above is set right.';
  if (!form.q) return 'No story is let through by these filters.';
  const filtered = Object.entries(form).some(([name, value]) => value && name !== 'q' && name !== 'sort');
  return filtered
    ? `No story with “${form.q}” is let through by these filters.`
    : `No story here has “${form.q}” in its newest text.`;
}

function emptyText({ kind, state, mine }: Pick<DeskView, 'kind' | 'state' | 'mine'>): string {
  if (kind === 'page') return 'There is no page yet. About, Contact and a corrections policy are a good beginning.';
  const which = state === null ? '' : ` that is ${stateNames[state].name.toLowerCase()}`;
  return mine ? `There is no story of yours${which}.` : `There is no story${which} yet.`;
}
