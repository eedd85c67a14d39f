import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import { repliesOnPage, type ThreadedComment } from '../comment.ts';
import { asThreaded, withAuthors } from './shown.ts';

/** A window of one thread's replies. */
export interface Replies {
  articleId: number;
  head: ThreadedComment;
  comments: ThreadedComment[];
  /** Behind which reply they stand, at most the last. */
  after: number;
  /** How many replies there ever were. */
  replies: number;
}

/** The thread's head and its replies behind the `after`-th; null where there is no such thread. */
export async function findReplies(db: Db, { id, ...asked }: { id: number; after: number }): Promise<Replies | null> {
  const thread = await db
    .selectFrom('comment_threads')
    .select(['article_id as articleId', 'posted'])
    .where('id', '=', id)
    .where('published', '>', 0)
    .executeTakeFirst();
  if (!thread) return null;
  const after = Math.min(asked.after, thread.posted - 1);
  const rows = await repliesOf(db, { thread: id, after, until: after + repliesOnPage });
  const [head, ...comments] = rows.map(asThreaded);
  return head ? { articleId: thread.articleId, head, comments, after, replies: thread.posted - 1 } : null;
}

const repliesOf = compiled({ thread: Number, after: Number, until: Number }, (db, { thread, after, until }) =>
  withAuthors(db)
    .where('comment.thread_id', '=', thread)
    .where((where) =>
      where.or([
        where('comment.thread_index', '=', 0),
        where.and([where('comment.thread_index', '>', after), where('comment.thread_index', '<=', until)]),
      ]),
    )
    .orderBy('comment.thread_index'),
);
