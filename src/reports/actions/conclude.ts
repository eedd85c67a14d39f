import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { dayAndTime } from '../../text/dates.ts';
import { letterTo, type Outcome } from '../letter.ts';
import { canAnswer } from '../policy.ts';
import { findReport, findReportedStory, settleReport } from '../queries/reporting.ts';
import type { Report } from '../report.ts';

interface Concluding {
  report: Report;
  actor: Actor;
  now: string;
  outcome: Outcome;
}

/** The decision, and the mail to who left an address, which goes from the report into the mail. */
export async function conclude(context: Context, tx: Tx, { report, actor, now, outcome }: Concluding): Promise<void> {
  const { id, email } = report;
  const state = outcome.kind === 'changed' ? 'corrected' : 'declined';
  const mailId = email ? await tell(context, tx, { report, outcome }) : report.mailId;
  const answer = outcome.kind === 'declined' ? outcome.answer : '';
  const publicationId = outcome.kind === 'changed' ? outcome.change.id : null;
  await settleReport(tx, { id, state, at: now, by: actor.id, answer, publicationId, mailId, email: '' });
  await record(tx, { at: now, actor, action: `report.${state}`, subject: `report:${id}`, names: [] });
}

async function tell(context: Context, tx: Tx, { report, outcome }: Pick<Concluding, 'report' | 'outcome'>) {
  const story = await findReportedStory(tx, report.articleId);
  if (!story) throw new Error(`Report ${report.id} is on a story that was never published.`);
  const newsroom = { ...(await readSite(tx)), siteUrl: context.config.siteUrl };
  const letter = letterTo(report, { story, outcome, newsroom });
  return context.mail.post(tx, { ...letter, to: report.email, language: story.language });
}

export function requireRight(actor: Actor): void {
  if (!canAnswer(actor)) throw new Forbidden('Reports are answered by editors.');
}

export async function requireReport(tx: Tx, id: number): Promise<Report> {
  const report = await findReport(tx, id);
  if (!report) throw new NotFound('There is no such report.');
  return report;
}

export async function decidedOtherwise(
  tx: Tx,
  { state, createdAt, decidedAt, decidedByName }: Report,
): Promise<string> {
  const did = state === 'corrected' ? 'answered it with a correction' : 'declined it';
  return `The report of ${await moment(tx, createdAt)} is answered: ${decidedByName} ${did} on ${await moment(tx, decidedAt ?? createdAt)}.`;
}

export const moment = async (tx: Tx, iso: string) =>
  dayAndTime(iso, { zone: (await readSite(tx)).zone, language: 'en' });
