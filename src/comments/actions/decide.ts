import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { dayAndTime } from '../../text/dates.ts';
import { type Comment, type CommentState, canBecome, type Decision, namesOf } from '../comment.ts';
import { canModerate } from '../policy.ts';
import { changeState } from '../queries/state.ts';
import { findComment } from '../queries/thread.ts';

/** The comment, and the state that the moderator saw it in. */
export interface Decided {
  id: number;
  seen: CommentState;
}

/** @throws Forbidden, NotFound, or Conflict where somebody else has rejected it meanwhile. */
export const publishComment = (context: Context, actor: Actor, decided: Decided): Promise<void> =>
  decide(context, actor, { ...decided, decision: 'published' });

/** @throws Forbidden, NotFound, or Conflict where somebody else has published it meanwhile. */
export const rejectComment = (context: Context, actor: Actor, decided: Decided): Promise<void> =>
  decide(context, actor, { ...decided, decision: 'rejected' });

async function decide(context: Context, actor: Actor, decided: Decided & { decision: Decision }): Promise<void> {
  if (!canModerate(actor)) throw new Forbidden('Comments are decided by moderators and editors.');
  const { id, seen, decision } = decided;
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const comment = await findComment(tx, id);
    if (!comment) throw new NotFound('There is no such comment.');
    if (comment.state === decision) return;
    if (comment.state !== seen || !canBecome(comment.state, decision)) throw await decidedOtherwise(tx, comment);
    await changeState(tx, comment, { state: decision, reason: 'moderator', at: now, by: actor.id });
    const names = namesOf(comment.articleId, decision === 'published' || comment.state === 'published');
    await record(tx, { at: now, actor, action: `comment.${decision}`, subject: `comment:${id}`, names });
  });
}

async function decidedOtherwise(tx: Tx, comment: Comment): Promise<Conflict> {
  const { zone } = await readSite(tx);
  const who = comment.decidedByName ?? 'The rules for comments';
  const when = dayAndTime(comment.decidedAt ?? comment.createdAt, { zone, language: 'en' });
  return new Conflict(
    `${who} ${comment.state} this comment on ${when}. It stays ${comment.state}: nothing was changed.`,
  );
}
