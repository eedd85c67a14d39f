import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';

const references = compiled({ article: Number }, (db, { article }) =>
  db.selectFrom('published_references').select(['kind', 'target_id as targetId']).where('article_id', '=', article),
);

/** The stories and pictures that a published story shows, by id. */
export const findReferences = (db: Db, articleId: number): Promise<{ kind: 'article' | 'media'; targetId: number }[]> =>
  references(db, { article: articleId });
