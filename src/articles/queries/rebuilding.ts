import type { Db } from '../../db/database.ts';

/** The stories that are on the reading side, or ought to be, oldest first. */
export async function findShown(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('articles')
    .select('id')
    .where((where) =>
      where.or([
        where('state', 'in', ['published', 'scheduled', 'withdrawn']),
        where('id', 'in', where.selectFrom('published_articles').select('article_id')),
        where('id', 'in', where.selectFrom('published_pages').select('article_id')),
        where('id', 'in', where.selectFrom('withdrawn_articles').select('article_id')),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The stories whose text another version of the renderer made. */
export async function findOutdated(db: Db, renderer: number): Promise<number[]> {
  const outdated = (table: 'published_articles' | 'published_pages') =>
    db.selectFrom(table).select('article_id as id').where('renderer', '<>', renderer);
  const rows = await outdated('published_articles').union(outdated('published_pages')).orderBy('id').execute();
  return rows.map(({ id }) => id);
}
