import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { actsDone, type DecisionAct, undoWindow } from '../comment/deciding.ts';
import { namesOf } from '../comment.ts';
import { canModerate } from '../policy.ts';
import { removeBan } from '../queries/bans.ts';
import {
  addHistory,
  type DecisionRow,
  findBatch,
  findForDecision,
  markUndone,
  reopenReports,
  setPicked,
} from '../queries/decisions.ts';
import { changeState } from '../queries/state.ts';

export interface Undone {
  /** The comments that are again as they were. */
  undone: number[];
  /** How many stay, since somebody decided on them after that. */
  kept: number;
}

/**
 * Takes back what one press of this person decided, with what followed from it: picks, settled reports, a reason told.
 * @throws Forbidden, or Conflict where there is nothing to take back, or it is too late
 */
export async function undoDecision(context: Context, actor: Actor, batch: string): Promise<Undone> {
  if (!canModerate(actor)) throw new Forbidden('Comments are decided by moderators and editors.');
  const now = context.now();
  return context.db.transaction(async (tx) => {
    const rows = await findBatch(tx, batch, actor.id);
    const [last] = rows;
    if (!last) throw new Conflict('There is nothing to undo: it was undone before, or somebody else decided it.');
    if (Date.parse(now) - Date.parse(last.at) > undoWindow) {
      throw new Conflict('A decision can be undone for a minute. Decide again instead.');
    }
    const undone: Undone = { undone: [], kept: 0 };
    for (const row of rows) {
      if (row.act === 'ban') await markUndone(tx, row.id, now);
      else if (await putBack(tx, { ...row, act: row.act }, { actor, now })) undone.undone.push(row.commentId);
      else undone.kept += 1;
    }
    // What was rejected together with a ban comes back without it.
    if (last.banId !== null) await liftWith(tx, last.banId, { actor, now, isAll: rows.length === 1 });
    return undone;
  });
}

async function liftWith(
  tx: Tx,
  banId: number,
  { actor, now, isAll }: { actor: Actor; now: string; isAll: boolean },
): Promise<void> {
  const isLifted = await removeBan(tx, banId);
  if (!isLifted && isAll) throw new Conflict('This ban is over already, or somebody has lifted it.');
  const names = ['comments'];
  if (isLifted) await record(tx, { at: now, actor, action: 'comment.ban_lifted', subject: `ban:${banId}`, names });
}

async function putBack(
  tx: Tx,
  row: DecisionRow & { act: DecisionAct },
  { actor, now }: { actor: Actor; now: string },
): Promise<boolean> {
  const { before, after, commentId, act } = row;
  const comment = await findForDecision(tx, commentId);
  const isAsLeft =
    comment?.state === after.state && comment.decidedAt === after.decidedAt && comment.pickedAt === after.pickedAt;
  if (!comment || !isAsLeft) return false;
  const { state, reason, rejection, decidedAt, decidedBy } = before;
  if (state !== comment.state)
    await changeState(tx, comment, { state, reason, rejection, at: decidedAt, by: decidedBy });
  if (before.pickedAt !== comment.pickedAt) await setPicked(tx, commentId, before.pickedAt);
  await reopenReports(tx, commentId, before.settled);
  await markUndone(tx, row.id, now);
  await addHistory(tx, { commentId, at: now, personId: actor.id, kind: 'undone', detail: actsDone[act] });
  const names = namesOf(comment.articleId, state === 'published' || after.state === 'published');
  await record(tx, { at: now, actor, action: 'comment.undone', subject: `comment:${commentId}`, names });
  return true;
}
