import type { Context } from '../../context.ts';
import { later } from '../../text/moments.ts';
import { type Checked, type Client, isAnswer, retries, toTell } from '../comment/spam.ts';
import { asksOutside } from '../phases.ts';
import { findCommentedOn } from '../queries/posting.ts';
import {
  type CheckedStory,
  claimCheck,
  type DueCheck,
  findCheckedStory,
  findDueCheck,
  findSpamKey,
  settleCheck,
} from '../queries/spam-checks.ts';
import { type Examined, examine } from './examine.ts';

type Told = Parameters<Context['akismet']['check']>[1];

/** A comment before its transaction: nobody else shall wait for what another machine says. */
export interface Asked extends Omit<Examined, 'network' | 'spamAnswer' | 'story'> {
  /** The story's address. */
  path: string;
  postedAt: string;
}

/**
 * What an outside check says of a comment that is about to be posted, or to get another text; null where it is not asked, since the
 * newsroom does not want it, or the rules decide without it. Takes less than two seconds, whatever becomes of it.
 */
export async function checkOutside(
  context: Context,
  client: Client | null | undefined,
  asked: Asked,
): Promise<Checked | null> {
  const { akismet, config, db, log } = context;
  const key = client ? await findSpamKey(db.reader) : null;
  if (key === null || !client) return null;
  const { path, ...comment } = asked;
  const story = await findCommentedOn(db.reader, { path, now: comment.now });
  if (!story) return null;
  const nowhere = { exact: '', wide: '' };
  const { submission } = await examine(db.reader, { ...comment, story, network: nowhere, spamAnswer: null });
  if (!asksOutside(submission)) return null;
  const about = aboutOf(config.siteUrl, { ...comment, ...client, isEdited: comment.changes !== null }, story);
  const answer = await akismet.check(key, { ...about, address: client.address });
  if (!isAnswer(answer)) log.warn({ answer }, 'a comment was posted without the outside check');
  return { answer, client };
}

interface About {
  name: string;
  email: string;
  text: string;
  parentId: number | null;
  postedAt: string;
  isEdited: boolean;
  userAgent: string;
  referrer: string;
}

/** Without the network address, which is known at the post alone. */
function aboutOf(siteUrl: string, comment: About, story: CheckedStory | null): Told {
  const { name, email, text, parentId, postedAt, isEdited, userAgent, referrer } = comment;
  return {
    ...{ name, email, text, postedAt, isEdited, userAgent, referrer, address: null },
    type: parentId === null ? 'comment' : 'reply',
    permalink: `${siteUrl}${encodeURI(story?.path ?? '/')}`,
    publishedAt: story?.publishedAt ?? '',
    language: story?.language ?? '',
    // Who fills it is refused before anybody is asked.
    trap: { field: 'website', value: '' },
  };
}

/** So many are told in one sweep at most. */
const mostTold = 20;

/**
 * The sweep: tells the outside check where moderators decided otherwise, once a decision stands. What is not taken is told again a few
 * times, and then no more.
 * @returns how many it was told of
 */
export async function tellOfDecisions(context: Context): Promise<number> {
  const { akismet, db, now } = context;
  const key = await findSpamKey(db.reader);
  let told = 0;
  for (let seen = 0; key !== null && seen < mostTold; seen += 1) {
    const due = await findDueCheck(db.reader, now());
    if (!due) break;
    const wait = retries[due.tries];
    const claimedUntil = wait === undefined ? null : later(now(), wait);
    if (!(await db.transaction((tx) => claimCheck(tx, due, claimedUntil)))) continue;
    const truth = toTell(due);
    if (truth !== null && !(await akismet.tell(key, truth, await reportOf(context, due)))) break;
    await db.transaction((tx) => settleCheck(tx, { commentId: due.commentId, told: truth, claimedUntil }));
    told += Number(truth !== null);
  }
  return told;
}

async function reportOf({ config, db, now }: Context, due: DueCheck): Promise<Told> {
  const { userAgent, referrer, editedAt, ...comment } = due;
  const story = await findCheckedStory(db.reader, due.articleId, now());
  const sent = { userAgent: userAgent ?? '', referrer: referrer ?? '', isEdited: editedAt !== null };
  return aboutOf(config.siteUrl, { ...comment, ...sent }, story);
}
