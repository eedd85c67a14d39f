import type { Insertable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { ArticleKind, ReferenceKind, Tables } from '../../db/tables.ts';
import { type Block, plainText } from '../../text/markdown.ts';

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

/** The tables that hold what readers see of a story or page, without the index of their words. Those that refer to others stand after them. */
export const readingTables = [
  ...(['published_articles', 'published_article_topics', 'published_article_authors'] as const),
  ...(['published_references', 'published_corrections', 'published_pages', 'published_page_references'] as const),
  'withdrawn_articles' as const,
];

/** By table; one that is not named holds nothing of the story. */
export type ReadingRows = { [Table in (typeof readingTables)[number]]?: Insertable<Tables[Table]>[] };

/** The rows that stand for what readers see. */
export const rowsOf = (shown: ReadingSide): ReadingRows =>
  shown.kind === 'page' ? rowsOfPage(shown) : rowsOfStory(shown);

function rowsOfPage({ story, references }: ReadingSide): ReadingRows {
  const { article_id, revision_id, path, published_at, updated_at, language, translation_of, renderer } = story;
  const { headline, short_headline, standfirst, search_title, search_description } = story;
  const { corrections, contents, blocks } = story;
  const page = {
    ...{ article_id, revision_id, path, published_at, updated_at, language, translation_of, renderer },
    ...{ headline, short_headline, standfirst, search_title, search_description },
    ...{ corrections, contents, blocks },
  };
  return {
    published_pages: [page],
    published_page_references: references.map(({ kind, targetId }) => ({ article_id, kind, target_id: targetId })),
  };
}

function rowsOfStory(shown: ReadingSide): ReadingRows {
  const { story: told, topicIds, authorIds, references, corrections } = shown;
  const { article_id, published_at, section_id } = told;
  if (section_id === null) throw new Error(`The story ${article_id} is published without a section.`);
  return {
    published_articles: [{ ...told, section_id }],
    published_article_topics: topicIds.map((topic_id, position) => ({ article_id, topic_id, position, published_at })),
    published_article_authors: authorIds.map((person_id, position) => ({
      ...{ article_id, person_id, position, published_at },
    })),
    published_references: references.map(({ kind, targetId }) => ({ article_id, kind, target_id: targetId })),
    published_corrections: corrections.map(({ publicationId, ...said }) => ({
      ...{ publication_id: publicationId, article_id },
      ...said,
    })),
  };
}

/** The text by which readers find a story; null for a page, which they do not search for. */
export const searchedText = ({ kind, story }: ReadingSide): string | null =>
  kind === 'page' ? null : plainText(JSON.parse(story.blocks) as Block[]);

/** What stands there of a story: its rows in each table, and the text by which it is found. */
export async function findReadingRows(
  db: Db,
  articleId: number,
): Promise<{ rows: Record<string, Record<string, unknown>[]>; text: string | null }> {
  const rows: Record<string, Record<string, unknown>[]> = {};
  for (const table of readingTables) {
    rows[table] = await db.selectFrom(table).selectAll().where('article_id', '=', articleId).execute();
  }
  const found = await db.selectFrom('search_documents').select('text').where('id', '=', articleId).executeTakeFirst();
  return { rows, text: found?.text ?? null };
}
