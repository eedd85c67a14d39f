import type { Insertable } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import { indexDocument, removeDocument } from '../../search/queries/documents.ts';
import { moveSectionOnDesk } from './desk-entries.ts';
import { type ReadingSide, readingTables, rowsOf, searchedText } from './reading-rows.ts';

/** Where a story stands, by what it shows on other pages. */
export interface Placed {
  path: string;
  /** Null for a page. */
  sectionId: number | null;
  topicIds: number[];
  authorIds: number[];
  seriesId: number | null;
  translationOf: number | null;
  hasVideo: boolean;
}

/** What readers see of the story at present, or will see: where it is, and under which names pages show it. */
export async function findReadingSide(tx: Tx, articleId: number): Promise<Placed | null> {
  const story = await tx
    .selectFrom('published_articles')
    .select(['path', 'section_id as sectionId', 'series_id as seriesId', 'translation_of as translationOf'])
    .select('has_video')
    .where('article_id', '=', articleId)
    .executeTakeFirst();
  if (!story) return findPlacedPage(tx, articleId);
  const topics = await tx
    .selectFrom('published_article_topics')
    .select('topic_id')
    .where('article_id', '=', articleId)
    .execute();
  const authors = await tx
    .selectFrom('published_article_authors')
    .select('person_id')
    .where('article_id', '=', articleId)
    .execute();
  const { has_video: hasVideo, ...placed } = story;
  const [topicIds, authorIds] = [topics.map((row) => row.topic_id), authors.map((row) => row.person_id)];
  return { ...placed, topicIds, authorIds, hasVideo: hasVideo === 1 };
}

/** Whether readers can see a video in another story. */
export async function hasOtherVideo(tx: Tx, { articleId, now }: { articleId: number; now: string }): Promise<boolean> {
  const other = tx
    .selectFrom('published_articles')
    .select('article_id')
    .where('has_video', '=', 1)
    .where('article_id', '<>', articleId)
    .where('published_at', '<=', now)
    .limit(1);
  return (await other.execute()).length > 0;
}

async function findPlacedPage(tx: Tx, articleId: number): Promise<Placed | null> {
  const page = await tx
    .selectFrom('published_pages')
    .select(['path', 'translation_of as translationOf'])
    .where('article_id', '=', articleId)
    .executeTakeFirst();
  return page ? { ...page, sectionId: null, topicIds: [], authorIds: [], seriesId: null, hasVideo: false } : null;
}

/** Puts the story, or page, on the reading side, and a story where it can be found, in place of what was there of it. */
export async function writeReadingSide(tx: Tx, shown: ReadingSide): Promise<void> {
  const { story } = shown;
  await removeReadingSide(tx, story.article_id);
  const rows = rowsOf(shown);
  for (const table of readingTables) {
    const some = rows[table] ?? [];
    if (some.length > 0)
      await tx
        .insertInto(table)
        .values(some as never)
        .execute();
  }
  const text = searchedText(shown);
  if (text === null || story.section_id === null) return;
  await indexDocument(tx, {
    id: story.article_id,
    sectionId: story.section_id,
    publishedAt: story.published_at,
    title: story.headline,
    standfirst: story.standfirst,
    text,
  });
}

/** What readers see in one section, or will, they see in the other one from now on, and the desk too. Search knows of sections that were merged itself. */
export async function moveSectionStories(tx: Tx, { from, into }: { from: number; into: number }): Promise<void> {
  await tx.updateTable('published_articles').set({ section_id: into }).where('section_id', '=', from).execute();
  await moveSectionOnDesk(tx, { from, into });
}

/** Takes the story from readers, and from what they can find. */
export async function removeReadingSide(tx: Tx, articleId: number): Promise<void> {
  await removeDocument(tx, articleId);
  for (const table of readingTables.toReversed()) {
    await tx.deleteFrom(table).where('article_id', '=', articleId).execute();
  }
}

export async function writeWithdrawn(tx: Tx, withdrawn: Insertable<Tables['withdrawn_articles']>): Promise<void> {
  await tx.insertInto('withdrawn_articles').values(withdrawn).execute();
}
