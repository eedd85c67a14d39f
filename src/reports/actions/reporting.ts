import { findTold } from '../../accounts/queries/mail-choices.ts';
import { findStory, type Story } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { before } from '../../text/moments.ts';
import { reportedLetter } from '../letter.ts';
import { findOpenReports, findSeen, insertReport, isRepeated } from '../queries/reporting.ts';
import { repeatWindow } from '../report.ts';

interface Reported {
  /** The story's address. */
  path: string;
  text: string;
  /** '' for none. */
  email: string;
  /** The version that stood above the form. */
  seen: number;
  /** Where the request comes from, for limits. */
  network: string;
  /** Whether the desk is told by mail. */
  isTold?: boolean;
}

/**
 * Takes a reader's report for the editors; the same one again is taken once.
 * @throws TooMany
 * @throws NotFound where readers see no story at the address
 */
export async function reportError(context: Context, reported: Reported): Promise<void> {
  const { path, text, email, seen, network, isTold = true } = reported;
  await context.limits.take('report', network);
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const story = await findStory(tx, { path, now });
    if (!story) throw new NotFound('There is no story at this address.');
    const { articleId, revisionId: shown } = story;
    const since = before(now, repeatWindow);
    if (await isRepeated(tx, { articleId, text, email, since })) return;
    // One mail for a story until somebody answers: a flood of reports is none of mails.
    if (isTold && (await findOpenReports(tx, articleId)).length === 0) await tellDesk(context, tx, story);
    const revisionId = await findSeen(tx, { articleId, seen, shown });
    const id = await insertReport(tx, { articleId, revisionId, text, email, createdAt: now });
    await record(tx, { at: now, actor: null, action: 'report.received', subject: `report:${id}`, names: [] });
  });
  context.mail.wake();
}

async function tellDesk(context: Context, tx: Tx, story: Pick<Story, 'headline' | 'path'>): Promise<void> {
  const { name } = await readSite(tx);
  const letter = reportedLetter(story, { name, siteUrl: context.config.siteUrl });
  for (const { email } of await findTold(tx, 'reported', 'desk')) {
    await context.mail.post(tx, { to: email, language: 'en', ...letter });
  }
}
