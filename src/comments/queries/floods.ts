import { sql } from 'kysely';
import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { FloodMode } from '../../db/tables.ts';
import type { Flood, StandingFlood } from '../comment/flood.ts';

// 'close' comes before 'hold': of what stands for the story and what stands for all, the stricter one counts.
const floodsOf = compiled({ article: Number, now: String }, (db, { article, now }) =>
  db
    .selectFrom('comment_floods')
    .select(['mode', 'until'])
    .where((where) => where.or([where('article_id', '=', article), where('article_id', 'is', null)]))
    .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
    .orderBy('mode')
    .orderBy(sql`coalesce(until, '9')`, 'desc'),
);

/** What moderators have ordered for the story, or for all; null where they have not. */
export async function findFlood(db: Db, articleId: number, now: string): Promise<Flood | null> {
  const [flood] = await floodsOf(db, { article: articleId, now });
  return flood ?? null;
}

/** All that stand, that of all stories first. */
export async function findFloods(db: Db, now: string): Promise<StandingFlood[]> {
  return db
    .selectFrom('comment_floods as flood')
    .innerJoin('people', 'people.id', 'flood.person_id')
    .leftJoin('articles as article', 'article.id', 'flood.article_id')
    .leftJoin('revisions as revision', 'revision.id', 'article.published_revision_id')
    .select(['flood.article_id as articleId', 'flood.mode', 'flood.until', 'flood.at', 'people.name as by'])
    .select('revision.headline')
    .where((where) => where.or([where('flood.until', 'is', null), where('flood.until', '>', now)]))
    .orderBy(sql`coalesce(flood.article_id, 0)`)
    .execute();
}

interface SetFlood {
  articleId: number | null;
  mode: FloodMode;
  until: string | null;
  at: string;
  personId: number;
}

/** In place of what stood for the story, or for all. */
export async function setFlood(tx: Tx, { articleId, mode, until, at, personId }: SetFlood): Promise<void> {
  await removeFlood(tx, articleId);
  const row = { article_id: articleId, mode, until, at, person_id: personId };
  await tx.insertInto('comment_floods').values(row).execute();
}

/** Whether there was one. */
export async function removeFlood(tx: Tx, articleId: number | null): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('comment_floods')
    .where((where) => (articleId === null ? where('article_id', 'is', null) : where('article_id', '=', articleId)))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The headline of a story that readers see or saw; null where there is none. */
export async function findHeadline(db: Db, articleId: number): Promise<string | null> {
  const row = await db
    .selectFrom('articles as article')
    .innerJoin('revisions as revision', 'revision.id', 'article.published_revision_id')
    .select('revision.headline')
    .where('article.id', '=', articleId)
    .where('article.kind', '=', 'story')
    .executeTakeFirst();
  return row ? (row.headline ?? '') : null;
}
