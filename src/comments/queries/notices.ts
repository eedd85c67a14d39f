import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';

/* Replies of which somebody is to be told. Rows are made where a comment's state changes, and told by the sweep. */

const awaited = compiled({ id: Number }, (db, { id }) =>
  db
    .selectFrom('comments as reply')
    .innerJoin('reply_subscriptions as subscription', 'subscription.comment_id', 'reply.parent_id')
    .select('subscription.comment_id as parentId')
    .where('reply.id', '=', id)
    .limit(1),
);

/** The comment is published: whoever waits for replies to what it answers is to be told, once. */
export async function noteReply(tx: Tx, id: number, at: string): Promise<void> {
  const [found] = await awaited(tx, { id });
  if (!found) return;
  await tx
    .insertInto('reply_notices')
    .values({ comment_id: id, parent_id: found.parentId, published_at: at, told_at: null, mail_id: null })
    .onConflict((conflict) => conflict.column('comment_id').doNothing())
    .execute();
}

/** The comment is taken away. @returns the mail that was about nothing else, which need not be sent any more */
export async function dropReply(tx: Tx, id: number): Promise<number | null> {
  const notice = await tx
    .selectFrom('reply_notices')
    .select(['told_at as toldAt', 'mail_id as mailId'])
    .where('comment_id', '=', id)
    .executeTakeFirst();
  if (!notice) return null;
  if (notice.toldAt === null) {
    await tx.deleteFrom('reply_notices').where('comment_id', '=', id).execute();
    return null;
  }
  const { mailId } = notice;
  // Told of no more with others, it is not told of again either.
  await tx.updateTable('reply_notices').set({ mail_id: null }).where('comment_id', '=', id).execute();
  const others = tx.selectFrom('reply_notices').select('comment_id').where('mail_id', '=', mailId);
  return (await others.limit(1).executeTakeFirst()) ? null : mailId;
}

/** The mails that told of replies to a comment. */
export async function findMailsAbout(db: Db, parentId: number): Promise<number[]> {
  const told = db.selectFrom('reply_notices').select('mail_id as id').distinct().where('parent_id', '=', parentId);
  return (await told.where('mail_id', 'is not', null).execute()).flatMap(({ id }) => id ?? []);
}

/** A mail about it was stopped: should it be published again, somebody is to be told after all. */
export async function forgetNotice(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('reply_notices').where('comment_id', '=', id).execute();
}

export interface Due {
  /** Published until then. */
  until: string;
  /** Of comments whose subscribers were not told since then. */
  quietSince: string;
}

/** Comments with replies of which somebody is to be told now. */
export async function findDueParents(db: Db, { until, quietSince }: Due): Promise<number[]> {
  const rows = await db
    .selectFrom('reply_notices as notice')
    .innerJoin('reply_subscriptions as subscription', 'subscription.comment_id', 'notice.parent_id')
    .select('notice.parent_id as id')
    .distinct()
    .where('notice.told_at', 'is', null)
    .where('notice.published_at', '<=', until)
    .where('subscription.confirmed_at', 'is not', null)
    .where((where) =>
      where.or([where('subscription.told_at', 'is', null), where('subscription.told_at', '<=', quietSince)]),
    )
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whose reply it is. */
export interface WaitingReply {
  id: number;
  email: string;
  browserHash: string | null;
}

export const findWaitingReplies = (db: Db, parentId: number, until: string): Promise<WaitingReply[]> =>
  db
    .selectFrom('reply_notices as notice')
    .innerJoin('comments as reply', 'reply.id', 'notice.comment_id')
    .select(['reply.id', 'reply.email', 'reply.browser_hash as browserHash'])
    .where('notice.parent_id', '=', parentId)
    .where('notice.told_at', 'is', null)
    .where('notice.published_at', '<=', until)
    .execute();

/** They were told of by this mail; by none where nobody wanted to hear of them. */
export async function markNotices(
  tx: Tx,
  ids: number[],
  { at, mailId }: { at: string; mailId: number | null },
): Promise<void> {
  if (ids.length === 0) return;
  const told = tx.updateTable('reply_notices').set({ told_at: at, mail_id: mailId });
  await told.where('comment_id', 'in', ids).execute();
}
