import { sql } from 'kysely';
import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import { visible } from './reading.ts';

/** A list of stories, with the time of its newest; null where readers see none. */
export interface ListEntry {
  slug: string;
  newest: string | null;
}

/** When the newest story with a video was published; none where readers see none. */
export const newestWithVideo = compiled({ now: String }, (db, { now }) =>
  visible(db, now)
    .select('story.published_at as at')
    .where('story.has_video', '=', sql.lit(1))
    .orderBy('story.published_at', 'desc')
    .limit(1),
);

/** Each time is one look at the end of an index, however many stories there are. */
export async function findListEntries(
  db: Db,
  now: string,
): Promise<Record<'section' | 'topic' | 'person' | 'series', ListEntry[]>> {
  const newestBy = (column: 'story.section_id' | 'story.series_id') =>
    visible(db, now)
      .select(({ fn }) => fn.max('story.published_at').as('at'))
      .where(sql.ref<number>(column), '=', sql.ref<number>('list.id'));
  const newestOn = db
    .selectFrom('published_article_topics as filed')
    .select(({ fn }) => fn.max('filed.published_at').as('at'))
    .where('filed.topic_id', '=', sql.ref<number>('list.id'))
    .where('filed.published_at', '<=', now);
  const newestOf = db
    .selectFrom('published_article_authors as written')
    .select(({ fn }) => fn.max('written.published_at').as('at'))
    .where('written.person_id', '=', sql.ref<number>('list.id'))
    .where('written.published_at', '<=', now);
  const [section, topic, person, series] = await Promise.all([
    db
      .selectFrom('sections as list')
      .select(['slug', newestBy('story.section_id').as('newest')])
      .orderBy('slug')
      .execute(),
    db
      .selectFrom('topics as list')
      .select(['slug', newestOn.as('newest')])
      .orderBy('slug')
      .execute(),
    db
      .selectFrom('people as list')
      .select(['slug', newestOf.as('newest')])
      .orderBy('slug')
      .execute(),
    db
      .selectFrom('series as list')
      .select(['slug', newestBy('story.series_id').as('newest')])
      .orderBy('slug')
      .execute(),
  ]);
  return { section, topic, person, series };
}
