import type { Db } from '../../db/database.ts';
import type { State } from '../../db/tables.ts';

/** A story as far as a front is concerned with it, by its newest text. */
export interface Placeable {
  id: number;
  state: State;
  headline: string;
  language: string;
  publishedAt: string | null;
}

/** Those of these stories that are there at all, in any state; pages are none. */
export async function findPlaceable(db: Db, ids: number[]): Promise<Map<number, Placeable>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('articles')
    .innerJoin('revisions', 'revisions.id', 'articles.revision_id')
    .select(['articles.id', 'state', 'headline', 'revisions.language', 'published_at as publishedAt'])
    .where('articles.kind', '=', 'story')
    .where('articles.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, { ...row, headline: row.headline ?? '' }]));
}

/** Readers see it, or will at its time. */
export const isPlaceable = (story: Placeable | undefined): boolean =>
  story?.state === 'published' || story?.state === 'scheduled';
