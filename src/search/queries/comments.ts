import type { RawBuilder } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { Query } from '../document/query.ts';
import { engineOf, indexedWords } from './documents.ts';

/** A comment as moderators find it. Of an email no word is kept: it is looked up where it stands. */
export interface CommentText {
  id: number;
  name: string;
  text: string;
}

/** Makes a new comment findable. */
export async function indexComment(tx: Tx, { id, name, text }: CommentText): Promise<void> {
  const words = { title: indexedWords(name), standfirst: [], text: indexedWords(text) };
  await engineOf(tx).comments.insert(tx, id, words);
}

/** In place of what was indexed of it. */
export async function indexCommentAnew(tx: Tx, comment: CommentText): Promise<void> {
  await removeCommentText(tx, comment.id);
  await indexComment(tx, comment);
}

/** Nobody finds it by its words any more. */
export const removeCommentText = (tx: Tx, id: number): Promise<void> => engineOf(tx).comments.remove(tx, id);

/** A condition: the column has the id of a comment that holds what is looked for. The query looks for something. */
export const holdsCommentWords = (db: Db, column: string, query: Query): RawBuilder<boolean> =>
  engineOf(db).comments.holds(column, query);
