import { noReads, type Reads } from '../articles/article/reads.ts';
import { stateNames } from '../articles/pages/moments.ts';
import { canAssign, canWrite, canWritePages } from '../articles/policy.ts';
import type { DeskCounts, DeskRow } from '../articles/queries/desk.ts';
import type { DeskPlace } from '../articles/queries/desk-list.ts';
import type { CommentsBelow } from '../comments/queries/counts.ts';
import type { Site } from '../db/settings.ts';
import type { Actor, ArticleKind, State } from '../db/tables.ts';
import { type PageKey, writePageKey } from '../http/paging.ts';
import type { Page } from '../http/render.ts';
import type { AskedDesk } from './forms/stories.ts';
import { type Bulk, bulkDone, bulkModel, bulkProblems } from './pages/bulk.ts';
import { deskAddress, deskFilters, deskSearch, type FilterChoices, placeQuery } from './pages/desk-filters.ts';
import { noComments, storyRow } from './pages/desk-row.ts';
import { type Waiting, waitingItems, waitingMark, waitingModel } from './pages/waiting.ts';

export interface DeskView extends Pick<AskedDesk, 'kind' | 'state' | 'mine' | 'form' | 'errors'> {
  place: DeskPlace;
  /** What has just been done. */
  done: Notice | null;
}

interface Notice {
  text: string;
  link: { href: string; label: string } | null;
}

interface Desk {
  rows: DeskRow[];
  /** Of the rows' stories; those that are held only for who decides on them. */
  comments: Map<number, CommentsBelow>;
  reads: Map<number, Reads>;
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
  waiting: Waiting;
  view: DeskView;
  choices: FilterChoices;
  bulk: Bulk;
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
  const waits = waitingItems(desk.waiting, place.actor);
  const address = deskAddress(view, placeQuery(view.place));
  const query = address.slice('/admin/articles'.length);
  const model = {
    heading: view.kind === 'page' ? 'Pages' : 'Stories',
    newHref: canWrite(place.actor) ? '/admin/articles/new' : null,
    newAssignmentHref: canAssign(place.actor) ? '/admin/assignments/new' : null,
    newPageHref: canWritePages(place.actor) ? '/admin/pages/new' : null,
    isPages: view.kind === 'page',
    notice: view.done,
    problems: bulkProblems(desk.bulk),
    tabs: tabs(desk),
    mine: { href: deskAddress({ ...view, kind: 'story', mine: !view.mine }), current: view.mine },
    filters: view.kind === 'page' ? null : deskFilters(view, { ...desk.choices, found }),
    search: view.kind === 'page' ? null : deskSearch(view),
    waiting: waitingModel(waits),
    caption: `${tabNames.find(([state]) => state === view.state)?.[1]} ${names}, ${view.form.sort ? 'last published' : 'last changed'} first`,
    stories: rows.map((row) =>
      storyRow(row, {
        ...place,
        comments: desk.comments.get(row.id) ?? noComments,
        reads: desk.reads.get(row.id) ?? noReads,
        tasks: desk.tasks.get(row.id) ?? 0,
        editors: desk.editors.get(row.id) ?? [],
        back: address.split('?')[1] ?? '',
        isChosen: desk.bulk.chosen.includes(row.id),
      }),
    ),
    bulk: view.kind === 'page' || rows.length === 0 ? null : bulkModel(desk.bulk, { ...place, ...desk.choices, query }),
    isFiltered,
    emptyText: isFiltered ? nothingFound(view) : emptyText(view),
    pager: Object.values(pager).some(Boolean) ? pager : null,
  };
  const around = { layout: 'newsroom', language: 'en', current: 'stories', script: 'desk' } as const;
  const title = `${waitingMark(waits)}${model.heading}`;
  return { ...around, view: 'admin/stories', title, status: statusOf(desk), model };
}

function statusOf({ view, bulk }: Desk): number {
  if ([view.errors, bulk.errors].some((errors) => Object.keys(errors).length > 0)) return 422;
  return bulk.refused.length > 0 ? 409 : 200;
}

/** What the address of the list says was done. */
export function doneIn({ done, count }: Record<string, unknown>, kind: ArticleKind): Notice | null {
  const bringBack = { href: '/admin/discarded', label: 'Discarded drafts' };
  if (done === 'discarded')
    return { text: `The ${kind} is discarded.`, link: { ...bringBack, label: 'Bring it back' } };
  if (done === 'filed') return { text: 'The filing is saved.', link: null };
  const text = bulkDone(String(done), String(count));
  return text === null ? null : { text, link: done === 'discard' ? bringBack : null };
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
