import type { RawBuilder } from 'kysely';
import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import {
  type Comment,
  firstReplies,
  type PublishedComment,
  type ThreadedComment,
  type ThreadOrder,
  type ThreadPlace,
  threadsOnPage,
} from '../comment.ts';
import { type CommentsBelow, countBelowOne } from './counts.ts';
import { asPublished, asThreaded, type ThreadRow, withAuthors } from './shown.ts';

/** What readers see below a story. */
export interface ThreadsPage {
  counts: CommentsBelow;
  place: ThreadPlace;
  /** In the order of the page. */
  threads: FoundThread[];
  /** Whether there are more behind these. */
  hasMore: boolean;
  /** The latest that editors picked; on the first page alone. */
  picks: PublishedComment[];
  note: PinnedNote | null;
}

export interface FoundThread {
  id: number;
  /** How many comments it ever had, seen or not, but for its head. */
  replies: number;
  /** Its head and its first replies, in the order in which they came. */
  comments: ThreadedComment[];
}

/** What the newsroom says above the comments; `html` is safe. */
export interface PinnedNote {
  html: string;
  name: string;
  at: string;
}

/** So many picked comments stand first. */
const shownPicks = 3;

export const noThreads: ThreadsPage = {
  counts: { published: 0, held: 0 },
  place: { order: 'newest', from: null },
  threads: [],
  hasMore: false,
  picks: [],
  note: null,
};

/** Work is bounded by what a page shows, however many comments there are. */
export async function findThreads(db: Db, articleId: number, place: ThreadPlace): Promise<ThreadsPage> {
  const counts = await countBelowOne(db, articleId);
  const [note] = await pinnedNotes(db, { article: articleId });
  if (counts.published === 0) return { ...noThreads, counts, place, note: note ?? null };
  const first = place.order === 'newest' ? Number.MAX_SAFE_INTEGER : 0;
  const [rows, picks] = await Promise.all([
    threadsIn[place.order](db, { article: articleId, from: place.from ?? first }),
    place.from === null ? pickedOf(db, { article: articleId }) : [],
  ]);
  const threads = byThread(rows);
  return {
    ...{ counts, place, note: note ?? null, picks: picks.map(asPublished) },
    threads: threads.slice(0, threadsOnPage),
    hasMore: threads.length > threadsOnPage,
  };
}

function byThread(rows: (ThreadRow & { posted: number })[]): FoundThread[] {
  const threads = new Map<number, FoundThread>();
  for (const { posted, ...row } of rows) {
    const thread = threads.get(row.threadId) ?? { id: row.threadId, replies: posted - 1, comments: [] };
    threads.set(thread.id, thread);
    thread.comments.push(asThreaded(row));
  }
  return [...threads.values()];
}

/** Whether it is among those that stand below the story itself. */
export async function isOnFirstPage(db: Db, { articleId, threadId }: Pick<Comment, 'articleId' | 'threadId'>) {
  const newer = await db
    .selectFrom('comment_threads')
    .select('id')
    .where('article_id', '=', articleId)
    .where('published', '>', 0)
    .where('id', '>', threadId)
    .orderBy('id')
    .limit(threadsOnPage)
    .execute();
  return newer.length < threadsOnPage;
}

const pinnedNotes = compiled({ article: Number }, (db, { article }) =>
  db
    .selectFrom('pinned_notes as note')
    .innerJoin('people', 'people.id', 'note.person_id')
    .select(['note.html', 'people.name', 'note.at'])
    .where('note.article_id', '=', article),
);

const threadsBy = (order: ThreadOrder) =>
  compiled({ article: Number, from: Number }, (db, { article, from }) =>
    withAuthors(db)
      .innerJoin(threadsOf(db, { article, from, order }).as('thread'), 'thread.id', 'comment.thread_id')
      .select('thread.posted')
      .where('comment.thread_index', '<=', firstReplies)
      .orderBy('thread.id', order === 'newest' ? 'desc' : 'asc')
      .orderBy('comment.thread_index'),
  );

const threadsIn = { newest: threadsBy('newest'), oldest: threadsBy('oldest') };

interface AskedThreads {
  article: RawBuilder<number>;
  from: RawBuilder<number>;
  order: ThreadOrder;
}

/** One more than a page shows. */
const threadsOf = (db: Db, { article, from, order }: AskedThreads) =>
  db
    .selectFrom('comment_threads')
    .select(['id', 'posted'])
    .where('article_id', '=', article)
    .where('published', '>', 0)
    .where('id', order === 'newest' ? '<' : '>', from)
    .orderBy('id', order === 'newest' ? 'desc' : 'asc')
    .limit(threadsOnPage + 1);

const pickedOf = compiled({ article: Number }, (db, { article }) =>
  withAuthors(db)
    .where('comment.article_id', '=', article)
    .where('comment.picked_at', 'is not', null)
    .where('comment.state', '=', 'published')
    .orderBy('comment.picked_at', 'desc')
    .limit(shownPicks),
);
