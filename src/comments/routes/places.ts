import type { Context } from '../../context.ts';
import { type Comment, firstReplies, repliesOnPage } from '../comment.ts';
import { findComment } from '../queries/thread.ts';
import { isOnFirstPage } from '../queries/threads.ts';
import { keyOf } from './browser.ts';

/** The page on which readers see it, and where on it. */
export async function placeOf({ db }: Context, path: string, comment: Comment): Promise<string> {
  const { id, threadId, threadIndex } = comment;
  const anchor = `#comment-${id}`;
  if (threadIndex > firstReplies) {
    const after = threadIndex - 1 - ((threadIndex - 1 - firstReplies) % repliesOnPage);
    return `${path}/comments/${threadId}/thread?after=${after}${anchor}`;
  }
  if (await isOnFirstPage(db.reader, comment)) return `${path}${anchor}`;
  return `${path}/comments?order=newest&from=${threadId + 1}${anchor}`;
}

/** Where its writer sees it: with everybody, or where nobody else does. */
export async function ownPlaceOf(context: Context, path: string, id: number): Promise<string> {
  const comment = await findComment(context.db.reader, id);
  if (comment?.state === 'published') return placeOf(context, path, comment);
  return `${path}/comments/${id}?key=${keyOf(context, id)}#comment-${id}`;
}
