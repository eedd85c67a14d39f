import { discard } from '../../articles/actions/discards.ts';
import { hold } from '../../articles/actions/hold.ts';
import { changeFiling } from '../../articles/actions/refile.ts';
import { submitForReview } from '../../articles/actions/review.ts';
import type { BulkAct } from '../../articles/article/filing.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, Invalid, NotFound, Unavailable } from '../../errors.ts';

export interface BulkResult {
  done: number[];
  /** With why, in the words of the act itself; `isSeen` where the actor may know what story it is. */
  refused: { id: number; message: string; isSeen: boolean }[];
}

const refusals = [Conflict, Forbidden, Invalid, NotFound, Unavailable];

/** The same act on each of the stories, as if somebody had gone through them: each in a transaction of its own, with its own rights. */
export async function actOnEach(
  context: Context,
  actor: Actor,
  { ids, act }: { ids: number[]; act: BulkAct },
): Promise<BulkResult> {
  const result: BulkResult = { done: [], refused: [] };
  for (const id of ids) {
    try {
      await perform(context, actor, { id, act });
      result.done.push(id);
    } catch (error) {
      if (!refusals.some((kind) => error instanceof kind)) throw error;
      result.refused.push({ id, message: (error as Error).message, isSeen: !(error instanceof NotFound) });
    }
  }
  return result;
}

async function perform(context: Context, actor: Actor, { id, act }: { id: number; act: BulkAct }): Promise<void> {
  switch (act.name) {
    case 'submit':
      return submitForReview(context, actor, { articleId: id });
    case 'discard':
      await discard(context, actor, id);
      return;
    case 'hold':
      return hold(context, actor, { articleId: id, heldFor: act.heldFor, reason: act.reason });
    default:
      return changeFiling(context, actor, { articleId: id, change: act.change });
  }
}
