import { momentLine } from '../../text/dates.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';
import { canDo, rejectionReasons, writeSeen } from '../comment/deciding.ts';
import { mostCounted } from '../comment/queue.ts';
import type { Comment } from '../comment.ts';
import type { Claim } from '../queries/claims.ts';
import type { QueuedComment } from '../queries/queue.ts';
import { reasonsOf, rejectionNames, stateNames } from './reasons.ts';

/** Where and when a page is shown, and what others have on their screens. */
export interface Now {
  zone: string;
  now: string;
  claims?: Claim[];
}

export interface QueuedView {
  id: string;
  reasons: string[];
  name: string;
  isStaff: boolean;
  email: string;
  published: string;
  rejected: string;
  time: { iso: string; text: string };
  story: { href: string; headline: string; language: string };
  /** Plain text, shortened. */
  parent: { name: string; text: string } | null;
  text: SafeHtml;
  objection: string | null;
  isPicked: boolean;
  /** Of the form: how the comment looks to who presses. */
  seen: string;
  /** What can be done with it; the address of each, null for what cannot. */
  acts: Record<'publish' | 'keep' | 'hold' | 'pick' | 'unpick', string | null>;
  reject: { action: string; reasons: { value: string; label: string; key: string }[] } | null;
  canAct: boolean;
  /** "Published by Mara Oyelaran, 11:58" */
  decided: string | null;
  siteHref: string | null;
  /** Who has it on their screen. */
  openWith: string | null;
  personHref: string;
  /** Null of one of the newsroom. */
  banHref: string | null;
  /** The queue with only those of its story. */
  storyQueueHref: string;
  commentHref: string;
}

const countOf = (count: number) => (count > mostCounted ? `over ${mostCounted}` : String(count));

/** @param query what the addresses of its buttons end with: where they lead back to */
export function queuedView(comment: QueuedComment, query: string, at: Now): QueuedView {
  const { id, state, createdAt, parentName, parentText, isPicked } = comment;
  const address = (act: string) => `/admin/comments/${id}/${act}${query}`;
  const actionOf = (act: 'publish' | 'keep' | 'hold' | 'pick' | 'unpick') =>
    canDo(act, comment) ? address(act) : null;
  const acts = {
    ...{ publish: actionOf('publish'), keep: actionOf('keep'), hold: actionOf('hold') },
    ...{ pick: actionOf('pick'), unpick: actionOf('unpick') },
  };
  return {
    id: String(id),
    reasons: reasonsOf(comment),
    ...{ name: comment.name || 'Its writer', email: comment.email, isStaff: comment.isStaff },
    published: countOf(comment.published),
    rejected: countOf(comment.rejected),
    time: { iso: createdAt, text: timeOf(createdAt, at) },
    story: {
      href: comment.path ?? `#comment-${id}`,
      headline: comment.headline || 'a withdrawn story',
      language: comment.language,
    },
    parent: parentName === null ? null : { name: parentName, text: shortened(parentText ?? '') },
    text: safeHtml(comment.html),
    objection: comment.objection,
    isPicked,
    seen: writeSeen(comment),
    acts,
    reject: canDo('reject', comment) ? { action: address('reject'), reasons } : null,
    canAct: state !== 'removed',
    decided: decidedBy(comment, at),
    siteHref: siteHref(comment),
    openWith: at.claims?.find(({ commentId }) => commentId === id)?.name ?? null,
    personHref: `/admin/comments/${id}/person`,
    banHref: comment.isStaff ? null : `/admin/comments/${id}/ban`,
    storyQueueHref: `/admin/comments?state=needs&story=${comment.articleId}`,
    commentHref: `/admin/comments/${id}`,
  };
}

const reasons = rejectionReasons.map((value, index) => ({
  ...{ value, label: rejectionNames[value] },
  key: String(index + 1),
}));

function decidedBy({ state, decidedByName, decidedAt }: Comment, at: Now): string | null {
  if (state === 'held') return null;
  if (decidedByName === null || decidedAt === null) return `${stateNames[state]} at once`;
  return `${stateNames[state]} by ${decidedByName}, ${timeOf(decidedAt, at)}`;
}

export const siteHref = ({ id, state, path }: Pick<Comment, 'id' | 'state' | 'path'>): string | null =>
  state === 'published' && path !== null ? `${path}/comments/${id}` : null;

export const timeOf = (iso: string, { zone, now }: Now): string => momentLine(iso, now, { zone, language: 'en' });

function shortened(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length > 160 ? `${letters.slice(0, 159).join('').trimEnd()}…` : letters.join('');
}
