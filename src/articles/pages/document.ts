import { findDocumentFile } from '../../text/documents.ts';
import { type Language, words } from '../../text/language.ts';
import type { Block } from '../../text/markdown.ts';
import type { ShownDocument } from '../queries/documents.ts';
import { type Picture, pictureModel } from './picture.ts';

/** A document of the library: what it is, and one link to it. */
export interface DocumentView {
  href: string;
  title: string;
  /** "PDF", "12 pages", "1.4 MB". */
  facts: string[];
  credit: string | null;
  /** Its first page, which says nothing that its title does not. */
  picture: Picture | null;
}

/** By the name of its file. */
export type Documents = ReadonlyMap<string, ShownDocument>;

export const documentsByFile = (documents: readonly ShownDocument[]): Documents =>
  new Map(documents.map((document) => [document.file, document]));

/** Null where it is not there any more. What the story says goes before what the library says. */
export function documentView(
  { file, title, credit }: Extract<Block, { kind: 'document' }>,
  documents: Documents,
  language: Language,
): DocumentView | null {
  const found = documents.get(findDocumentFile(file) ?? '');
  if (!found) return null;
  const { folder = '/media', poster } = found;
  const { pages } = words(language).document;
  const size = words(language).recording.megabytes(roundly(found.bytes / 1024 / 1024));
  return {
    href: `${folder}/${found.file}`,
    title: title || found.title,
    facts: ['PDF', pages(found.pages), size],
    credit: credit || found.credit || null,
    picture: poster && pictureModel({ ...poster, folder }, 'sheet', ''),
  };
}

/** Small ones to a tenth. */
const roundly = (size: number): number => (size < 10 ? Math.max(0.1, Math.round(size * 10) / 10) : Math.round(size));
