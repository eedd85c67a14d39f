import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import type { Comment, CommentState, Decision } from '../comment.ts';

/** Every state has a number, if only 0. */
export async function countByState(db: Db): Promise<Record<CommentState, number>> {
  const rows = await db
    .selectFrom('comments')
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return {
    held: 0,
    published: 0,
    rejected: 0,
    removed: 0,
    ...Object.fromEntries(rows.map(({ state, count }) => [state, count])),
  };
}

/** A comment as moderators see it. */
export interface QueuedComment extends Comment {
  email: string;
  reason: string;
  language: Language;
  /** Of its story; '' where the text of a withdrawn story was removed for good. */
  headline: string;
  parentName: string | null;
  parentText: string | null;
  /** Of all comments with its email. */
  published: number;
  rejected: number;
}

export interface QueueOptions {
  state: CommentState;
  /** Only those older than the comment with this id. */
  before: number | null;
  limit: number;
}

/** Newest first. */
export async function findQueue(db: Db, { state, before, limit }: QueueOptions): Promise<QueuedComment[]> {
  const rows = await db
    .selectFrom('comments as comment')
    .innerJoin('articles as article', 'article.id', 'comment.article_id')
    .leftJoin('revisions as revision', 'revision.id', 'article.published_revision_id')
    .leftJoin('published_articles as story', 'story.article_id', 'comment.article_id')
    .leftJoin('comments as parent', 'parent.id', 'comment.parent_id')
    .leftJoin('people as moderator', 'moderator.id', 'comment.decided_by')
    .select([
      'comment.id',
      'comment.article_id as articleId',
      'comment.parent_id as parentId',
      'comment.thread_id as threadId',
      'comment.thread_index as threadIndex',
      'comment.edited_at as editedAt',
      'comment.picked_at as pickedAt',
      'comment.name',
      'comment.email',
      'comment.html',
      'comment.state',
      'comment.reason',
      'comment.created_at as createdAt',
      'comment.decided_at as decidedAt',
      'moderator.name as decidedByName',
      'parent.name as parentName',
      'parent.text as parentText',
      'story.path',
      sql<Language>`coalesce(story.language, revision.language, 'en')`.as('language'),
      sql<string>`coalesce(story.headline, revision.headline, '')`.as('headline'),
    ])
    .where('comment.state', '=', state)
    .$if(before !== null, (query) => query.where('comment.id', '<', before as number))
    .orderBy('comment.id', 'desc')
    .limit(limit)
    .execute();
  const records = await findRecords(
    db,
    rows.map(({ email }) => email),
  );
  const countOf = (counted: Decision, email: string) => records.get(`${counted} ${email}`) ?? 0;
  return rows.map(({ pickedAt, ...row }) => ({
    ...row,
    isPicked: pickedAt !== null,
    published: countOf('published', row.email),
    rejected: countOf('rejected', row.email),
  }));
}

/** How many comments with each email were published and rejected. */
async function findRecords(db: Db, written: string[]): Promise<Map<string, number>> {
  // Of staff who left, no email is known.
  const emails = [...new Set(written)].filter((email) => email !== '');
  if (emails.length === 0) return new Map();
  const rows = await db
    .selectFrom('comments')
    .select((select) => ['email', 'state', select.fn.countAll<number>().as('count')])
    .where('email', 'in', emails)
    .groupBy(['email', 'state'])
    .execute();
  return new Map(rows.map(({ email, state, count }) => [`${state} ${email}`, count]));
}
