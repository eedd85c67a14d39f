import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { CommentReportReason, SpamAnswer, Tables } from '../../db/tables.ts';
import { parseQuery } from '../../search/document/query.ts';
import { holdsCommentWords } from '../../search/queries/comments.ts';
import { searchingTexts } from '../../search/queries/working.ts';
import type { Language } from '../../text/language.ts';
import { type Filter, pageSize, type QueueAddress } from '../comment/queue.ts';
import type { Comment } from '../comment.ts';
import { findHeldWords, findObjections, findRecords, findReports } from './queue-facts.ts';

/** A comment as moderators see it. */
export interface QueuedComment extends Comment {
  email: string;
  reason: string;
  /** Of one that is held for its words, the pattern of the newsroom's list that it has; null where that was taken out since. */
  heldWords: string | null;
  /** What an outside check said of it; null where none was asked. */
  spamAnswer: SpamAnswer | null;
  reported: number;
  /** By somebody of the newsroom. */
  isStaff: boolean;
  language: Language;
  /** Of its story; '' where the text of a withdrawn story was removed for good. */
  headline: string;
  parentName: string | null;
  parentText: string | null;
  /** Of all comments with its email. */
  published: number;
  rejected: number;
  /** What readers said of it that nobody has settled, each reason with how many. */
  reports: { reason: CommentReportReason; count: number }[];
  /** What its writer says to a rejection that is decided once more. */
  objection: string | null;
}

/** How many need somebody: held ones, and published ones that were reported. */
export async function countWaiting(db: Db): Promise<{ held: number; reported: number }> {
  const { held, reported } = await db
    .selectNoFrom(({ selectFrom, fn }) => [
      selectFrom('comments').select(fn.countAll<number>().as('count')).where('state', '=', 'held').as('held'),
      selectFrom('comments as comment').select(fn.countAll<number>().as('count')).where(isReported).as('reported'),
    ])
    .executeTakeFirstOrThrow();
  return { held: Number(held), reported: Number(reported) };
}

/**
 * The index of the few that were reported is for SQLite only where the zero stands in the query, and where the index by state, in which
 * nearly all comments are published, is out of the question.
 */
const isReported = sql<boolean>`comment.reported > 0 and coalesce(comment.state, '') = 'published'`;

type Comments = SelectQueryBuilder<{ comment: Tables['comments'] }, 'comment', object>;

/** What each filter lets through. A comment that was held was in no reader's eyes: reports of it are of the time before. */
const lets: Record<Exclude<Filter, 'needs'>, (comments: Comments) => Comments> = {
  held: (comments) => comments.where('comment.state', '=', 'held'),
  reported: (comments) => comments.where(isReported),
  new: (comments) => comments.where('comment.state', '=', 'held').where('comment.reason', '=', 'first-comment'),
  rules: (comments) =>
    comments
      .where('comment.state', '=', 'held')
      .where('comment.reason', 'not in', ['first-comment', 'held-story', 'moderator', 'flood', 'objected']),
  published: (comments) => comments.where('comment.state', '=', 'published'),
  rejected: (comments) => comments.where('comment.state', '=', 'rejected'),
};

/** Newest first. Each filter reads by an index what the page shows, however many wait. */
export const findQueue = async (db: Db, address: QueueAddress, limit: number): Promise<QueuedComment[]> =>
  findQueued(db, await findIds(db, address, limit));

const findIds = (db: Db, address: QueueAddress, limit: number): Promise<number[]> =>
  address.search.trim() === ''
    ? readIds(db, address, limit)
    : searchingTexts(db, (texts) => readIds(texts, address, limit));

async function readIds(db: Db, address: QueueAddress, limit: number): Promise<number[]> {
  const asked = (filter: Exclude<Filter, 'needs'>) => lets[filter](narrowed(db, address)).limit(limit);
  if (address.filter !== 'needs') return idsOf(asked(address.filter));
  const [held, reported] = await Promise.all([idsOf(asked('held')), idsOf(asked('reported'))]);
  const newest = [...held, ...reported].sort((one, other) => other - one);
  return newest.slice(0, limit);
}

/** How many have come since that this list would show, up to a page of them. */
export async function countSince(db: Db, address: QueueAddress, newest: number): Promise<number> {
  const rows = await findIds(db, { ...address, before: null }, pageSize);
  return rows.filter((id) => id > newest).length;
}

async function idsOf(comments: Comments): Promise<number[]> {
  const rows = await comments.select('comment.id').orderBy('comment.id', 'desc').execute();
  return rows.map(({ id }) => id);
}

/** Older than the page before, on the story, and with what is searched for. */
function narrowed(db: Db, { before, story, search }: QueueAddress): Comments {
  let comments: Comments = db.selectFrom('comments as comment');
  if (before !== null) comments = comments.where('comment.id', '<', before);
  if (story !== null) comments = comments.where('comment.article_id', '=', story);
  const typed = search.trim().toLowerCase();
  if (typed === '') return comments;
  if (isEmail(typed)) return comments.where('comment.email', '=', typed);
  const query = parseQuery(typed);
  // Words that no text can have find nothing, as in every search.
  if (query.all.length === 0) return comments.where(sql<boolean>`1 = 0`);
  return comments.where(holdsCommentWords(db, 'comment.id', query));
}

const isEmail = (typed: string) => /^[^\s@]+@[^\s@]+$/.test(typed);

/** Those comments, the newest first. */
export async function findQueued(db: Db, ids: number[]): Promise<QueuedComment[]> {
  if (ids.length === 0) return [];
  const rows = await queued(db).where('comment.id', 'in', ids).orderBy('comment.id', 'desc').execute();
  const [records, reports, objections, heldWords] = await Promise.all([
    findRecords(db, ids),
    findReports(db, ids),
    findObjections(db, ids),
    findHeldWords(db, ids),
  ]);
  return rows.map(({ pickedAt, personId, ...row }) => ({
    ...row,
    isPicked: pickedAt !== null,
    heldWords: heldWords.get(row.id) ?? null,
    isStaff: personId !== null,
    ...(records.get(row.email) ?? { published: 0, rejected: 0 }),
    reports: reports.filter(({ commentId }) => commentId === row.id),
    objection: row.reason === 'objected' ? (objections.get(row.id) ?? null) : null,
  }));
}

const queued = (db: Db) =>
  db
    .selectFrom('comments as comment')
    .innerJoin('articles as article', 'article.id', 'comment.article_id')
    .leftJoin('revisions as revision', 'revision.id', 'article.published_revision_id')
    .leftJoin('published_articles as story', 'story.article_id', 'comment.article_id')
    .leftJoin('comments as parent', 'parent.id', 'comment.parent_id')
    .leftJoin('spam_checks as check', 'check.comment_id', 'comment.id')
    .leftJoin('people as moderator', 'moderator.id', 'comment.decided_by')
    .select(['comment.id', 'comment.article_id as articleId', 'comment.parent_id as parentId'])
    .select(['comment.thread_id as threadId', 'comment.thread_index as threadIndex', 'comment.reported'])
    .select(['comment.edited_at as editedAt', 'comment.picked_at as pickedAt', 'comment.person_id as personId'])
    .select(['comment.name', 'comment.email', 'comment.html', 'comment.state', 'comment.reason'])
    .select(['comment.created_at as createdAt', 'comment.decided_at as decidedAt', 'moderator.name as decidedByName'])
    .select('check.answer as spamAnswer')
    .select(['parent.name as parentName', 'parent.text as parentText', 'story.path'])
    .select([
      sql<Language>`coalesce(story.language, revision.language, 'en')`.as('language'),
      sql<string>`coalesce(story.headline, revision.headline, '')`.as('headline'),
    ]);
