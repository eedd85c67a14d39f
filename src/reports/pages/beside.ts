import type { Actor } from '../../db/tables.ts';
import { momentLine } from '../../text/dates.ts';
import { besideLimit, type Report } from '../report.ts';

interface Beside {
  actor: Actor;
  zone: string;
  now: string;
  /** The ids of the boxes that were ticked, where the sheet was sent already; else those of the actor's reports are. */
  ticked: number[] | null;
}

/** What stands beside a story at the desk, oldest first; null where nothing is open. */
export function besideModel(open: Report[], beside: Beside) {
  if (open.length === 0) return null;
  const rest = open.length - besideLimit;
  return {
    heading: open.length === 1 ? 'A reader reports an error' : `${open.length} readers report errors`,
    reports: open.slice(0, besideLimit).map((report) => reportBeside(report, beside)),
    more: rest > 0 ? `${rest} more in the queue` : null,
    queueHref: '/admin/reports',
  };
}

function reportBeside(report: Report, { actor, zone, now, ticked }: Beside) {
  const { id, text, email, createdAt, takenBy, takenByName } = report;
  const mine = takenBy === actor.id;
  const who = mine ? 'you are on it' : takenByName === null ? null : `${takenByName} is on it`;
  const waits = email ? 'the reporter will be told' : 'no address was left';
  return {
    name: `report-${id}`,
    text,
    label: `The report of ${momentLine(createdAt, now, { zone, language: 'en' })}`,
    about: [who, waits].filter(Boolean).join(', '),
    checked: ticked ? ticked.includes(id) : mine,
  };
}
