import type { Db } from '../../db/database.ts';
import { authorsByArticle } from './cards.ts';
import { documentFilesOf, findShownDocuments, type ShownDocument } from './documents.ts';
import { type Card, type Story, textsOf, withCard, withStory } from './reading.ts';
import { findShownRecordings, recordingFilesOf, type ShownRecording } from './recordings.ts';
import { type findTopicsOf, type RelatedStory, type ShownMedia, shownMedia } from './story.ts';

/** A story with all that its text shows. */
export interface WholeStory {
  story: Story;
  authors: Card['authors'];
  topics: Awaited<ReturnType<typeof findTopicsOf>>;
  media: ShownMedia[];
  recordings: ShownRecording[];
  documents: ShownDocument[];
  related: RelatedStory[];
}

/** In the order of the ids; those that readers do not see, and those whose row is damaged, are left out. As many queries for all as for one. */
export async function findWholeStories(
  db: Db,
  { articleIds, now }: { articleIds: number[]; now: string },
): Promise<WholeStory[]> {
  // PostgreSQL takes no empty list.
  if (articleIds.length === 0) return [];
  const [rows, authors, topics, media, related] = await Promise.all([
    withStory(db, now).where('story.article_id', 'in', articleIds).execute(),
    authorsByArticle(db, articleIds),
    topicsByArticle(db, articleIds),
    mediaByArticle(db, articleIds),
    relatedByArticle(db, { articleIds, now }),
  ]);
  const stories = new Map(rows.filter(isReadable).map((row) => [row.articleId, { ...row, ...textsOf(row) } as Story]));
  const recordings = await findShownRecordings(db, [...stories.values()]);
  const documents = await findShownDocuments(db, [...stories.values()]);
  return articleIds.flatMap((id) => {
    const story = stories.get(id);
    if (!story) return [];
    const files = recordingFilesOf(story);
    return {
      story,
      authors: authors.get(id) ?? [],
      topics: topics.get(id) ?? [],
      media: media.get(id) ?? [],
      recordings: recordings.filter(({ file }) => files.includes(file)),
      documents: documents.filter(({ file }) => documentFilesOf(story.blocks).includes(file)),
      related: related.get(id) ?? [],
    };
  });
}

/** Of a damaged row its own page tells; the others go on without it. */
function isReadable(row: Parameters<typeof textsOf>[0]): boolean {
  try {
    textsOf(row);
    return true;
  } catch {
    return false;
  }
}

async function topicsByArticle(db: Db, articleIds: number[]): Promise<Map<number, WholeStory['topics']>> {
  const rows = await db
    .selectFrom('published_article_topics as filed')
    .innerJoin('topics', 'topics.id', 'filed.topic_id')
    .select(['filed.article_id as for', 'topics.id', 'topics.name', 'topics.slug', 'topics.translations'])
    .where('filed.article_id', 'in', articleIds)
    .orderBy('filed.position')
    .execute();
  return grouped(rows);
}

async function mediaByArticle(db: Db, articleIds: number[]): Promise<Map<number, ShownMedia[]>> {
  const rows = await db
    .selectFrom('published_references as reference')
    .innerJoin('media', 'media.id', 'reference.target_id')
    .select('reference.article_id as for')
    .select(shownMedia)
    .where('reference.article_id', 'in', articleIds)
    .where('reference.kind', '=', 'media')
    .execute();
  return grouped(rows);
}

async function relatedByArticle(
  db: Db,
  { articleIds, now }: { articleIds: number[]; now: string },
): Promise<Map<number, RelatedStory[]>> {
  const rows = await withCard(db, now)
    .innerJoin('published_references as reference', 'reference.target_id', 'story.article_id')
    .select('reference.article_id as for')
    .where('reference.article_id', 'in', articleIds)
    .where('reference.kind', '=', 'article')
    .execute();
  return grouped(rows as (RelatedStory & { for: number })[]);
}

function grouped<Row extends { for: number }>(rows: Row[]): Map<number, Row[]> {
  return Map.groupBy(rows, (row) => row.for);
}
