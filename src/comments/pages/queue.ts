import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { zoneLabel } from '../../text/dates.ts';
import { rejectionReasons } from '../comment/deciding.ts';
import type { StandingFlood } from '../comment/flood.ts';
import { type Filter, filters, firstAddress, pageSize, type QueueAddress } from '../comment/queue.ts';
import type { Claim } from '../queries/claims.ts';
import type { HourCount } from '../queries/hours.ts';
import type { QueuedComment } from '../queries/queue.ts';
import type { Done } from './done.ts';
import { type FloodView, floodViews } from './floods.ts';
import { type HoursModel, hoursModel } from './hours.ts';
import { type QueuedView, queuedView } from './queued.ts';
import { rejectionNames } from './reasons.ts';

export interface Link {
  href: string;
  label: string;
}

export interface QueueModel {
  done: Done | null;
  zoneNote: string;
  /** What is on. */
  floods: FloodView[];
  floodHref: string;
  hours: HoursModel | null;
  /** Who else is here. */
  here: string | null;
  /** Where a script says what is on the screen. */
  claimsAction: string;
  tabs: { label: string; count: string | null; href: string; current: boolean }[];
  search: { kept: { name: string; value: string }[]; value: string; clearHref: string | null };
  /** Where only one story's are listed. */
  story: { headline: string; href: string; noteHref: string } | null;
  comments: QueuedView[];
  bulk: { action: string; reasons: { value: string; label: string }[] } | null;
  emptyText: string;
  pager: { older: Link | null; newest: Link | null } | null;
}

export interface Queue {
  address: QueueAddress;
  /** One more than a page holds where there are older ones. */
  comments: QueuedComment[];
  counts: { held: number; reported: number };
  claims: Claim[];
  floods: StandingFlood[];
  hours: HourCount[];
  done: Done | null;
  status: number;
  now: string;
}

const tabNames: Record<Filter, string> = {
  ...{ needs: 'Needs you', held: 'Held', reported: 'Reported', new: 'New people', rules: 'By rules' },
  ...{ published: 'Published', rejected: 'Rejected' },
};

const emptyTexts: Record<Filter, string> = {
  needs: 'Nothing is waiting.',
  held: 'Nothing is waiting.',
  reported: 'No comment is reported.',
  new: 'Nobody new is waiting.',
  rules: 'No rule holds a comment.',
  published: 'No comment is published yet.',
  rejected: 'No comment was rejected.',
};

/** The comments that a filter lets through, newest first. */
export function queuePage(site: Site, queue: Queue): Page {
  const { address, counts, claims, done, status, now } = queue;
  const shown = queue.comments.slice(0, pageSize);
  const model: QueueModel = {
    done,
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    floods: floodViews(queue.floods, site, now),
    floodHref: address.story === null ? '/admin/comments/flood' : `/admin/comments/flood?story=${address.story}`,
    hours: hoursModel(queue.hours, { zone: site.zone, now }),
    here: hereOf(claims),
    claimsAction: `/admin/comments/claims${queryOf(address)}`,
    tabs: tabsOf(address, counts),
    search: searchOf(address),
    story: storyOf(address, shown),
    comments: shown.map((comment) => queuedView(comment, queryOf(address), { zone: site.zone, now, claims })),
    bulk: shown.length > 1 ? { action: `/admin/comments/decide${queryOf(address)}`, reasons } : null,
    emptyText: emptyTextOf(address),
    pager: pagerOf(address, queue.comments),
  };
  const title = counts.held > 0 ? `(${counts.held}) Comments` : 'Comments';
  const around = { layout: 'newsroom', language: 'en', current: 'comments', script: 'queue' } as const;
  return { ...around, view: 'comments/queue', status, title, model };
}

const reasons = rejectionReasons.map((value) => ({ value, label: rejectionNames[value] }));

/** "Ana and Sefa are here too." */
function hereOf(claims: Claim[]): string | null {
  const names = [...new Set(claims.map(({ name }) => name))];
  const verb = names.length === 1 ? 'is' : 'are';
  if (names.length === 0) return null;
  const named = new Intl.ListFormat('en').format(names);
  return `${named} ${verb} here too. What one has open, others skip.`;
}

function tabsOf(address: QueueAddress, { held, reported }: Queue['counts']): QueueModel['tabs'] {
  const counts: Partial<Record<Filter, number>> = { needs: held + reported, held, reported };
  return filters.map((filter) => ({
    label: tabNames[filter],
    count: counts[filter]?.toLocaleString('en') ?? null,
    href: queueHref({ ...address, filter, before: null, done: null }),
    current: filter === address.filter,
  }));
}

function searchOf(address: QueueAddress): QueueModel['search'] {
  const { search, filter, story } = address;
  const kept = [{ name: 'state', value: filter }, ...(story === null ? [] : [{ name: 'story', value: String(story) }])];
  const clearHref = search === '' ? null : queueHref({ ...address, search: '', before: null, done: null });
  return { kept, value: search, clearHref };
}

function storyOf(address: QueueAddress, [first]: QueuedComment[]): QueueModel['story'] {
  if (address.story === null) return null;
  const headline = first?.headline || 'one story';
  const href = queueHref({ ...address, story: null, before: null, done: null });
  return { headline, href, noteHref: `/admin/comments/note?story=${address.story}` };
}

function emptyTextOf({ before, search, filter }: QueueAddress): string {
  if (before !== null) return 'There are no older ones.';
  return search === '' ? emptyTexts[filter] : 'No comment here has all these words.';
}

/** What an address of the queue ends with. */
export function queryOf({ filter, before, search, story, done }: QueueAddress): string {
  const asked = {
    state: filter,
    ...(story !== null && { story: String(story) }),
    ...(search !== '' && { search }),
    ...(before !== null && { before: String(before) }),
    ...(done !== null && { done }),
  };
  return `?${new URLSearchParams(asked)}`;
}

export const queueHref = (address: Partial<QueueAddress>): string =>
  `/admin/comments${queryOf({ ...firstAddress, ...address })}`;

function pagerOf(address: QueueAddress, comments: QueuedComment[]): QueueModel['pager'] {
  const last = comments.length > pageSize ? comments[pageSize - 1] : undefined;
  if (!last && address.before === null) return null;
  const to = (before: number | null) => queueHref({ ...address, before, done: null });
  return {
    older: last ? { href: to(last.id), label: 'Older comments' } : null,
    newest: address.before === null ? null : { href: to(null), label: 'Newest comments' },
  };
}
