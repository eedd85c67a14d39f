import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { later } from '../../text/moments.ts';
import { type BanLength, type BanTarget, banLengths, kindOf, mostRejected, rejectedBack } from '../comment/ban.ts';
import { canModerate } from '../policy.ts';
import { addBan, banValue, findFrom, removeBan } from '../queries/bans.ts';
import { addBanDecision, findForDecision } from '../queries/decisions.ts';
import { findMark, type Mark } from '../queries/person.ts';
import { decideOne, type Press, pressOf } from './decide.ts';

export interface Banning {
  /** The comment whose writer is kept out. */
  id: number;
  target: BanTarget;
  length: BanLength;
  /** For colleagues. */
  reason: string;
  /** Rejects with it what came from there within a day. */
  rejects: boolean;
}

export interface Banned {
  /** By which the ban is undone, and the rejections with it. */
  batch: string;
  rejected: number;
}

/**
 * Keeps the writer of a comment out for a while, by what the comment bears of them.
 * @throws Forbidden, NotFound, Conflict for one of the newsroom, Invalid where too little is known of them
 */
export async function ban(context: Context, actor: Actor, banning: Banning): Promise<Banned> {
  const press = pressOf(context, actor, { act: 'reject', rejection: 'abuse' });
  const { now } = press;
  return context.db.transaction(async (tx) => {
    const mark = await requireReader(tx, banning.id);
    const { target, length, reason } = banning;
    const value = await banValue(tx, mark, { target, now });
    if (!value) throw new Invalid({ target: 'That is not known of this comment any more. Choose another one.' });
    const banId = await addBan(tx, {
      ...{ ...value, kind: kindOf(target), label: mark.name, reason, created_at: now, created_by: actor.id },
      expires_at: later(now, banLengths[length]),
    });
    const comment = await findForDecision(tx, mark.id);
    if (comment) await addBanDecision(tx, { comment, batch: press.batch, personId: actor.id, at: now, banId });
    const rejected = banning.rejects ? await rejectAll(tx, mark, { target, press: { ...press, banId } }) : 0;
    const names = [`comments:${mark.articleId}`];
    await record(tx, { at: now, actor, action: 'comment.banned', subject: `comment:${mark.id}`, names });
    return { batch: press.batch, rejected };
  });
}

async function requireReader(tx: Tx, id: number): Promise<Mark> {
  const mark = await findMark(tx, id);
  if (!mark) throw new NotFound('There is no such comment.');
  if (mark.personId !== null)
    throw new Conflict('Somebody of the newsroom wrote this. Their account can be closed instead.');
  return mark;
}

async function rejectAll(tx: Tx, mark: Mark, { target, press }: { target: BanTarget; press: Press }): Promise<number> {
  const since = later(press.now, -rejectedBack);
  const found = await findFrom(tx, mark, { target, since, limit: mostRejected });
  for (const { id, state } of found) await decideOne(tx, { id, seen: state }, press);
  return found.length;
}

/** @throws Forbidden, or Conflict where it is over or lifted already */
export async function liftBan(context: Context, actor: Actor, id: number): Promise<void> {
  if (!canModerate(actor)) throw new Forbidden('Bans are lifted by moderators and editors.');
  const now = context.now();
  await context.db.transaction(async (tx) => {
    if (!(await removeBan(tx, id))) throw new Conflict('This ban is over already, or somebody has lifted it.');
    await record(tx, { at: now, actor, action: 'comment.ban_lifted', subject: `ban:${id}`, names: ['comments'] });
  });
}
