import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';

/** How many wait for a decision; on every page of the newsroom. */
export async function countHeld(db: Db): Promise<number> {
  const rows = await heldCount(db, {});
  return Number(rows[0]?.count ?? 0);
}

const heldCount = compiled({}, (db) =>
  db
    .selectFrom('comments')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('state', '=', 'held'),
);

/** How many comments below a story readers see, and how many wait for a decision. */
export interface CommentsBelow {
  published: number;
  held: number;
}

const countsOf = compiled({ article: Number }, (db, { article }) =>
  db.selectFrom('comment_counts').select(['published', 'held']).where('article_id', '=', article),
);

export async function countBelowOne(db: Db, articleId: number): Promise<CommentsBelow> {
  const [counts] = await countsOf(db, { article: articleId });
  return counts ?? { published: 0, held: 0 };
}

/** By story, those that ever had some. */
export async function countBelow(db: Db, articleIds: number[]): Promise<Map<number, CommentsBelow>> {
  if (articleIds.length === 0) return new Map();
  const rows = await db.selectFrom('comment_counts').selectAll().where('article_id', 'in', articleIds).execute();
  return new Map(rows.map(({ article_id, published, held }) => [article_id, { published, held }]));
}
