import type { Db, Tx } from '../../db/database.ts';

/** Who is told of replies to a comment. */
export interface Subscription {
  id: number;
  commentId: number;
  email: string;
  confirmedAt: string | null;
  /** When the mail was written that asks whether it is wanted; null where another one's answer counts. */
  askedAt: string | null;
  /** When they were last told. */
  toldAt: string | null;
}

const subscriptions = (db: Db) =>
  db
    .selectFrom('reply_subscriptions')
    .select(['id', 'comment_id as commentId', 'email'])
    .select(['confirmed_at as confirmedAt', 'asked_at as askedAt', 'told_at as toldAt']);

export async function findSubscription(db: Db, id: number): Promise<Subscription | null> {
  return (await subscriptions(db).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function findByStopToken(db: Db, tokenHash: string): Promise<Subscription | null> {
  return (await subscriptions(db).where('token_hash', '=', tokenHash).executeTakeFirst()) ?? null;
}

export const findSubscribers = (db: Db, commentId: number): Promise<Subscription[]> =>
  subscriptions(db).where('comment_id', '=', commentId).where('confirmed_at', 'is not', null).execute();

export interface NewSubscription {
  commentId: number;
  email: string;
  tokenHash: string;
  at: string;
  isConfirmed: boolean;
  isAsked: boolean;
}

/** @returns its number */
export async function addSubscription(tx: Tx, added: NewSubscription): Promise<number> {
  const { commentId, email, tokenHash, at, isConfirmed, isAsked } = added;
  const { id } = await tx
    .insertInto('reply_subscriptions')
    .values({
      ...{ comment_id: commentId, email, token_hash: tokenHash, created_at: at },
      ...{ confirmed_at: isConfirmed ? at : null, asked_at: isAsked ? at : null, told_at: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function isConfirmedIn(db: Db, email: string, browserHash: string): Promise<boolean> {
  const found = await db
    .selectFrom('confirmed_emails')
    .select('email')
    .where('email', '=', email)
    .where('browser_hash', '=', browserHash)
    .executeTakeFirst();
  return found !== undefined;
}

/** The address is this person's: it counts in this browser, and for all that they asked for in the browser of the comment. */
export async function confirmAll(
  tx: Tx,
  { commentId, email }: Subscription,
  { browserHash, at }: { browserHash: string; at: string },
): Promise<void> {
  const writer = tx.selectFrom('comments as asked').select('asked.browser_hash').where('asked.id', '=', commentId);
  await tx
    .updateTable('reply_subscriptions')
    .set({ confirmed_at: at })
    .where('email', '=', email)
    .where('confirmed_at', 'is', null)
    .where((where) =>
      where.or([
        where('comment_id', '=', commentId),
        where('comment_id', 'in', tx.selectFrom('comments').select('id').where('browser_hash', '=', writer)),
      ]),
    )
    .execute();
  await tx
    .insertInto('confirmed_emails')
    .values({ email, browser_hash: browserHash, confirmed_at: at })
    .onConflict((conflict) => conflict.columns(['email', 'browser_hash']).doNothing())
    .execute();
}

export async function markTold(tx: Tx, id: number, at: string): Promise<void> {
  await tx.updateTable('reply_subscriptions').set({ told_at: at }).where('id', '=', id).execute();
}

export async function removeSubscription(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('reply_subscriptions').where('id', '=', id).execute();
}

export async function hasUnanswered(db: Db, before: string): Promise<boolean> {
  const waiting = db.selectFrom('reply_subscriptions').select('id').where('confirmed_at', 'is', null);
  return (await waiting.where('created_at', '<=', before).limit(1).executeTakeFirst()) !== undefined;
}

/** Addresses that nobody confirmed in time are not kept. */
export async function forgetUnanswered(tx: Tx, before: string): Promise<void> {
  await tx
    .deleteFrom('reply_subscriptions')
    .where('confirmed_at', 'is', null)
    .where('created_at', '<=', before)
    .execute();
}
