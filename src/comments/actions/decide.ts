import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { dayAndTime } from '../../text/dates.ts';
import { makeToken } from '../../text/tokens.ts';
import {
  actsDone,
  canDo,
  type DecisionAct,
  mostAtOnce,
  type RejectionReason,
  readSeen,
  stateAfter,
} from '../comment/deciding.ts';
import { namesOf } from '../comment.ts';
import { canModerate } from '../policy.ts';
import {
  type After,
  addDecision,
  addHistory,
  type DecidedComment,
  findForDecision,
  setPicked,
  settleReports,
} from '../queries/decisions.ts';
import { changeState } from '../queries/state.ts';

/** The comment, and how the moderator saw it: its state, or what `writeSeen` made of it. */
export interface Decided {
  id: number;
  seen: string;
}

export interface Decision {
  act: DecisionAct;
  /** Of a rejection. */
  rejection?: RejectionReason;
}

/** One press of a moderator, at one moment. */
export interface Press extends Decision {
  batch: string;
  actor: Actor;
  now: string;
  banId?: number | null;
}

/** What became of many. */
export interface Decisions {
  /** By which it is undone. */
  batch: string;
  done: number[];
  /** Of those that somebody else was quicker with, or that are gone, why. */
  refused: { id: number; message: string }[];
}

export const publishComment = (context: Context, actor: Actor, decided: Decided): Promise<string> =>
  decideComment(context, actor, { ...decided, act: 'publish' });

export const rejectComment = (context: Context, actor: Actor, decided: Decided): Promise<string> =>
  decideComment(context, actor, { ...decided, act: 'reject' });

/**
 * Decides on one comment.
 * @returns the name of the batch, by which it is undone
 * @throws Forbidden, NotFound, or Conflict where somebody decided meanwhile, alike or not, or its writer changed the text
 */
export async function decideComment(context: Context, actor: Actor, decided: Decided & Decision): Promise<string> {
  const press = pressOf(context, actor, decided);
  await context.db.transaction((tx) => decideOne(tx, decided, press));
  return press.batch;
}

/** Decides on many in one press, alike. Those that cannot be decided so are told, and stay. */
export async function decideComments(
  context: Context,
  actor: Actor,
  { comments, ...decision }: Decision & { comments: Decided[] },
): Promise<Decisions> {
  const press = pressOf(context, actor, decision);
  if (comments.length > mostAtOnce) throw new Conflict(`At most ${mostAtOnce} comments are decided at once.`);
  return context.db.transaction(async (tx) => {
    const decisions: Decisions = { batch: press.batch, done: [], refused: [] };
    for (const comment of comments) {
      const message = await reasonNot(decideOne(tx, comment, press));
      if (message === null) decisions.done.push(comment.id);
      else decisions.refused.push({ id: comment.id, message });
    }
    return decisions;
  });
}

export function pressOf(context: Context, actor: Actor, { act, rejection }: Decision): Press {
  if (!canModerate(actor)) throw new Forbidden('Comments are decided by moderators and editors.');
  return { act, rejection, actor, batch: makeToken(), now: context.now() };
}

/** Null where it was decided. Nothing was written where it was not. */
async function reasonNot(deciding: Promise<void>): Promise<string | null> {
  try {
    await deciding;
    return null;
  } catch (error) {
    if (error instanceof Conflict || error instanceof NotFound) return error.message;
    throw error;
  }
}

/** @throws NotFound, Conflict; nothing was written then */
export async function decideOne(tx: Tx, { id, seen }: Decided, press: Press): Promise<void> {
  const comment = await findForDecision(tx, id);
  if (!comment) throw new NotFound('There is no such comment.');
  await refuseUnseen(tx, comment, { seen, act: press.act });
  const { act, actor, now, batch, banId = null } = press;
  const next = stateAfter(act, comment);
  const rejection = act === 'reject' ? (press.rejection ?? 'other') : null;
  if (next) await changeState(tx, comment, { state: next, reason: 'moderator', rejection, at: now, by: actor.id });
  const after: After = {
    state: next ?? comment.state,
    decidedAt: next ? now : comment.decidedAt,
    pickedAt: pickAfter(act, comment, now),
  };
  if (after.pickedAt !== comment.pickedAt) await setPicked(tx, id, after.pickedAt);
  const settled = act === 'hold' || act === 'unpick' ? [] : await settleReports(tx, id, now);
  const { state, reason, decidedAt, decidedBy, pickedAt } = comment;
  const before = { state, reason, rejection: comment.rejection, decidedAt, decidedBy, pickedAt, settled };
  await addDecision(tx, { batch, commentId: id, personId: actor.id, at: now, act, before, after, banId });
  const kind = actsDone[act];
  await addHistory(tx, { commentId: id, at: now, personId: actor.id, kind, detail: rejection ?? '' });
  const names = namesOf(comment.articleId, state === 'published' || after.state === 'published');
  await record(tx, { at: now, actor, action: `comment.${kind}`, subject: `comment:${id}`, names });
}

function pickAfter(act: DecisionAct, { pickedAt }: DecidedComment, now: string): string | null {
  if (act === 'pick') return now;
  return act === 'publish' || act === 'keep' ? pickedAt : null;
}

/** What the moderator did not see is not decided. */
async function refuseUnseen(tx: Tx, comment: DecidedComment, asked: { seen: string; act: DecisionAct }): Promise<void> {
  const seen = readSeen(asked.seen);
  const isOther =
    seen?.state !== comment.state || (seen.decidedAt !== undefined && seen.decidedAt !== comment.decidedAt);
  const decidable = { ...comment, isPicked: comment.pickedAt !== null };
  if (isOther || !canDo(asked.act, decidable)) throw await decidedOtherwise(tx, comment);
  if (seen.editedAt !== undefined && seen.editedAt !== comment.editedAt) {
    throw new Conflict(
      `${comment.name} has changed this comment since you saw it. Read it again: nothing was decided.`,
    );
  }
}

async function decidedOtherwise(tx: Tx, comment: DecidedComment): Promise<Conflict> {
  const { zone } = await readSite(tx);
  const { state, decidedByName, decidedAt, createdAt } = comment;
  const who = decidedByName ?? (state === 'removed' ? 'Its writer' : 'The rules for comments');
  const when = dayAndTime(decidedAt ?? createdAt, { zone, language: 'en' });
  return new Conflict(`${who} ${state} this comment on ${when}. It stays ${state}: nothing was changed.`);
}
