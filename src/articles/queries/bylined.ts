import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { State } from '../../db/tables.ts';
import type { FiledStory } from './filed.ts';

/** Stories and pages of which some version, old ones included, bears the byline. */
const bylined = (db: Db, personId: number) =>
  db
    .selectFrom('revision_authors as byline')
    .innerJoin('revisions', 'revisions.id', 'byline.revision_id')
    .where('byline.person_id', '=', personId);

export async function countBylined(db: Db, personId: number): Promise<number> {
  const count = sql<number>`count(distinct revisions.article_id)`.as('count');
  return Number((await bylined(db, personId).select(count).executeTakeFirstOrThrow()).count);
}

/** The newest of them. */
export async function findBylined(db: Db, personId: number, limit: number): Promise<FiledStory[]> {
  const rows = await db
    .selectFrom('articles')
    .innerJoin('revisions as newest', 'newest.id', 'articles.revision_id')
    .select(['articles.id', 'newest.headline', 'newest.language', 'articles.state'])
    .where('articles.id', 'in', bylined(db, personId).select('revisions.article_id'))
    .orderBy('articles.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, headline: row.headline ?? '' }));
}

/** How many stories are somebody's, made or bylined, in each state in which there are some. */
export async function countOwn(db: Db, personId: number): Promise<Partial<Record<State, number>>> {
  const rows = await db
    .selectFrom('desk_counts')
    .select(['state', 'count'])
    .where('person_id', '=', personId)
    .where('count', '>', 0)
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
