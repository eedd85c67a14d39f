import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { Comment, PublishedComment } from '../comment.ts';

const publishedOfStory = compiled({ article: Number }, (db, { article }) =>
  db
    .selectFrom('comments as comment')
    .leftJoin('published_article_authors as author', (join) =>
      join.onRef('author.article_id', '=', 'comment.article_id').onRef('author.person_id', '=', 'comment.person_id'),
    )
    .select([
      'comment.id',
      'comment.parent_id as parentId',
      'comment.name',
      'comment.html',
      'comment.created_at as createdAt',
      'author.person_id as authorId',
    ])
    .where('comment.article_id', '=', article)
    .where('comment.state', '=', 'published')
    .orderBy('comment.id'),
);

/** The published comments of a story, oldest first. */
export async function findThread(db: Db, { articleId }: { articleId: number }): Promise<PublishedComment[]> {
  const rows = await publishedOfStory(db, { article: articleId });
  return rows.map(({ authorId, ...comment }) => ({ ...comment, byAuthor: authorId !== null }));
}

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
      'comment.name',
      'comment.html',
      'comment.state',
      'comment.created_at as createdAt',
      'comment.decided_at as decidedAt',
      'moderator.name as decidedByName',
      'story.path',
    ])
    .where('comment.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}
