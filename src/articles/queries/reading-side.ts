import type { Insertable } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { ArticleKind, ReferenceKind, Tables } from '../../db/tables.ts';
import { indexDocument, removeDocument } from '../../search/queries/documents.ts';
import { type Block, plainText } from '../../text/markdown.ts';
import { moveSectionOnDesk } from './desk-entries.ts';

export interface ReadingSide {
  kind: ArticleKind;
  /** Of a page, the columns that pages have. */
  story: Omit<Insertable<Tables['published_articles']>, 'section_id'> & { section_id: number | null };
  topicIds: number[];
  authorIds: number[];
  /** Stories, pictures and recordings that the story shows. */
  references: { kind: ReferenceKind; targetId: number }[];
  corrections: { publicationId: number; at: string; text: string }[];
}

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
  await removeReadingSide(tx, shown.story.article_id);
  await (shown.kind === 'page' ? writePage(tx, shown) : writeStory(tx, shown));
}

async function writePage(tx: Tx, { story, references }: ReadingSide): Promise<void> {
  const { article_id, revision_id, path, published_at, updated_at, language, translation_of, renderer } = story;
  const { headline, short_headline, standfirst, search_title, search_description } = story;
  const { corrections, contents, blocks } = story;
  const page = {
    ...{ article_id, revision_id, path, published_at, updated_at, language, translation_of, renderer },
    ...{ headline, short_headline, standfirst, search_title, search_description },
    ...{ corrections, contents, blocks },
  };
  await tx.insertInto('published_pages').values(page).execute();
  const shown = references.map(({ kind, targetId }) => ({ article_id, kind, target_id: targetId }));
  if (shown.length > 0) await tx.insertInto('published_page_references').values(shown).execute();
}

async function writeStory(tx: Tx, shown: ReadingSide): Promise<void> {
  const { story: told, topicIds, authorIds, references } = shown;
  const { article_id, published_at, section_id } = told;
  if (section_id === null) throw new Error(`The story ${article_id} is published without a section.`);
  const story = { ...told, section_id };
  await tx.insertInto('published_articles').values(story).execute();
  const topics = topicIds.map((topic_id, position) => ({ article_id, topic_id, position, published_at }));
  if (topics.length > 0) await tx.insertInto('published_article_topics').values(topics).execute();
  const authors = authorIds.map((person_id, position) => ({ article_id, person_id, position, published_at }));
  if (authors.length > 0) await tx.insertInto('published_article_authors').values(authors).execute();
  const targets = references.map(({ kind, targetId }) => ({ article_id, kind, target_id: targetId }));
  if (targets.length > 0) await tx.insertInto('published_references').values(targets).execute();
  const corrections = shown.corrections.map(({ publicationId, ...said }) => ({
    ...{ publication_id: publicationId, article_id },
    ...said,
  }));
  if (corrections.length > 0) await tx.insertInto('published_corrections').values(corrections).execute();
  await indexDocument(tx, {
    id: article_id,
    sectionId: story.section_id,
    publishedAt: published_at,
    title: story.headline,
    standfirst: story.standfirst,
    text: plainText(JSON.parse(story.blocks) as Block[]),
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
  for (const table of [
    'published_references',
    'published_article_topics',
    'published_article_authors',
    'published_page_references',
    'published_pages',
    'published_corrections',
    'withdrawn_articles',
    'published_articles',
  ] as const) {
    await tx.deleteFrom(table).where('article_id', '=', articleId).execute();
  }
}

export async function writeWithdrawn(tx: Tx, withdrawn: Insertable<Tables['withdrawn_articles']>): Promise<void> {
  await tx.insertInto('withdrawn_articles').values(withdrawn).execute();
}
