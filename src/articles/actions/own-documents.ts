import type { Db, Tx } from '../../db/database.ts';
import { replaceDocumentUses } from '../../media/queries/document-uses.ts';
import { findDocumentsByFile } from '../../media/queries/documents.ts';
import { type Block, type RenderedStory, renderStory } from '../../text/markdown.ts';
import type { Content } from '../article.ts';
import { documentFilesOf } from '../queries/documents.ts';
import type { ReadingSide } from '../queries/reading-rows.ts';

/** The documents of the library that a text shows, with the pictures of their first pages; those that are not there are problems. */
export async function resolveDocuments(
  db: Db,
  blocks: Block[],
  markdown: string,
): Promise<{ references: ReadingSide['references']; problems: RenderedStory['problems'] }> {
  const wanted = documentFilesOf(blocks);
  const found = new Map((await findDocumentsByFile(db, wanted)).map((document) => [document.file, document]));
  return {
    references: [...found.values()].flatMap(({ id, posterId }) => [
      { kind: 'document', targetId: id },
      { kind: 'media', targetId: posterId },
    ]),
    problems: wanted
      .filter((file) => !found.has(file))
      .map((file) => ({
        line: markdown.split('\n').findIndex((line) => line.includes(file)) + 1,
        message: `There is no document at /media/${file}. Copy the address from its page in the library.`,
      })),
  };
}

/**
 * The documents that these versions of a story show, in the newsroom's record of where each is used.
 * @returns the pictures of their first pages
 */
export async function recordDocumentUses(tx: Tx, articleId: number, contents: Content[]): Promise<number[]> {
  const files = contents.flatMap(({ body }) => documentFilesOf(renderStory(body).blocks));
  const documents = await findDocumentsByFile(tx, files);
  await replaceDocumentUses(
    tx,
    articleId,
    documents.map(({ id }) => id),
  );
  return documents.map(({ posterId }) => posterId);
}
