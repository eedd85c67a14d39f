import { findStory } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { before } from '../../text/moments.ts';
import { toldLetter } from '../letter.ts';
import { findDueParents, findWaitingReplies, markNotices, type WaitingReply } from '../queries/notices.ts';
import { findOwn } from '../queries/own.ts';
import {
  findSubscribers,
  forgetUnanswered,
  hasUnanswered,
  markTold,
  type Subscription,
} from '../queries/subscriptions.ts';
import { findComment } from '../queries/thread.ts';
import { answerTime, quietTime, replySettles } from '../subscribing.ts';
import { stopTokenOf } from './subscribing.ts';

/** The sweep: whoever asked for it is told of replies that came out, whichever way they did. */
export async function tellReplies(context: Context): Promise<void> {
  const now = context.now();
  const { db } = context;
  const until = before(now, replySettles);
  const due = await findDueParents(db.reader, { until, quietSince: before(now, quietTime) });
  for (const id of due) await db.transaction((tx) => tellOfOne(context, tx, { id, until }));
  if (due.length > 0) context.mail.wake();
  const late = before(now, answerTime);
  if (await hasUnanswered(db.reader, late)) await db.transaction((tx) => forgetUnanswered(tx, late));
}

/** Of all replies to one comment at once. Nobody is told of their own. */
async function tellOfOne(context: Context, tx: Tx, { id, until }: { id: number; until: string }): Promise<void> {
  const at = context.now();
  const replies = await findWaitingReplies(tx, id, until);
  const subscribers = await findSubscribers(tx, id);
  const own = await findOwn(tx, id);
  let mailId: number | null = null;
  for (const subscriber of subscribers) {
    if (!own || !replies.some((reply) => isByAnother(reply, subscriber.email, own.browserHash))) continue;
    mailId = (await write(context, tx, subscriber)) ?? mailId;
    await markTold(tx, subscriber.id, at);
  }
  const ids = replies.map((reply) => reply.id);
  await markNotices(tx, ids, { at, mailId });
}

const isByAnother = (reply: WaitingReply, email: string, browserHash: string | null): boolean =>
  reply.email !== email && (browserHash === null || reply.browserHash !== browserHash);

/** @returns the mail's number; null where readers do not see the comment any more */
async function write(context: Context, tx: Tx, { commentId, email }: Subscription): Promise<number | null> {
  const comment = await findComment(tx, commentId);
  if (comment?.state !== 'published' || comment.path === null) return null;
  const story = await findStory(tx, { path: comment.path, now: context.now() });
  if (!story) return null;
  const { siteUrl } = context.config;
  const { language, headline, path } = story;
  const permalink = `${siteUrl}${encodeURI(path)}/comments/${commentId}`;
  const stop = `${siteUrl}/replies/stop/${stopTokenOf(context, { commentId, email })}`;
  const { name } = await readSite(tx);
  const letter = toldLetter({ language, headline, permalink, newsroom: name }, stop);
  return context.mail.post(tx, { to: email, language, ...letter, unsubscribe: stop });
}
