import type { Db, Tx } from '../../db/database.ts';
import type { CommentState } from '../../db/tables.ts';
import { indexCommentAnew } from '../../search/queries/comments.ts';
import type { Language } from '../../text/language.ts';
import { textKey } from '../comment/wording.ts';

/** A comment with its text as it was typed. */
export interface TypedComment {
  id: number;
  articleId: number;
  name: string;
  text: string;
  state: CommentState;
  /** Of its story. */
  language: Language;
}

export async function findTyped(db: Db, id: number): Promise<TypedComment | null> {
  const row = await db
    .selectFrom('comments')
    .innerJoin('articles', 'articles.id', 'comments.article_id')
    .leftJoin('revisions', 'revisions.id', 'articles.published_revision_id')
    .select(['comments.id', 'comments.article_id as articleId', 'comments.name', 'comments.text', 'comments.state'])
    .select('revisions.language')
    .where('comments.id', '=', id)
    .executeTakeFirst();
  return row ? { ...row, language: row.language ?? 'en' } : null;
}

/** The text without what was struck out, where it is shown, searched and compared. Its writer did not change it. */
export async function replaceText(
  tx: Tx,
  { id, name }: Pick<TypedComment, 'id' | 'name'>,
  { text, html }: { text: string; html: string },
): Promise<void> {
  await tx
    .updateTable('comments')
    .set({ text, html, text_key: textKey(text) })
    .where('id', '=', id)
    .execute();
  await indexCommentAnew(tx, { id, name, text });
}

/** What its history quotes: earlier texts, objections. */
export const findQuoted = (db: Db, commentId: number): Promise<{ id: number; detail: string }[]> =>
  db
    .selectFrom('comment_history')
    .select(['id', 'detail'])
    .where('comment_id', '=', commentId)
    .where('kind', 'in', ['edited', 'objected'])
    .execute();

export async function requote(tx: Tx, id: number, detail: string): Promise<void> {
  await tx.updateTable('comment_history').set({ detail }).where('id', '=', id).execute();
}
