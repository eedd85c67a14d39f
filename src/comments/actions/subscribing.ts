import { timingSafeEqual } from 'node:crypto';
import { findStory } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { before } from '../../text/moments.ts';
import { hashToken, keyedToken } from '../../text/tokens.ts';
import { askingLetter } from '../letter.ts';
import { findAsked, noteAsked } from '../queries/asked.ts';
import {
  addSubscription,
  confirmAll,
  findByStopToken,
  findSubscription,
  isConfirmedIn,
  removeSubscription,
  type Subscription,
} from '../queries/subscriptions.ts';
import { answerTime, mayAsk } from '../subscribing.ts';

/** A comment whose writer wants to be told of replies. */
export interface Subscribing {
  commentId: number;
  /** The story's address. */
  path: string;
  email: string;
  /** Of whoever wrote it. */
  browserHash: string;
}

/**
 * Notes that the writer wants mails about replies, in the transaction of their comment. Unless this browser has confirmed the address,
 * it is asked first, by mail, and not too often: `context.mail.wake()` sends it.
 */
export async function subscribe(context: Context, tx: Tx, asked: Subscribing): Promise<void> {
  const { commentId, path, email, browserHash } = asked;
  const at = context.now();
  const story = await findStory(tx, { path, now: at });
  if (!story) throw new NotFound('There is no story at this address.');
  const isConfirmed = await isConfirmedIn(tx, email, browserHash);
  const emailHash = keyedToken(context.secret, 'asked-email', email);
  const isAsked = !isConfirmed && mayAsk(await findAsked(tx, emailHash, before(at, answerTime)), at);
  const tokenHash = hashToken(stopTokenOf(context, { commentId, email }));
  const id = await addSubscription(tx, { commentId, email, tokenHash, at, isConfirmed, isAsked });
  if (!isAsked) return;
  await noteAsked(tx, { emailHash, at });
  const { siteUrl } = context.config;
  const { language, headline } = story;
  const permalink = `${siteUrl}${encodeURI(path)}/comments/${commentId}`;
  const { name } = await readSite(tx);
  const letter = askingLetter(
    { language, headline, permalink, newsroom: name },
    `${siteUrl}/replies/confirm/${confirmTokenOf(context, id)}`,
  );
  await context.mail.post(tx, { to: email, language, ...letter });
}

/** What is behind the link of the first mail; null where it is not genuine, or its time is over. */
export async function findToConfirm(context: Context, tx: Tx | null, token: string): Promise<Subscription | null> {
  const [id = ''] = token.split('.');
  const right = confirmTokenOf(context, Number(id));
  if (!/^\d{1,15}$/.test(id) || right.length !== token.length) return null;
  if (!timingSafeEqual(Buffer.from(right), Buffer.from(token))) return null;
  const found = await findSubscription(tx ?? context.db.reader, Number(id));
  return found?.askedAt && found.askedAt > before(context.now(), answerTime) ? found : null;
}

/** The link was followed in this browser, and the press made there. @throws TooMany, NotFound where the link is over */
export async function confirmSubscription(
  context: Context,
  by: { browserHash: string; network: string },
  token: string,
): Promise<void> {
  await context.limits.take('replies', by.network);
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const found = await findToConfirm(context, tx, token);
    if (!found) throw new NotFound('This link does not work any more.');
    await confirmAll(tx, found, { browserHash: by.browserHash, at });
  });
}

/** No more mails about this comment. To be asked again changes nothing, and what nobody has was stopped before. */
export async function stopReplies({ db }: Context, token: string): Promise<void> {
  const found = await findByStopToken(db.reader, hashToken(token));
  if (found) await db.transaction((tx) => removeSubscription(tx, found.id));
}

/** In every mail about replies: whoever has it can stop them, and nothing else. */
export const stopTokenOf = ({ secret }: Context, { commentId, email }: { commentId: number; email: string }): string =>
  keyedToken(secret, 'stop-replies', `${commentId} ${email}`);

/** In the first mail alone: whoever has it reads the mails to that address. */
const confirmTokenOf = ({ secret }: Context, id: number): string =>
  `${id}.${keyedToken(secret, 'confirm-replies', String(id))}`;
