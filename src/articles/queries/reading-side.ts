import type { Insertable } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export interface ReadingSide {
  story: Insertable<Tables['published_articles']>;
  topicIds: number[];
  authorIds: number[];
  /** Stories and pictures that the story shows. */
  references: { kind: 'article' | 'media'; targetId: number }[];
}

/** Where a story stands, by what it shows on other pages. */
export interface Placed {
  path: string;
  sectionId: number;
  topicIds: number[];
  authorIds: number[];
  seriesId: number | null;
  translationOf: number | null;
}

/** What readers see of the story at present, or will see: where it is, and under which names pages show it. */
export async function findReadingSide(tx: Tx, articleId: number): Promise<Placed | null> {
  const story = await tx
    .selectFrom('published_articles')
    .select(['path', 'section_id as sectionId', 'series_id as seriesId', 'translation_of as translationOf'])
    .where('article_id', '=', articleId)
    .executeTakeFirst();
  if (!story) return null;
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
  return { ...story, topicIds: topics.map((row) => row.topic_id), authorIds: authors.map((row) => row.person_id) };
}

/** Puts the story on the reading side, in place of what was there of it. */
export async function writeReadingSide(tx: Tx, { story, topicIds, authorIds, references }: ReadingSide): Promise<void> {
  const article_id = story.article_id;
  const published_at = story.published_at;
  await removeReadingSide(tx, article_id);
  await tx.insertInto('published_articles').values(story).execute();
  const topics = topicIds.map((topic_id, position) => ({ article_id, topic_id, position, published_at }));
  if (topics.length > 0) await tx.insertInto('published_article_topics').values(topics).execute();
  const authors = authorIds.map((person_id, position) => ({ article_id, person_id, position, published_at }));
  if (authors.length > 0) await tx.insertInto('published_article_authors').values(authors).execute();
  const shown = references.map(({ kind, targetId }) => ({ article_id, kind, target_id: targetId }));
  if (shown.length > 0) await tx.insertInto('published_references').values(shown).execute();
}

export async function removeReadingSide(tx: Tx, articleId: number): Promise<void> {
  for (const table of [
    'published_references',
    'published_article_topics',
    'published_article_authors',
    'withdrawn_articles',
    'published_articles',
  ] as const) {
    await tx.deleteFrom(table).where('article_id', '=', articleId).execute();
  }
}

export async function writeWithdrawn(tx: Tx, withdrawn: Insertable<Tables['withdrawn_articles']>): Promise<void> {
  await tx.insertInto('withdrawn_articles').values(withdrawn).execute();
}
