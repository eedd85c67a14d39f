import { findShownDocuments, type ShownDocument } from '../../articles/queries/documents.ts';
import { findMore } from '../../articles/queries/more.ts';
import { findPolicies, type Policies } from '../../articles/queries/policies.ts';
import type { Card, Story } from '../../articles/queries/reading.ts';
import { findShownRecordings, type ShownRecording } from '../../articles/queries/recordings.ts';
import { findSeriesEntries, type SeriesEntry } from '../../articles/queries/series-and-months.ts';
import {
  findAuthors,
  findMediaOf,
  findRelatedOf,
  findTopicsOf,
  findTranslations,
  type RelatedStory,
  type ShownMedia,
  type Translation,
} from '../../articles/queries/story.ts';
import { findThreads, type ThreadsPage } from '../../comments/queries/threads.ts';
import type { Db } from '../../db/database.ts';
import { readSite, type Site } from '../../db/settings.ts';
import { findSeries } from '../../topics/queries.ts';
import type { Series } from '../../topics/section.ts';

/** All that the page of a story shows. */
export interface LoadedStory {
  site: Site;
  story: Story;
  authors: Card['authors'];
  topics: Awaited<ReturnType<typeof findTopicsOf>>;
  translations: Translation[];
  thread: ThreadsPage;
  media: ShownMedia[];
  recordings: ShownRecording[];
  documents: ShownDocument[];
  related: RelatedStory[];
  series: SeriesPlace | null;
  /** What to read next. */
  more: RelatedStory[];
  /** Where the newsroom says by what rules it works. */
  policies: Policies;
}

/** Where the story stands in its series; `part` from 1. */
export interface SeriesPlace {
  series: Series;
  part: number;
  parts: number;
  previous: SeriesEntry | null;
  next: SeriesEntry | null;
}

export async function loadStory(db: Db, story: Story, now: string): Promise<LoadedStory> {
  const { articleId, translationOf } = story;
  const [site, authors, topics, translations, thread, media, recordings, documents, related, series, policies] =
    await Promise.all([
      readSite(db),
      findAuthors(db, articleId),
      findTopicsOf(db, articleId),
      findTranslations(db, { articleId, translationOf, now }),
      findThreads(db, articleId, { order: 'newest', from: null }),
      findMediaOf(db, articleId),
      findShownRecordings(db, [story]),
      findShownDocuments(db, [story]),
      findRelatedOf(db, { articleId, now }),
      findSeriesPlace(db, story, now),
      findPolicies(db, now),
    ]);
  const neighbours = [series?.previous, series?.next].flatMap((entry) => entry?.articleId ?? []);
  const more = await findMore(db, {
    now,
    topicIds: topics.map(({ id }) => id),
    sectionId: story.sectionId,
    language: story.language,
    except: [articleId, ...related.map((each) => each.articleId), ...neighbours],
  });
  return {
    site,
    story,
    authors,
    topics,
    translations,
    thread,
    media,
    recordings,
    documents,
    related,
    series,
    more,
    policies,
  };
}

/** Null where the story is in no series, or readers see no other part of it. */
export async function findSeriesPlace(
  db: Db,
  { articleId, seriesId }: Pick<Story, 'articleId' | 'seriesId'>,
  now: string,
): Promise<SeriesPlace | null> {
  if (seriesId === null) return null;
  const [series, entries] = await Promise.all([findSeries(db, seriesId), findSeriesEntries(db, { seriesId, now })]);
  return series && placeIn(series, entries, articleId);
}

/** Null where the story is not among them, or alone. */
export function placeIn(series: Series, entries: SeriesEntry[], articleId: number): SeriesPlace | null {
  const index = entries.findIndex((entry) => entry.articleId === articleId);
  if (index < 0 || entries.length < 2) return null;
  const [previous, next] = [entries[index - 1] ?? null, entries[index + 1] ?? null];
  return { series, part: index + 1, parts: entries.length, previous, next };
}
