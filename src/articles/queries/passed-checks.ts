import type { Db, Tx } from '../../db/database.ts';
import type { State } from '../article.ts';

/** A check that was passed and is not mended yet. */
export interface PassedCheck {
  id: number;
  articleId: number;
  check: string;
  subjects: string[];
  reason: string;
  at: string;
  by: string;
}

/** Of one story, oldest first. */
export const findPassed = async (db: Db, articleId: number): Promise<PassedCheck[]> =>
  (await open(db).where('passed.article_id', '=', articleId).orderBy('passed.id').execute()).map(read);

export async function findPassedCheck(db: Db, id: number): Promise<PassedCheck | null> {
  const row = await open(db).where('passed.id', '=', id).executeTakeFirst();
  return row ? read(row) : null;
}

export type OpenTask = PassedCheck & { headline: string; language: string; state: State };

/** Of all stories, newest first. */
export async function findTasks(
  db: Db,
  { before, limit }: { before: number | null; limit: number },
): Promise<OpenTask[]> {
  const rows = await open(db)
    .innerJoin('articles', 'articles.id', 'passed.article_id')
    .innerJoin('revisions', 'revisions.id', 'articles.revision_id')
    .select(['revisions.headline', 'revisions.language', 'articles.state'])
    .where('articles.discarded_at', 'is', null)
    .$if(before !== null, (query) => query.where('passed.id', '<', before ?? 0))
    .orderBy('passed.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ headline, language, state, ...row }) => ({
    ...read(row),
    headline: headline ?? '',
    language,
    state,
  }));
}

export async function countTasks(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('passed_checks')
    .innerJoin('articles', 'articles.id', 'article_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('ended_at', 'is', null)
    .where('articles.discarded_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** By story; one without a task is not in it. */
export async function countTasksOf(db: Db, articleIds: number[]): Promise<Map<number, number>> {
  if (articleIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('passed_checks')
    .select(({ fn }) => ['article_id as articleId', fn.countAll<number>().as('count')])
    .where('article_id', 'in', articleIds)
    .where('ended_at', 'is', null)
    .groupBy('article_id')
    .execute();
  return new Map(rows.map(({ articleId, count }) => [articleId, Number(count)]));
}

export async function insertPassed(
  tx: Tx,
  passed: Pick<PassedCheck, 'articleId' | 'check' | 'subjects' | 'reason' | 'at'> & { byId: number },
): Promise<void> {
  const { articleId: article_id, check: check_name, subjects, reason, at: passed_at, byId: passed_by } = passed;
  await tx
    .insertInto('passed_checks')
    .values({ article_id, check_name, subjects: JSON.stringify(subjects), reason, passed_at, passed_by })
    .execute();
}

export async function endPassed(
  tx: Tx,
  id: number,
  { ending, at, byId }: { ending: 'mended' | 'closed'; at: string; byId: number },
): Promise<void> {
  await tx.updateTable('passed_checks').set({ ending, ended_at: at, ended_by: byId }).where('id', '=', id).execute();
}

const open = (db: Db) =>
  db
    .selectFrom('passed_checks as passed')
    .innerJoin('people', 'people.id', 'passed.passed_by')
    .select(['passed.id', 'passed.article_id as articleId', 'passed.check_name as check', 'passed.subjects'])
    .select(['passed.reason', 'passed.passed_at as at', 'people.name as by'])
    .where('passed.ended_at', 'is', null);

const read = <Row extends { subjects: string }>(row: Row) => ({
  ...row,
  subjects: JSON.parse(row.subjects) as string[],
});
