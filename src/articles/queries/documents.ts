import type { Db } from '../../db/database.ts';
import type { Document } from '../../media/document.ts';
import { findDocumentsByFile } from '../../media/queries/documents.ts';
import { findMedia } from '../../media/queries.ts';
import { findDocumentFile } from '../../text/documents.ts';
import type { Block } from '../../text/markdown.ts';
import type { ShownMedia } from './story.ts';

/** What pages need to know of a document. */
export interface ShownDocument extends Document {
  /** Its first page. */
  poster: ShownMedia | null;
  /** Where its file is asked for; /media, which has what is published, where nothing is said. */
  folder?: string;
}

/** The files of the documents that a text shows, each once. */
export const documentFilesOf = (blocks: readonly Block[]): string[] => [
  ...new Set(blocks.flatMap((block) => (block.kind === 'document' ? (findDocumentFile(block.file) ?? []) : []))),
];

/** The documents that these texts show; most show none, and then nothing is asked. */
export async function findShownDocuments(db: Db, texts: readonly { blocks: Block[] }[]): Promise<ShownDocument[]> {
  const files = texts.flatMap(({ blocks }) => documentFilesOf(blocks));
  if (files.length === 0) return [];
  const documents = await findDocumentsByFile(db, files);
  const posters = await findMedia(
    db,
    documents.map(({ posterId }) => posterId),
  );
  return documents.map((document) => ({
    ...document,
    poster: posters.find(({ id }) => id === document.posterId) ?? null,
  }));
}
