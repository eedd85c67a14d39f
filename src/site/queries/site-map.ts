import { sql } from 'kysely';
import { justBefore } from '../../articles/queries/cards.ts';
import { visible } from '../../articles/queries/reading.ts';
import { newestWithVideo } from '../../articles/queries/sitemap-lists.ts';
import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import { datePath, monthBounds } from '../../text/dates.ts';

/** More names than anybody reads through; search finds the others. */
export const mostNames = 500;

export interface Named {
  slug: string;
  name: string;
  translations: string;
}

export interface Month {
  /** "2026/11", as it stands in its address. */
  path: string;
  /** A time in it. */
  at: string;
}

export interface SiteMap {
  topics: Named[];
  people: Named[];
  series: Named[];
  /** Those with stories, newest first. */
  months: Month[];
  /** Whether readers see a story with a video. */
  hasVideo: boolean;
}

const anyStory = sql<number>`1`.as('one');

const topics = compiled({ now: String }, (db, { now }) =>
  db
    .selectFrom('topics')
    .select(['topics.slug', 'topics.name', 'topics.translations'])
    .where(({ exists }) =>
      exists(
        visible(db, now)
          .innerJoin('published_article_topics as filed', 'filed.article_id', 'story.article_id')
          .whereRef('filed.topic_id', '=', sql.ref('topics.id'))
          .select(anyStory),
      ),
    )
    .orderBy('topics.slug')
    .limit(mostNames + 1),
);

const people = compiled({ now: String }, (db, { now }) =>
  db
    .selectFrom('people')
    .select(['people.slug', 'people.name', sql<string>`'{}'`.as('translations')])
    .where(({ exists }) =>
      exists(
        visible(db, now)
          .innerJoin('published_article_authors as written', 'written.article_id', 'story.article_id')
          .whereRef('written.person_id', '=', sql.ref('people.id'))
          .select(anyStory),
      ),
    )
    .orderBy('people.slug')
    .limit(mostNames),
);

const series = compiled({ now: String }, (db, { now }) =>
  db
    .selectFrom('series')
    .select(['series.slug', 'series.name', 'series.translations'])
    .where(({ exists }) =>
      exists(visible(db, now).whereRef('story.series_id', '=', sql.ref('series.id')).select(anyStory)),
    )
    .orderBy('series.slug')
    .limit(mostNames),
);

/** What there is to see, by name; nobody and nothing that only stories have which readers do not see. */
export async function findSiteMap(db: Db, { now, zone }: { now: string; zone: string }): Promise<SiteMap> {
  const [named, known, told, months, [video]] = await Promise.all([
    topics(db, { now }),
    people(db, { now }),
    series(db, { now }),
    findMonths(db, { now, zone }),
    newestWithVideo(db, { now }),
  ]);
  return { topics: named, people: known, series: told, months, hasVideo: video !== undefined };
}

const newestUntil = compiled({ last: String }, (db, { last }) =>
  visible(db, last).select('story.published_at as at').orderBy('story.published_at', 'desc').limit(1),
);

/** From month to month by the index, over whatever lies between: counting all stories would read them all. */
async function findMonths(db: Db, { now, zone }: { now: string; zone: string }): Promise<Month[]> {
  const months: Month[] = [];
  let [newest] = await newestUntil(db, { last: now });
  while (newest) {
    const path = datePath(newest.at, zone).slice(0, 'YYYY/MM'.length);
    months.push({ path, at: newest.at });
    const [year, month] = path.split('/').map(Number) as [number, number];
    const bounds = monthBounds({ year, month }, zone);
    if (!bounds) break;
    [newest] = await newestUntil(db, { last: justBefore(bounds.from) });
  }
  return months;
}
