import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { PublishedComment, ThreadedComment } from '../comment.ts';

/* Comments as readers see them. */

/** Only of what readers see there is more than its place. */
const seen = (column: 'name' | 'html') =>
  sql<string>`case when ${sql.ref('comment.state')} = 'published' then ${sql.ref(`comment.${column}`)} else '' end`.as(
    column,
  );

const columns = [
  ...(['comment.id', 'comment.parent_id as parentId', 'comment.thread_id as threadId', 'comment.state'] as const),
  ...(['comment.created_at as createdAt', 'comment.edited_at as editedAt', 'comment.picked_at as pickedAt'] as const),
  ...(['comment.person_id as personId', 'author.person_id as authorId', 'comment.recommended'] as const),
] as const;

export const withAuthors = (db: Db) =>
  db
    .selectFrom('comments as comment')
    .leftJoin('published_article_authors as author', (join) =>
      join.onRef('author.article_id', '=', 'comment.article_id').onRef('author.person_id', '=', 'comment.person_id'),
    )
    .select([...columns, seen('name'), seen('html')]);

export type ThreadRow = Awaited<ReturnType<ReturnType<typeof withAuthors>['execute']>>[number];

export const asPublished = ({
  id,
  parentId,
  name,
  html,
  createdAt,
  editedAt,
  ...row
}: ThreadRow): PublishedComment => ({
  ...{ id, parentId, name, html, createdAt, editedAt },
  isPicked: row.pickedAt !== null,
  recommended: row.recommended,
  by: row.authorId !== null ? 'author' : row.personId !== null ? 'staff' : 'reader',
});

export const asThreaded = (row: ThreadRow): ThreadedComment => ({
  ...asPublished(row),
  threadId: row.threadId,
  state: row.state,
});
