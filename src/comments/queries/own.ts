import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import { indexCommentAnew, removeCommentText } from '../../search/queries/comments.ts';
import { textKey } from '../comment/wording.ts';
import type { OwnComment } from '../own.ts';
import { forgetCheck } from './spam-checks.ts';

const commentOf = compiled({ id: Number }, (db, { id }) =>
  db
    .selectFrom('comments')
    .select(['id', 'article_id as articleId', 'thread_id as threadId', 'state', 'name', 'email', 'text'])
    .select(['browser_hash as browserHash', 'person_id as personId', 'created_at as createdAt'])
    .select('parent_id as parentId')
    .select(['decided_at as decidedAt', 'decided_by as decidedBy', 'rejection'])
    .where('id', '=', id),
);

/** A comment with what tells whose it is. */
export async function findOwn(db: Db, id: number): Promise<OwnComment | null> {
  const [row] = await commentOf(db, { id });
  return row ?? null;
}

/** Whether its writer has objected to a rejection. */
export async function hasObjected(db: Db, id: number): Promise<boolean> {
  const objection = db.selectFrom('comment_history').select('id').where('comment_id', '=', id);
  return (await objection.where('kind', '=', 'objected').executeTakeFirst()) !== undefined;
}

export interface Revised {
  id: number;
  text: string;
  html: string;
  at: string;
}

/** The new text in place of the old one, which moderators find in the comment's history. */
export async function reviseText(
  tx: Tx,
  before: Pick<OwnComment, 'id' | 'name' | 'text'>,
  revised: Revised,
): Promise<void> {
  const { text, html, at } = revised;
  await tx
    .updateTable('comments')
    .set({ text, html, text_key: textKey(text), edited_at: at })
    .where('id', '=', before.id)
    .execute();
  await forgetCheck(tx, before.id);
  await indexCommentAnew(tx, { id: before.id, name: before.name, text });
  await note(tx, { id: before.id, at, kind: 'edited', detail: before.text });
}

/** Takes what was written and who wrote it, for good; its place in the thread stays. */
export async function blank(tx: Tx, id: number, at: string): Promise<void> {
  const nothing = { text: '', html: '', name: '', email: '', text_key: null, reported: 0, picked_at: null };
  await tx.updateTable('comments').set(nothing).where('id', '=', id).execute();
  await removeCommentText(tx, id);
  await forgetCheck(tx, id);
  await tx.updateTable('comment_history').set({ detail: '' }).where('comment_id', '=', id).execute();
  await tx.deleteFrom('comment_reports').where('comment_id', '=', id).execute();
  await tx.deleteFrom('reply_subscriptions').where('comment_id', '=', id).execute();
  await note(tx, { id, at, kind: 'removed', detail: '' });
}

async function note(tx: Tx, row: { id: number; at: string; kind: 'edited' | 'removed'; detail: string }) {
  const { id, at, kind, detail } = row;
  await tx.insertInto('comment_history').values({ comment_id: id, at, person_id: null, kind, detail }).execute();
}
