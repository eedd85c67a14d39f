import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import { momentLine, zoneLabel } from '../../text/dates.ts';
import type { QueuedReport } from '../queries/queue.ts';
import { type Change, type Report, type Tab, tabs } from '../report.ts';

export interface Queue {
  tab: Tab;
  /** One more than a page holds where there are older ones. */
  reports: QueuedReport[];
  counts: Record<Tab, number>;
  isFirst: boolean;
  notice: string | null;
  /** The answer that was typed, and what is wrong with it. */
  typed: { id: number; answer: string; errors: FieldErrors } | null;
  status: number;
  /** Who looks. */
  actorId: number;
  now: string;
}

/** How many reports a page of the queue shows. */
export const pageSize = 30;

const tabNames: Record<Tab, string> = { open: 'Open', answered: 'Answered' };
const emptyTexts: Record<Tab, string> = {
  open: 'No reader reports an error.',
  answered: 'No report was answered yet.',
};
const changeNames: Partial<Record<Change['kind'], string>> = { fix: 'fix', update: 'update', correction: 'correction' };
/** How many changes of a story a report offers as its answer. */
const offered = 3;

export const queueHref = (tab: Tab, more: Record<string, string> = {}): string =>
  `/admin/reports?${new URLSearchParams({ state: tab, ...more })}`;

export function queuePage(site: Site, queue: Queue): Page {
  const { tab, counts, isFirst, notice, status, now } = queue;
  const shown = queue.reports.slice(0, pageSize);
  const last = queue.reports.length > pageSize ? shown.at(-1) : undefined;
  const key = last && (tab === 'open' ? last.createdAt : last.decidedAt);
  const older = key ? { href: queueHref(tab, { before: `${key}_${last.id}` }), label: 'Older reports' } : null;
  const newest = isFirst ? null : { href: queueHref(tab), label: 'Newest reports' };
  // A report that somebody else answered meanwhile is not in the list any more, and what was typed is given back apart.
  const { typed } = queue;
  const lost = typed?.answer && !shown.some(({ id }) => id === typed.id) ? typed.answer : null;
  const model = {
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    notice: notice === null ? null : { text: notice, link: null },
    lost,
    tabs: tabs.map((each) => ({
      label: tabNames[each],
      count: counts[each].toLocaleString('en'),
      href: queueHref(each),
      current: each === tab,
    })),
    reports: shown.map((report) => reportModel(report, queue, site.zone)),
    emptyText: isFirst ? emptyTexts[tab] : 'There are no older ones.',
    pager: older || newest ? { older, newest } : null,
  };
  const title = counts.open > 0 ? `(${counts.open}) Reports` : 'Reports';
  return { layout: 'newsroom', view: 'reports/queue', status, language: 'en', title, current: 'reports', model };
}

function reportModel(report: QueuedReport, { typed, actorId, now }: Queue, zone: string) {
  const { id, articleId, text, state, storyState, createdAt } = report;
  const when = (iso: string) => momentLine(iso, now, { zone, language: 'en' });
  const isOpen = state === 'open';
  const own = typed?.id === id ? typed : null;
  const error = own?.errors.answer ?? null;
  return {
    id: String(id),
    name: `Report of ${when(createdAt)}`,
    iso: createdAt,
    story: {
      headline: report.headline || 'a withdrawn story',
      language: report.language,
      href: `/admin/articles/${articleId}`,
      siteHref: report.path,
    },
    text,
    contact: contactOf(report, when),
    seen: seenNote(report, when),
    taken: takenNote(report, actorId, when),
    seenTaker: report.takenBy === null ? '' : String(report.takenBy),
    isOpen,
    correctLabel: correctLabel(report, actorId),
    canCorrect: isOpen && storyState !== 'withdrawn',
    changes: isOpen ? report.changes.slice(0, offered).map((change) => changeModel(change, when)) : [],
    decline: {
      hint: report.email ? 'The reporter gets this by mail.' : 'Nobody is told: no address was left.',
      answer: own?.answer ?? '',
      error,
      isOpen: own !== null,
    },
    decided: isOpen ? null : decidedBy(report, when),
    answer: report.answer || null,
    note: changeOf(report)?.note || null,
  };
}

type When = (iso: string) => string;

/** What is known of who reported it, who is never named. */
function contactOf({ email, mailId, toldAt, notToldAt, state }: QueuedReport, when: When): string {
  if (email) return 'Will be told by mail';
  if (toldAt) return `Was told by mail, ${when(toldAt)}`;
  if (notToldAt) return state === 'open' ? 'No address' : 'Could not be told: the mail did not arrive';
  return mailId === null ? 'No address' : 'The mail is on its way';
}

function seenNote({ seenAt, changes }: QueuedReport, when: When): string | null {
  if (seenAt === null) return null;
  const since =
    changes.length === 0 ? 'has not changed since' : `has changed ${changes.length === 1 ? 'once' : 'since'}`;
  return `Saw the version of ${when(seenAt)}, which ${since}`;
}

function takenNote({ takenBy, takenByName, takenAt }: Report, actorId: number, when: When): string | null {
  if (takenAt === null) return null;
  return `${takenBy === actorId ? 'You have' : `${takenByName} has`} been on it since ${when(takenAt)}`;
}

function correctLabel({ takenBy }: Report, actorId: number): string {
  if (takenBy === null) return 'Start a correction';
  return takenBy === actorId ? 'Go on with the correction' : 'Take over';
}

const changeModel = ({ id, kind, note, at }: Change, when: When) => ({
  publication: String(id),
  label: `Put right by the ${changeNames[kind]} of ${when(at)}`,
  note: note || null,
});

const changeOf = ({ changes, publicationId }: QueuedReport) => changes.find(({ id }) => id === publicationId);

function decidedBy(report: QueuedReport, when: When): string {
  const { state, decidedByName, decidedAt, createdAt } = report;
  const who = `${decidedByName}, ${when(decidedAt ?? createdAt)}`;
  if (state === 'declined') return `Declined by ${who}`;
  const change = changeOf(report);
  return change ? `Put right by the ${changeNames[change.kind]} of ${when(change.at)} (${who})` : `Put right (${who})`;
}
