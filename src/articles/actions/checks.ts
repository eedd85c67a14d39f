import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, type FieldErrors, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { type CheckName, checkNames, covers, type Finding, findingsOf, isFixed, isMended } from '../article/checks.ts';
import type { Article, Revision } from '../article.ts';
import { canPublish } from '../policy.ts';
import { findLevels, lookAt } from '../queries/checks.ts';
import { endPassed, findPassed, findPassedCheck, insertPassed } from '../queries/passed-checks.ts';
import { authorize, findOwn } from './find.ts';

/** Why a check is passed over, by its name; one that is not there is not passed. */
export type Reasons = Partial<Record<CheckName, string>>;

interface Checking {
  actor: Actor;
  article: Pick<Article, 'id' | 'kind'>;
  revision: Revision;
  /** What is published of a story that is out. */
  change?: { kind: string; note: string } | undefined;
  reasons?: Reasons | undefined;
  siteUrl: string;
  now: string;
}

/**
 * Looks at what is to come before readers. What blocks and is passed with a reason becomes a task; tasks that are mended end.
 * @throws Invalid where something blocks and nobody passed it
 */
export async function passChecks(tx: Tx, checking: Checking): Promise<void> {
  const { actor, article, reasons = {}, now } = checking;
  const articleId = article.id;
  const [levels, passed] = [await findLevels(tx), await findPassed(tx, articleId)];
  const wanted = new Set([
    ...checkNames.filter((name) => levels[name] === 'block'),
    ...passed.map(({ check }) => check),
  ]);
  const checked = await lookAt(tx, { ...checking, kind: article.kind, wanted });
  const blocking = checkNames
    .filter((name) => levels[name] === 'block' && !isFixed(name))
    .flatMap((name) => findingsOf(name, checked))
    .filter((finding) => !covers(passed, finding));
  const unpassed = blocking.filter(({ check }) => !reasons[check]);
  if (unpassed.length > 0) throw new Invalid(errorsOf(unpassed));
  for (const check of new Set(blocking.map((finding) => finding.check))) {
    const subjects = blocking.filter((finding) => finding.check === check).flatMap((finding) => finding.subjects);
    await insertPassed(tx, { articleId, check, subjects, reason: reasons[check] ?? '', at: now, byId: actor.id });
    await tell(tx, { actor, articleId, action: 'article.check_passed', check, now });
  }
  for (const task of passed.filter((each) => isMended(each, checked))) {
    await endPassed(tx, task.id, { ending: 'mended', at: now, byId: actor.id });
  }
}

/** Ends a task that nobody will mend. @throws NotFound, Forbidden, Conflict */
export async function closeTask(
  context: Context,
  actor: Actor,
  { articleId, id }: { articleId: number; id: number },
): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await findOwn(tx, actor, articleId);
    authorize(canPublish(actor));
    const task = await findPassedCheck(tx, id);
    if (task?.articleId !== articleId) throw new Conflict('This task is done already. Nothing was changed.');
    await endPassed(tx, id, { ending: 'closed', at: now, byId: actor.id });
    await tell(tx, { actor, articleId, action: 'article.check_closed', check: task.check, now });
  });
}

function errorsOf(findings: Finding[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const { field, mend } of findings) errors[field] = errors[field] ? `${errors[field]} ${mend}` : mend;
  return errors;
}

interface Told extends Pick<Checking, 'actor' | 'now'> {
  articleId: number;
  action: string;
  check: string;
}

const tell = (tx: Tx, { actor, articleId, action, check, now }: Told) =>
  record(tx, { at: now, actor, action, subject: `article:${articleId}`, names: [`check:${check}`] });
