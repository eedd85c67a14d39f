import type { Db } from '../../db/database.ts';
import type { CommentState, DecisionAct } from '../../db/tables.ts';

/** What one press of this person decided, where all of it still stands. */
export interface DoneRow {
  batch: string;
  /** What was done with the comments; null where nothing was, but the ban. */
  act: DecisionAct | null;
  /** Under which name somebody was banned by the same press; null where nobody was. */
  banned: string | null;
  at: string;
  comments: { id: number; name: string; state: CommentState; path: string | null }[];
}

export async function findDone(db: Db, batch: string, personId: number): Promise<DoneRow | null> {
  const rows = await db
    .selectFrom('comment_decisions as decision')
    .innerJoin('comments as comment', 'comment.id', 'decision.comment_id')
    .leftJoin('published_articles as story', 'story.article_id', 'comment.article_id')
    .select(['decision.act', 'decision.at', 'comment.id', 'comment.name', 'comment.state', 'story.path'])
    .where('decision.batch', '=', batch)
    .where('decision.person_id', '=', personId)
    .where('decision.undone_at', 'is', null)
    .orderBy('decision.id')
    .execute();
  const [first] = rows;
  if (!first) return null;
  const comments = rows.flatMap(({ act, ...comment }) => (act === 'ban' ? [] : [{ ...comment, act }]));
  const ban = rows.find(({ act }) => act === 'ban');
  const banned = ban ? ban.name || 'whoever wrote it' : null;
  return { batch, act: comments[0]?.act ?? null, banned, at: first.at, comments };
}
