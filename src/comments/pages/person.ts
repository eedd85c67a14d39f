import type { Site } from '../../db/settings.ts';
import type { RejectionReason } from '../../db/tables.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
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
  /** Where all that is kept of them is shown; null for who may not see it, and where no email is known. */
  dataAction: string | null;
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
  /** Whether who looks may see all that is kept of a person. */
  mayErase: boolean;
  now: string;
}

/** All that one email, or one browser, wrote. */
export function personPage(site: Site, { mark, counts, comments, next, done, mayErase, now }: OnePerson): Page {
  const at = { zone: site.zone, now };
  const back = `?back=person&of=${mark.id}`;
  const names = [...new Set(comments.map(({ name }) => name))];
  const model: PersonModel = {
    done,
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    name: mark.name || 'one person',
    email: mark.email || null,
    dataAction: mayErase && mark.email !== '' && mark.personId === null ? '/admin/personal-data' : null,
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
  /** Under whose name; null where readers do not see the comment. */
  answer: { action: string; text: AreaModel } | null;
  /** Null where there is no text any more. */
  strike: { action: string; source: string; passage: AreaModel } | null;
}

export interface AreaModel {
  name: string;
  label: string;
  hint: string | null;
  error: string | null;
  value: string;
  rows: string;
  look: string;
  language: string;
  direction: string;
}

export interface OneComment {
  comment: QueuedComment;
  history: HistoryEntry[];
  /** As it was typed. */
  source: string;
  /** Under whose name is answered. */
  actorName: string;
  form: Form;
  errors: FieldErrors;
  done: Done | null;
  status: number;
  now: string;
}

/** One comment with all that happened to it. */
export function commentPage(site: Site, one: OneComment): Page {
  const { comment, history, done, status, now } = one;
  const at = { zone: site.zone, now };
  const model: OneModel = {
    done,
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    comment: queuedView(comment, '?back=comment', at),
    history: [postedEntry(comment, at), ...history.map((entry) => entryView(entry, comment, at))],
    answer: answerOf(one),
    strike: strikeOf(one),
  };
  return { ...around(`Comment by ${comment.name || 'its writer'}`), status, view: 'comments/one', model };
}

const area = (name: string, label: string, { form, errors }: OneComment): AreaModel => ({
  ...{ name, label, hint: null, error: errors[name] ?? null, value: form[name] ?? '' },
  ...{ rows: '3', look: '', language: '', direction: 'auto' },
});

function answerOf(one: OneComment): OneModel['answer'] {
  const { comment, actorName } = one;
  const isTyped = one.form.text !== undefined;
  if (comment.path === null || (comment.state !== 'published' && !isTyped)) return null;
  return { action: `/admin/comments/${comment.id}/answer`, text: area('text', `Reply as ${actorName}`, one) };
}

function strikeOf(one: OneComment): OneModel['strike'] {
  const { comment, source } = one;
  if (comment.state === 'removed') return null;
  const passage = { ...area('passage', 'Words to strike out', one), rows: '1' };
  const hint = 'As they stand in the text below. They are gone for good, and readers see a mark in their place.';
  return { action: `/admin/comments/${comment.id}/strike`, source, passage: { ...passage, hint } };
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
