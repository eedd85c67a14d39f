import type { Db } from '../../db/database.ts';
import type { CommentState, DecisionAct } from '../../db/tables.ts';

/** What one press of this person decided, where all of it still stands. */
export interface DoneRow {
  batch: string;
  act: DecisionAct;
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
  return first ? { batch, act: first.act, at: first.at, comments: rows } : null;
}
