import { sql } from 'kysely';
import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { findCards, justBefore } from './cards.ts';
import { type Card, visible } from './reading.ts';

/** A series is a row of stories that somebody can read through, not an archive. */
const longestSeries = 300;

/** A story's place among the others of its series. */
export interface SeriesEntry {
  articleId: number;
  path: string;
  headline: string;
  shortHeadline: string;
  language: Language;
  /** Null where it has none. */
  part: number | null;
}

const entriesOfSeries = compiled({ now: String, series: Number }, (db, { now, series }) =>
  visible(db, now)
    .select([
      'story.article_id as articleId',
      'story.path',
      'story.headline',
      'story.short_headline as shortHeadline',
      'story.language',
      'story.series_part as part',
    ])
    .where('story.series_id', '=', series)
    // By part; what has none comes after those that have, by time. The databases do not agree on where null stands.
    .orderBy(sql`coalesce(story.series_part, 2147483647)`)
    .orderBy('story.published_at')
    .orderBy('story.article_id')
    .limit(longestSeries),
);

/** The stories of a series that readers can see, in its order. */
export async function findSeriesEntries(db: Db, wanted: { seriesId: number; now: string }): Promise<SeriesEntry[]> {
  return (await entriesOfSeries(db, { now: wanted.now, series: wanted.seriesId })) as SeriesEntry[];
}

/** The same as cards. */
export async function findSeriesCards(db: Db, wanted: { seriesId: number; now: string }): Promise<Card[]> {
  const order = (await findSeriesEntries(db, wanted)).map(({ articleId }) => articleId);
  const cards = await findCards(db, { now: wanted.now, articleIds: order, limit: longestSeries });
  return cards.sort((one, other) => order.indexOf(one.articleId) - order.indexOf(other.articleId));
}

/** Times of the newest story before a month and of the oldest after it; null where there is none. */
export interface MonthsAround {
  earlier: string | null;
  later: string | null;
}

export async function findMonthsAround(
  db: Db,
  { from, until, now }: { from: string; until: string; now: string },
): Promise<MonthsAround> {
  const times = (last: string) => visible(db, last).select('story.published_at as at').limit(1);
  const [earlier, later] = await Promise.all([
    times(from < now ? justBefore(from) : now)
      .orderBy('story.published_at', 'desc')
      .executeTakeFirst(),
    times(now).where('story.published_at', '>=', until).orderBy('story.published_at').executeTakeFirst(),
  ]);
  return { earlier: earlier?.at ?? null, later: later?.at ?? null };
}
