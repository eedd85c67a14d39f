import { randomBytes } from 'node:crypto';
import type { ArticleKind } from '../../db/tables.ts';

/** What somebody typed and has not saved: the fields of the editor's form, by name. */
export interface Autosave {
  /** Of the sitting in which it was typed. */
  draft: string;
  /** Null for what was never saved. */
  articleId: number | null;
  kind: ArticleKind;
  /** The revision from which it began; null for a new one. */
  revisionId: number | null;
  turn: number;
  form: Record<string, string>;
  writtenAt: string;
}

/** Names a sitting at the editor; only its writer could do anything with it. */
export const makeDraft = (): string => randomBytes(15).toString('base64url');

export const draftPattern = /^[\w-]{16,64}$/;

/** Days after which what nobody came back for is forgotten. */
export const keptDays = 30;
