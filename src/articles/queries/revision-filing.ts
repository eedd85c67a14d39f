import type { Db } from '../../db/database.ts';
import type { Content } from '../article.ts';

/**
 * Under what a revision is filed as things are today: it never changes itself, but a section or topic may have been merged into another since,
 * and what it was filed under long ago may be gone.
 */
export async function filedToday(
  db: Db,
  { id, sectionId, seriesId }: Pick<Content, 'sectionId' | 'seriesId'> & { id: number },
): Promise<Pick<Content, 'sectionId' | 'seriesId' | 'topicIds'>> {
  return {
    sectionId: await sectionToday(db, sectionId),
    seriesId: await seriesToday(db, seriesId),
    topicIds: await topicIds(db, id),
  };
}

async function sectionToday(db: Db, id: number | null): Promise<number | null> {
  if (id === null) return null;
  const row = await db
    .selectFrom('sections as written')
    .innerJoin('sections as section', (join) =>
      join.on((on) => on('section.id', '=', on.fn.coalesce('written.merged_into', 'written.id'))),
    )
    .select('section.id')
    .where('written.id', '=', id)
    .where('section.gone_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function seriesToday(db: Db, id: number | null): Promise<number | null> {
  if (id === null) return null;
  const series = db.selectFrom('series').select('id').where('id', '=', id).where('gone_at', 'is', null);
  return (await series.executeTakeFirst())?.id ?? null;
}

async function topicIds(db: Db, revisionId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('revision_topics')
    .innerJoin('topics as written', 'written.id', 'revision_topics.topic_id')
    .innerJoin('topics as topic', (join) =>
      join.on((on) => on('topic.id', '=', on.fn.coalesce('written.merged_into', 'written.id'))),
    )
    .select('topic.id')
    .where('revision_topics.revision_id', '=', revisionId)
    .where('topic.gone_at', 'is', null)
    .orderBy('revision_topics.position')
    .execute();
  return [...new Set(rows.map(({ id }) => id))];
}

/** In the order of the byline. */
export async function authorIds(db: Db, revisionId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('revision_authors')
    .select('person_id')
    .where('revision_id', '=', revisionId)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.person_id);
}
