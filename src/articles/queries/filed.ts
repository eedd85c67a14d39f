import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { State } from '../../db/tables.ts';
import type { FilingKind } from '../../topics/section.ts';
import { visible } from './reading.ts';

/** A story that is filed under something, as editors see it. */
export interface FiledStory {
  id: number;
  headline: string;
  language: string;
  state: State;
}

export interface Filed {
  kind: FilingKind;
  id: number;
}

/**
 * Stories that are filed under it: by what editors see of them, or by what readers see, saw last, or will see. Those of a
 * section or topic include what was filed under others that were merged into it.
 */
function filed(db: Db, { kind, id }: Filed) {
  const all = (table: 'sections' | 'topics') =>
    db
      .selectFrom(table)
      .select('id')
      .where((where) => where.or([where('id', '=', id), where('merged_into', '=', id)]));
  return db
    .selectFrom('revisions as filed')
    .innerJoin('articles', 'articles.id', 'filed.article_id')
    .where('articles.discarded_at', 'is', null)
    .where((where) =>
      where.or([
        where('articles.revision_id', '=', where.ref('filed.id')),
        where('articles.published_revision_id', '=', where.ref('filed.id')),
      ]),
    )
    .$if(kind === 'section', (query) => query.where('filed.section_id', 'in', all('sections')))
    .$if(kind === 'series', (query) => query.where('filed.series_id', '=', id))
    .$if(kind === 'topic', (query) =>
      query.where(
        'filed.id',
        'in',
        db.selectFrom('revision_topics').select('revision_id').where('topic_id', 'in', all('topics')),
      ),
    );
}

export async function countFiled(db: Db, what: Filed): Promise<number> {
  const count = sql<number>`count(distinct articles.id)`.as('count');
  return Number((await filed(db, what).select(count).executeTakeFirstOrThrow()).count);
}

/** The newest of them. */
export async function findFiled(db: Db, what: Filed, limit: number): Promise<FiledStory[]> {
  const ids = filed(db, what).select('articles.id').distinct();
  const rows = await db
    .selectFrom('articles')
    .innerJoin('revisions as newest', 'newest.id', 'articles.revision_id')
    .select(['articles.id', 'newest.headline', 'newest.language', 'articles.state'])
    .where('articles.id', 'in', ids)
    .orderBy('articles.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, headline: row.headline ?? '' }));
}

/** How many stories readers see under each, by id; what has none is not in it. */
export async function countShown(
  db: Db,
  { kind, ids, now }: { kind: FilingKind; ids: number[]; now: string },
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await (kind === 'topic' ? countTopics(db, ids, now) : countPlaced(db, kind, { ids, now }));
  return new Map(rows.map(({ id, count }) => [id ?? 0, Number(count)]));
}

const countTopics = (db: Db, ids: number[], now: string) =>
  db
    .selectFrom('published_article_topics')
    .select(({ fn }) => ['topic_id as id', fn.countAll<number>().as('count')])
    .where('topic_id', 'in', ids)
    .where('published_at', '<=', now)
    .groupBy('topic_id')
    .execute();

function countPlaced(db: Db, kind: 'section' | 'series', { ids, now }: { ids: number[]; now: string }) {
  const column = kind === 'section' ? 'story.section_id' : 'story.series_id';
  return visible(db, now)
    .select(({ fn }) => [`${column} as id` as const, fn.countAll<number>().as('count')])
    .where(column, 'in', ids)
    .groupBy(column)
    .execute();
}

/** What readers see under one topic they see under the other one from now on. */
export async function moveTopic(tx: Tx, { from, into }: { from: number; into: number }): Promise<void> {
  const both = tx.selectFrom('published_article_topics').select('article_id').where('topic_id', '=', into);
  await tx
    .deleteFrom('published_article_topics')
    .where('topic_id', '=', from)
    .where('article_id', 'in', both)
    .execute();
  await tx.updateTable('published_article_topics').set({ topic_id: into }).where('topic_id', '=', from).execute();
}
