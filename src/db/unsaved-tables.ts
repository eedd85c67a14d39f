import type { ArticleKind } from './columns.ts';

/** What somebody typed in one sitting at the editor and has not saved, written over as they type. Only they can read it. */
export interface Autosaves {
  person_id: number;
  /** A random name that the sitting's form carries. */
  draft: string;
  /** Null for what was never saved. */
  article_id: number | null;
  kind: ArticleKind;
  /** The revision from which it began. */
  revision_id: number | null;
  /** How often the text had changed: what comes late does not take the place of what is newer. */
  turn: number;
  /** JSON of the form's fields; null once they were saved or discarded. */
  form: string | null;
  written_at: string;
}

/** Who has a story open in the editor: true for a while after their browser last said so. */
export interface EditingTable {
  article_id: number;
  person_id: number;
  since: string;
  seen_at: string;
}
