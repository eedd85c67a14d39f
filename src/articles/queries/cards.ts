import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { before } from '../../text/moments.ts';
import { type Card, withCard } from './reading.ts';

export interface ListOptions {
  now: string;
  limit: number;
  sectionId?: number;
  topicId?: number;
  personId?: number;
  seriesId?: number;
  /** Only those that show a video. */
  withVideo?: boolean;
  articleIds?: number[];
  language?: Language;
  /** Published from this time on. */
  from?: string;
  /** Published before this time. */
  until?: string;
  /** The last story of the page before: only what stands after it in the list. */
  before?: ListKey;
}

/** Where a story stands in a list that is ordered by time. */
export interface ListKey {
  at: string;
  id: number;
}

/** Cards, newest first. */
export async function findCards(db: Db, { now, limit, ...only }: ListOptions): Promise<Card[]> {
  // PostgreSQL takes no empty list.
  if (only.articleIds?.length === 0) return [];
  const rows = await filed(db, now, only)
    .$if(only.sectionId !== undefined, (query) => query.where('story.section_id', '=', only.sectionId as number))
    .$if(only.seriesId !== undefined, (query) => query.where('story.series_id', '=', only.seriesId as number))
    // As it stands in the index: SQLite takes no other way there.
    .$if(only.withVideo === true, (query) => query.where('story.has_video', '=', sql.lit(1)))
    .$if(only.language !== undefined, (query) => query.where('story.language', '=', only.language as Language))
    .$if(only.articleIds !== undefined, (query) => query.where('story.article_id', 'in', only.articleIds ?? []))
    .limit(limit)
    .execute();
  const authors = await authorsByArticle(
    db,
    rows.map(({ articleId }) => articleId),
  );
  return rows.map((row) => ({ ...row, language: row.language as Language, authors: authors.get(row.articleId) ?? [] }));
}

type Only = Omit<ListOptions, 'now' | 'limit'>;

/**
 * The last time that a list can show: readers' present, or what ends it sooner. One bound, since SQLite walks its index from one
 * and only filters by the others.
 */
function lastTime(now: string, { before, until }: Only): string {
  const times = [now, ...(before ? [before.at] : []), ...(until ? [justBefore(until)] : [])];
  return times.reduce((one, other) => (one < other ? one : other));
}

/** A millisecond earlier. */
export const justBefore = (iso: string): string => before(iso, 1);

/**
 * In order, and from the key on, along the index of what is listed: that of a topic, a person, a section, or of all. The link tables
 * bear the time of publication for this.
 */
function filed(db: Db, now: string, only: Only) {
  const { topicId, personId, before, from } = only;
  const last = lastTime(now, only);
  const table = topicId !== undefined ? 'filed' : personId !== undefined ? 'written' : 'story';
  const [at, id] = [sql.ref<string>(`${table}.published_at`), sql.ref<number>(`${table}.article_id`)];
  return withCard(db, last)
    .$if(topicId !== undefined, (query) =>
      query
        .innerJoin('published_article_topics as filed', 'filed.article_id', 'story.article_id')
        .where('filed.topic_id', '=', topicId as number),
    )
    .$if(personId !== undefined, (query) =>
      query
        .innerJoin('published_article_authors as written', 'written.article_id', 'story.article_id')
        .where('written.person_id', '=', personId as number),
    )
    .where(at, '<=', last)
    .$if(from !== undefined, (query) => query.where(at, '>=', from as string))
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(${at}, ${id}) < (${before?.at ?? ''}, ${before?.id ?? 0})`),
    )
    .orderBy(at, 'desc')
    .orderBy(id, 'desc');
}

/** In the order of the byline. */
export async function authorsByArticle(db: Db, articleIds: number[]): Promise<Map<number, Card['authors']>> {
  const authors = new Map<number, Card['authors']>();
  if (articleIds.length === 0) return authors;
  const rows = await db
    .selectFrom('published_article_authors as author')
    .innerJoin('people', 'people.id', 'author.person_id')
    .select(['author.article_id as articleId', 'people.name', 'people.slug'])
    .where('author.article_id', 'in', articleIds)
    .orderBy('author.article_id')
    .orderBy('author.position')
    .execute();
  for (const { articleId, name, slug } of rows) {
    authors.set(articleId, [...(authors.get(articleId) ?? []), { name, slug }]);
  }
  return authors;
}
