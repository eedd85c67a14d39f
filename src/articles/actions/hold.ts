import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { canHold, canLift } from '../policy.ts';
import { keepTime } from '../queries/assignments.ts';
import { deleteHold, findHold, insertHold } from '../queries/holds.ts';
import { authorize, findOwn, settleIfDue } from './find.ts';
import { takeOffSchedule } from './schedule.ts';

/** Which story is held, for whom, and why. */
export interface Holding {
  articleId: number;
  heldFor: string;
  reason: string;
}

/**
 * From here on nothing of the story goes out, whoever asks: `showToReaders` refuses it. A scheduled one leaves the reading side in
 * the same transaction and is a draft again; a published one stays as readers see it.
 * @throws Invalid, Conflict, Forbidden, NotFound
 */
export async function hold(context: Context, actor: Actor, holding: Holding): Promise<void> {
  requireWords(holding);
  await context.db.transaction((tx) => putOnHold(context, tx, { ...holding, actor }));
}

/** @throws Invalid */
function requireWords({ heldFor, reason }: Pick<Holding, 'heldFor' | 'reason'>): void {
  const missing = {
    ...(heldFor === '' && { heldFor: 'Say for whom it is held: the lawyer, the desk, or in your words.' }),
    ...(reason === '' && { holdReason: 'Say why. Colleagues see it wherever they meet the story.' }),
  };
  if (Object.keys(missing).length > 0) throw new Invalid(missing);
}

/** The same, as a transaction's work. @throws Conflict, Forbidden, NotFound */
async function putOnHold(context: Context, tx: Tx, holding: Holding & { actor: Actor }): Promise<void> {
  const { actor, articleId, heldFor, reason } = holding;
  const now = context.now();
  const article = await settleIfDue(context, tx, await findOwn(tx, actor, articleId));
  authorize(canHold(actor));
  const known = await findHold(tx, articleId);
  if (known) throw new Conflict(`${known.by} holds this already, for ${known.heldFor}: ${known.reason}`);
  const names = article.state === 'scheduled' ? await takeOffSchedule(tx, actor, { articleId, now }) : [];
  // The time for which it was scheduled stays known.
  if (article.state === 'scheduled' && article.kind === 'story') await keepTime(tx, articleId, article.publishedAt);
  await insertHold(tx, { articleId, heldFor, reason, at: now, personId: actor.id });
  await record(tx, { at: now, actor, action: 'article.held', subject: `article:${articleId}`, names });
}

/** By who holds it, or an administrator. What was scheduled stays a draft. @throws Conflict, Forbidden, NotFound */
export async function liftHold(context: Context, actor: Actor, articleId: number): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await findOwn(tx, actor, articleId);
    const known = await findHold(tx, articleId);
    authorize(known ? canLift(actor, known) : canHold(actor));
    if (!known) throw new Conflict('Nobody holds this any more. Somebody lifted the hold meanwhile.');
    await deleteHold(tx, articleId);
    await record(tx, { at: now, actor, action: 'article.hold_lifted', subject: `article:${articleId}`, names: [] });
  });
}
