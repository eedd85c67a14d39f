import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { momentLine, zoneLabel } from '../../text/dates.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';
import { type Comment, type CommentState, canBecome, freeLinks, type QueueAddress, states } from '../comment.ts';
import type { QueuedComment } from '../queries/queue.ts';

export interface QueuedView {
  id: string;
  reason: string | null;
  name: string;
  email: string;
  published: string;
  rejected: string;
  time: { iso: string; text: string };
  story: { href: string; headline: string; language: string };
  /** Plain text, shortened. */
  parent: { name: string; text: string } | null;
  text: SafeHtml;
  canPublish: boolean;
  canReject: boolean;
  publishAction: string;
  rejectAction: string;
  /** "Published by Mara Oyelaran, 11:58" */
  decided: string | null;
  siteHref: string | null;
}

export interface Notice {
  text: string;
  link: { href: string; label: string } | null;
}

export interface QueueModel {
  notice: Notice | null;
  zoneNote: string;
  tabs: { label: string; count: string | null; href: string; current: boolean }[];
  comments: QueuedView[];
  emptyText: string;
  pager: { older: Notice['link']; newest: Notice['link'] } | null;
}

export interface Queue {
  address: QueueAddress;
  /** One more than a page holds where there are older ones. */
  comments: QueuedComment[];
  counts: Record<CommentState, number>;
  notice: Notice | null;
  status: number;
  now: string;
}

/** How many comments a page of the queue shows. */
export const pageSize = 30;

const stateNames: Record<CommentState, string> = {
  held: 'Held',
  published: 'Published',
  rejected: 'Rejected',
  removed: 'Removed',
};

const emptyTexts: Record<QueueAddress['state'], string> = {
  held: 'Nothing is waiting.',
  published: 'No comment is published yet.',
  rejected: 'No comment was rejected.',
};

/** Why a comment is held, by the key of the phase. */
const reasons: Record<string, string> = {
  'held-story': 'Every comment on this story is held',
  links: `More than ${freeLinks} links`,
  'first-comment': 'First comment',
};

/** The comments in one state, newest first. */
export function queuePage(site: Site, queue: Queue): Page {
  const { address, counts, notice, status, now } = queue;
  const shown = queue.comments.slice(0, pageSize);
  const model: QueueModel = {
    notice,
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    tabs: states.map((state) => ({
      label: stateNames[state],
      count: counts[state].toLocaleString('en'),
      href: queueHref({ state, before: null, done: null }),
      current: state === address.state,
    })),
    comments: shown.map((comment) => queuedView(comment, address, { zone: site.zone, now })),
    emptyText: address.before === null ? emptyTexts[address.state] : 'There are no older ones.',
    pager: pagerOf(address, queue.comments),
  };
  const title = counts.held > 0 ? `(${counts.held}) Comments` : 'Comments';
  return { layout: 'newsroom', view: 'comments/queue', status, language: 'en', title, current: 'comments', model };
}

export function queueHref({ state, before, done }: QueueAddress): string {
  const asked = { state, ...(before && { before: String(before) }), ...(done && { done: String(done) }) };
  return `/admin/comments?${new URLSearchParams(asked)}`;
}

/** Says what was just decided, where it still stands. */
export function decisionNotice(comment: Comment | null): Notice | null {
  if (!comment || comment.state === 'held') return null;
  const href = siteHref(comment);
  const text = `${stateNames[comment.state]} the comment by ${comment.name}.`;
  return { text, link: href === null ? null : { href, label: 'View it' } };
}

function queuedView(comment: QueuedComment, address: QueueAddress, at: { zone: string; now: string }): QueuedView {
  const { id, name, email, state, createdAt, parentName, parentText } = comment;
  const action = (verb: string) => queueHref({ ...address, done: null }).replace('?', `/${id}/${verb}?`);
  return {
    id: String(id),
    reason: state === 'held' ? (reasons[comment.reason] ?? null) : null,
    name,
    email,
    published: comment.published.toLocaleString('en'),
    rejected: comment.rejected.toLocaleString('en'),
    time: { iso: createdAt, text: timeOf(createdAt, at) },
    story: {
      href: comment.path ?? `#comment-${id}`,
      headline: comment.headline || 'a withdrawn story',
      language: comment.language,
    },
    parent: parentName === null ? null : { name: parentName, text: shortened(parentText ?? '') },
    text: safeHtml(comment.html),
    canPublish: canBecome(state, 'published'),
    canReject: canBecome(state, 'rejected'),
    publishAction: action('publish'),
    rejectAction: action('reject'),
    decided: decidedBy(comment, at),
    siteHref: siteHref(comment),
  };
}

function decidedBy({ state, decidedByName, decidedAt }: Comment, at: { zone: string; now: string }): string | null {
  if (state === 'held') return null;
  if (decidedByName === null || decidedAt === null) return `${stateNames[state]} at once`;
  return `${stateNames[state]} by ${decidedByName}, ${timeOf(decidedAt, at)}`;
}

const siteHref = ({ id, state, path }: Comment) =>
  state === 'published' && path !== null ? `${path}#comment-${id}` : null;

const timeOf = (iso: string, { zone, now }: { zone: string; now: string }) =>
  momentLine(iso, now, { zone, language: 'en' });

function shortened(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length > 160 ? `${letters.slice(0, 159).join('').trimEnd()}…` : letters.join('');
}

function pagerOf({ state, before }: QueueAddress, comments: QueuedComment[]): QueueModel['pager'] {
  const last = comments.length > pageSize ? comments[pageSize - 1] : undefined;
  if (!last && before === null) return null;
  return {
    older: last ? { href: queueHref({ state, before: last.id, done: null }), label: 'Older comments' } : null,
    newest: before === null ? null : { href: queueHref({ state, before: null, done: null }), label: 'Newest comments' },
  };
}
