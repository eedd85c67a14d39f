import type { Db } from '../../db/database.ts';
import type { Comment } from '../comment.ts';

export async function findComment(db: Db, id: number): Promise<Comment | null> {
  const row = await db
    .selectFrom('comments as comment')
    .leftJoin('published_articles as story', 'story.article_id', 'comment.article_id')
    .leftJoin('people as moderator', 'moderator.id', 'comment.decided_by')
    .select([
      'comment.id',
      'comment.article_id as articleId',
      'comment.parent_id as parentId',
      'comment.thread_id as threadId',
      'comment.thread_index as threadIndex',
      'comment.name',
      'comment.html',
      'comment.state',
      'comment.created_at as createdAt',
      'comment.edited_at as editedAt',
      'comment.picked_at as pickedAt',
      'comment.decided_at as decidedAt',
      'moderator.name as decidedByName',
      'story.path',
    ])
    .where('comment.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { pickedAt, ...comment } = row;
  return { ...comment, isPicked: pickedAt !== null };
}
