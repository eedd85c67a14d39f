import type { Site } from '../../db/settings.ts';
import type { RejectionReason } from '../../db/tables.ts';
import type { Page } from '../../http/render.ts';
import { zoneLabel } from '../../text/dates.ts';
import type { HistoryEntry, Mark } from '../queries/person.ts';
import type { QueuedComment } from '../queries/queue.ts';
import type { Done } from './done.ts';
import { type Now, type QueuedView, queuedView, timeOf } from './queued.ts';
import { rejectionNames } from './reasons.ts';

export interface PersonModel {
  done: Done | null;
  zoneNote: string;
  name: string;
  /** Null where none is known any more. */
  email: string | null;
  record: { label: string; count: string }[];
  names: string | null;
  comments: QueuedView[];
  more: { href: string; label: string } | null;
}

export interface OnePerson {
  mark: Mark;
  counts: Record<string, number>;
  comments: QueuedComment[];
  /** The next page begins behind this one. */
  next: number | null;
  done: Done | null;
  now: string;
}

/** All that one email, or one browser, wrote. */
export function personPage(site: Site, { mark, counts, comments, next, done, now }: OnePerson): Page {
  const at = { zone: site.zone, now };
  const back = `?back=person&of=${mark.id}`;
  const names = [...new Set(comments.map(({ name }) => name))];
  const model: PersonModel = {
    done,
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    name: mark.name || 'one person',
    email: mark.email || null,
    record: (['published', 'held', 'rejected', 'removed'] as const).map((state) => ({
      label: state,
      count: (counts[state] ?? 0).toLocaleString('en'),
    })),
    names: names.length > 1 ? names.join(', ') : null,
    comments: comments.map((comment) => queuedView(comment, back, at)),
    more: next === null ? null : { href: `/admin/comments/${mark.id}/person?before=${next}`, label: 'Older comments' },
  };
  return { ...around(`Comments by ${mark.name || 'one person'}`), view: 'comments/person', model };
}

export interface OneModel {
  done: Done | null;
  zoneNote: string;
  comment: QueuedView;
  history: { iso: string; time: string; text: string; quoted: string | null }[];
}

export interface OneComment {
  comment: QueuedComment;
  history: HistoryEntry[];
  done: Done | null;
  status: number;
  now: string;
}

/** One comment with all that happened to it. */
export function commentPage(site: Site, { comment, history, done, status, now }: OneComment): Page {
  const at = { zone: site.zone, now };
  const model: OneModel = {
    done,
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    comment: queuedView(comment, '?back=comment', at),
    history: [postedEntry(comment, at), ...history.map((entry) => entryView(entry, comment, at))],
  };
  return { ...around(`Comment by ${comment.name || 'its writer'}`), status, view: 'comments/one', model };
}

const around = (title: string) => ({ layout: 'newsroom', language: 'en', current: 'comments', title }) as const;

const postedEntry = ({ name, createdAt }: QueuedComment, at: Now) => ({
  ...{ iso: createdAt, time: timeOf(createdAt, at), text: `${name || 'Its writer'} posted it.`, quoted: null },
});

const undoneWords: Record<string, string> = { settled: 'keeping', picked: 'picking', unpicked: 'unpicking' };

function entryView({ at: iso, kind, detail, by }: HistoryEntry, comment: QueuedComment, at: Now) {
  const name = comment.name || 'Its writer';
  const texts: Record<HistoryEntry['kind'], string> = {
    published: `${by ?? 'A rule'} published it.`,
    rejected: `${by ?? 'A rule'} rejected it: ${(rejectionNames[detail as RejectionReason] ?? 'another reason').toLowerCase()}.`,
    held: `${by ?? 'A rule'} held it.`,
    removed: `${by ?? name} removed it.`,
    edited: `${by ?? name} changed its text. Before, it said:`,
    picked: `${by ?? 'A rule'} picked it.`,
    unpicked: `${by ?? 'A rule'} took the pick away.`,
    struck: `${by ?? 'A rule'} struck out a passage.`,
    reported: 'A reader reported it.',
    settled: `${by ?? 'A rule'} kept it, and settled its reports.`,
    objected: `${name} objected.`,
    undone: `${by ?? 'A rule'} undid a decision: it was ${undoneWords[detail] ? `about ${undoneWords[detail]} it` : detail}.`,
  };
  const quoted = kind === 'edited' || kind === 'objected' ? detail : null;
  return { iso, time: timeOf(iso, at), text: texts[kind], quoted: quoted || null };
}
