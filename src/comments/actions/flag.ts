import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { words } from '../../text/language.ts';
import { namesOf } from '../comment.ts';
import { addRecommendation, takeRecommendation } from '../queries/recommendations.ts';
import { addCommentReport } from '../queries/reports.ts';
import { findComment } from '../queries/thread.ts';
import type { CommentReport } from '../reported.ts';
import { requireStory } from './post.ts';

/** Who says something of a comment, in a browser. */
export interface Flagger {
  actor: Actor | null;
  /** SHA-256 of the browser's identity. */
  browserHash: string;
  /** Where the request comes from, as limits count. */
  network: string;
}

/** A comment below a story. */
export interface Flagged {
  id: number;
  /** The story's address. */
  path: string;
}

/**
 * Tells moderators what a reader finds wrong with a comment; the same browser is heard once.
 * @throws TooMany
 * @throws NotFound where readers see no such comment
 */
export async function reportComment(context: Context, flagger: Flagger, report: CommentReport & Flagged) {
  const { actor, browserHash } = flagger;
  await context.limits.take('comment-report', flagger.network);
  await context.limits.take('comment-report', browserHash);
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const { articleId } = await requireShown(tx, report, at);
    const { id, reason, note } = report;
    if (!(await addCommentReport(tx, { commentId: id, browserHash, at, reason, note }))) return;
    const names = namesOf(articleId, false);
    await record(tx, { at, actor, action: 'comment.reported', subject: `comment:${id}`, names });
  });
}

/**
 * Counts one for the comment, once from each browser and not from everybody of one network.
 * @returns whether it was new
 * @throws TooMany
 * @throws NotFound where readers see no such comment, or the newsroom does not want it
 * @throws Invalid in the story's language, where comments are closed
 */
export async function recommendComment(context: Context, flagger: Flagger, flagged: Flagged): Promise<boolean> {
  await takeRecommending(context, flagger);
  await context.limits.take('recommend-one', `${flagger.network} ${flagged.id}`);
  return context.db.transaction(async (tx) => {
    const at = context.now();
    const story = await requireOpen(tx, flagged, at);
    const isNew = await addRecommendation(tx, { commentId: flagged.id, browserHash: flagger.browserHash });
    if (isNew) await recordCount(tx, story, at);
    return isNew;
  });
}

/** Takes that back. @throws as `recommendComment` does */
export async function unrecommendComment(context: Context, flagger: Flagger, flagged: Flagged): Promise<void> {
  await takeRecommending(context, flagger);
  await context.db.transaction(async (tx) => {
    const at = context.now();
    const story = await requireOpen(tx, flagged, at);
    const wasThere = await takeRecommendation(tx, { commentId: flagged.id, browserHash: flagger.browserHash });
    if (wasThere) await recordCount(tx, story, at);
  });
}

/** Pages show another number from now on. Which comment it is stays out of the log, and all of it out of the activity page: what readers like is nobody's business. */
const recordCount = (tx: Tx, { articleId }: { articleId: number }, at: string): Promise<void> =>
  record(tx, {
    ...{ at, actor: null, action: 'comment.recommended', subject: `article:${articleId}` },
    names: namesOf(articleId, true),
  });

async function takeRecommending({ limits }: Context, { network, browserHash }: Flagger): Promise<void> {
  await limits.take('recommend', network);
  await limits.take('recommend', browserHash);
}

async function requireOpen(tx: Tx, flagged: Flagged, now: string) {
  const story = await requireShown(tx, flagged, now);
  if ((await readSite(tx)).recommend !== 'on') throw new NotFound('Comments are not recommended here.');
  if (story.comments === 'closed') throw new Invalid({ '': words(story.language).flags.closed });
  return story;
}

/** The story of a comment that readers see. */
async function requireShown(tx: Tx, { id, path }: Flagged, now: string) {
  const story = await requireStory(tx, { path, now });
  const comment = await findComment(tx, id);
  if (comment?.articleId === story.articleId && comment.state === 'published') return story;
  throw new NotFound('There is no such comment.');
}
