import type { Consequence } from '../../articles/actions/publish.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { findChange, findReport, findReportedStory, settleReport, takeReport } from '../queries/reporting.ts';
import type { Report } from '../report.ts';
import { conclude, decidedOtherwise, moment, requireReport, requireRight } from './conclude.ts';

/**
 * Says who is putting it right, so that no two do. `seenTaker`: who was on it when the editor looked, if anybody.
 * @returns the story
 * @throws Conflict where somebody else was quicker
 */
export async function startCorrection(
  context: Context,
  actor: Actor,
  { id, seenTaker }: { id: number; seenTaker: number | null },
): Promise<number> {
  return onOpen(context, actor, id, async (tx, report, now) => {
    const { articleId, takenBy, takenByName, takenAt } = report;
    const story = await findReportedStory(tx, articleId);
    if (!story || story.isWithdrawn) throw new Conflict('This story is withdrawn: there is nothing to correct.');
    if (takenBy === actor.id) return articleId;
    if (takenBy !== seenTaker && takenAt !== null) {
      throw new Conflict(`${takenByName} started on this report on ${await moment(tx, takenAt)}. Nothing was changed.`);
    }
    await takeReport(tx, { id, by: actor.id, at: now });
    await record(tx, { at: now, actor, action: 'report.taken', subject: `report:${id}`, names: [] });
    return articleId;
  });
}

/** @throws Invalid where the reporter waits for an answer and there is none; Conflict where it is answered already */
export async function declineReport(
  context: Context,
  actor: Actor,
  { id, answer }: { id: number; answer: string },
): Promise<void> {
  await onOpen(context, actor, id, async (tx, report, now) => {
    if (report.email && !answer)
      throw new Invalid({ answer: 'The reporter left an address: write what they are told.' });
    await conclude(context, tx, { report, actor, now, outcome: { kind: 'declined', answer } });
  });
  context.mail.wake();
}

/** It was put right by a change that is published already. @throws Conflict, NotFound */
export async function settleByChange(
  context: Context,
  actor: Actor,
  { id, publicationId }: { id: number; publicationId: number },
): Promise<void> {
  await onOpen(context, actor, id, async (tx, report, now) => {
    const change = await findChange(tx, { id: publicationId, articleId: report.articleId });
    if (!change) throw new NotFound('There is no such change of this story.');
    await conclude(context, tx, { report, actor, now, outcome: { kind: 'changed', change } });
  });
  context.mail.wake();
}

/**
 * Has a change published, and the reports answered by it in the same transaction.
 * @throws Invalid where one of them was answered meanwhile: nothing is published, and nothing of what was typed is lost
 */
export async function answerByPublishing(
  context: Context,
  actor: Actor,
  { ids, publish }: { ids: number[]; publish: (consequence: Consequence) => Promise<void> },
): Promise<void> {
  await publish(async (tx, change) => {
    requireRight(actor);
    for (const id of ids) {
      const report = await findReport(tx, id);
      if (report?.articleId !== change.articleId) throw new NotFound('There is no such report on this story.');
      if (report.state !== 'open') throw new Invalid({ reports: await decidedOtherwise(tx, report) });
      await conclude(context, tx, { report, actor, now: context.now(), outcome: { kind: 'changed', change } });
    }
  });
  context.mail.wake();
}

/** Puts it back into the queue. What the reporter was told cannot be taken back; what is not sent yet is. */
export async function reopenReport(context: Context, actor: Actor, id: number): Promise<void> {
  requireRight(actor);
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const report = await requireReport(tx, id);
    if (report.state === 'open') return;
    const kept = report.mailId === null ? null : await context.mail.takeBack(tx, report.mailId);
    const undecided = { state: 'open', at: null, by: null, answer: '', publicationId: null } as const;
    await settleReport(tx, { id, ...undecided, email: kept ?? '', mailId: kept === null ? report.mailId : null });
    await record(tx, { at: now, actor, action: 'report.reopened', subject: `report:${id}`, names: [] });
  });
}

async function onOpen<Result>(
  context: Context,
  actor: Actor,
  id: number,
  work: (tx: Tx, report: Report, now: string) => Promise<Result>,
): Promise<Result> {
  requireRight(actor);
  const now = context.now();
  return context.db.transaction(async (tx) => {
    const report = await requireReport(tx, id);
    if (report.state !== 'open') throw new Conflict(`${await decidedOtherwise(tx, report)} Nothing was changed.`);
    return work(tx, report, now);
  });
}
