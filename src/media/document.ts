import { wordsOf } from '../text/folding.ts';

/** A PDF of the library, as this program wrote it: what it says of itself and what acts in it is gone. */
export interface Document {
  id: number;
  /** Name of the file, made from its content. */
  file: string;
  pages: number;
  bytes: number;
  title: string;
  credit: string;
  /** Who or what it came from; for the newsroom alone. */
  source: string;
  /** The picture of the library that shows its first page. */
  posterId: number;
  /** As it was called where it came from. */
  originalName: string;
  createdAt: string;
  createdBy: number;
}

/** What people say of a document. */
export type SaidOfDocument = Pick<Document, 'title' | 'credit' | 'source'>;

export const documentLimits = {
  /** Of a file, in bytes: a report of some hundred pages with its pictures. */
  bytes: 50 * 1024 * 1024,
  pages: 5000,
  /** In characters. */
  text: 1000,
  originalName: 200,
} as const;

/** The words by which a document is found, folded, one space between two. */
export const wordsOfDocument = (said: Pick<Document, 'title' | 'credit' | 'source' | 'originalName'>): string =>
  [...wordsOf([said.title, said.credit, said.source, said.originalName].join(' '))]
    .map(({ folded }) => folded)
    .join(' ');

/** Of the first 32 hex digits of the content's SHA-256. */
export const documentFile = (sha256: string): string => `${sha256.slice(0, 32)}.pdf`;

/** Where it is asked for; stories name it by this. */
export const documentAddress = ({ file }: Pick<Document, 'file'>): string => `/media/${file}`;

export const isDocumentFile = (name: string): boolean => /^[\da-f]{32}\.pdf$/.test(name);

/** Of its first bytes; what it is, its whole content says. */
export const mayBeDocument = (head: Buffer): boolean => head.toString('latin1').startsWith('%PDF-');

/**
 * What a reader's own computer calls the file: its title, without what would make a path, an ending of another kind or a name that
 * reads otherwise than it is.
 */
export function savedName({ title, id }: Pick<Document, 'title' | 'id'>): string {
  const name = title
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  return `${[...name].slice(0, 80).join('').trim() || `document ${id}`}.pdf`;
}
