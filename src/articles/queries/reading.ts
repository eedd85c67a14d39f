import { sql } from 'kysely';
import { compiled, type Value } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { CommentsMode, Label, LeadKind } from '../../db/tables.ts';
import type { Language } from '../../text/language.ts';

/** A story in a list: enough for a card, without its text. */
export interface Card {
  articleId: number;
  path: string;
  headline: string;
  shortHeadline: string;
  standfirst: string;
  label: Label;
  language: Language;
  publishedAt: string;
  updatedAt: string | null;
  leadKind: LeadKind;
  sectionId: number;
  sectionSlug: string;
  sectionName: string;
  sectionTranslations: string;
  pictureFile: string | null;
  pictureWidth: number | null;
  pictureHeight: number | null;
  authors: { name: string; slug: string }[];
}

/** A story as its page shows it. The JSON columns are as db/tables.ts says. */
export interface Story extends Omit<Card, 'authors'> {
  dateline: string;
  translationOf: number | null;
  seriesId: number | null;
  leadAlt: string;
  leadCaption: string;
  leadCredit: string;
  leadVideo: string;
  leadVideoTitle: string;
  mediaCredit: string | null;
  searchTitle: string;
  searchDescription: string;
  comments: CommentsMode;
  words: number;
  corrections: string;
  contents: string;
  blocks: string;
}

/**
 * The one way to what readers may see: every query of theirs starts here, so that nothing scheduled shows before its time.
 * `now` is a time, or the placeholder for one in a compiled query.
 */
export const visible = (db: Db, now: Value<string>) =>
  db.selectFrom('published_articles as story').where('story.published_at', '<=', now);

export const withCard = (db: Db, now: Value<string>) =>
  visible(db, now)
    .innerJoin('sections as section', 'section.id', 'story.section_id')
    .leftJoin('media as picture', 'picture.id', 'story.lead_media_id')
    .select([
      'story.article_id as articleId',
      'story.path',
      'story.headline',
      'story.short_headline as shortHeadline',
      'story.standfirst',
      'story.label',
      'story.language',
      'story.published_at as publishedAt',
      'story.updated_at as updatedAt',
      'story.lead_kind as leadKind',
      'story.section_id as sectionId',
      'section.slug as sectionSlug',
      'section.name as sectionName',
      'section.translations as sectionTranslations',
      'picture.file as pictureFile',
      'picture.width as pictureWidth',
      'picture.height as pictureHeight',
    ]);

const storyByPath = compiled({ now: String, path: String }, (db, { now, path }) =>
  withCard(db, now)
    .select([
      'story.dateline',
      'story.translation_of as translationOf',
      'story.series_id as seriesId',
      'story.lead_alt as leadAlt',
      'story.lead_caption as leadCaption',
      'story.lead_credit as leadCredit',
      'story.lead_video as leadVideo',
      'story.lead_video_title as leadVideoTitle',
      'picture.credit as mediaCredit',
      'story.search_title as searchTitle',
      'story.search_description as searchDescription',
      'story.comments',
      'story.words',
      'story.corrections',
      'story.contents',
      'story.blocks',
    ])
    .where('story.path', '=', path),
);

/** The story at this address, or null where readers see none (yet). */
export async function findStory(db: Db, { path, now }: { path: string; now: string }): Promise<Story | null> {
  const [story] = await storyByPath(db, { path, now });
  return (story as Story | undefined) ?? null;
}

export interface ListOptions {
  now: string;
  limit: number;
  sectionId?: number;
  topicId?: number;
  personId?: number;
  seriesId?: number;
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
 * In order, and from the key on, along the index of what is listed: that of a topic, a person, a section, or of all. The link tables
 * bear the time of publication for this.
 */
function filed(db: Db, now: string, { topicId, personId, before, from, until }: Only) {
  const table = topicId !== undefined ? 'filed' : personId !== undefined ? 'written' : 'story';
  const [at, id] = [sql.ref<string>(`${table}.published_at`), sql.ref<number>(`${table}.article_id`)];
  return withCard(db, now)
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
    .where(at, '<=', now)
    .$if(from !== undefined, (query) => query.where(at, '>=', from as string))
    .$if(until !== undefined, (query) => query.where(at, '<', until as string))
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(${at}, ${id}) < (${before?.at ?? ''}, ${before?.id ?? 0})`),
    )
    .orderBy(at, 'desc')
    .orderBy(id, 'desc');
}

async function authorsByArticle(db: Db, articleIds: number[]): Promise<Map<number, Card['authors']>> {
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
