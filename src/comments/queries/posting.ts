import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { CommentState, Decision, History } from '../comment.ts';

export interface Repeat {
  articleId: number;
  email: string;
  text: string;
  /** Looks no further back than this. */
  since: string;
}

export async function isRepeat(db: Db, { articleId, email, text, since }: Repeat): Promise<boolean> {
  const found = await db
    .selectFrom('comments')
    .select('id')
    .where('email', '=', email)
    .where('article_id', '=', articleId)
    .where('text', '=', text)
    .where('created_at', '>', since)
    .executeTakeFirst();
  return found !== undefined;
}

export interface Writer {
  email: string;
  name: string;
  browserHash: string;
}

export async function findHistory(db: Db, { email, name, browserHash }: Writer): Promise<History> {
  const decided = sql<string>`coalesce(decided_at, created_at)`;
  const row = await db
    .selectFrom('comments')
    .select((select) => [
      select.fn
        .max<string | null>(decided)
        .filterWhere('state', '=', 'published')
        .filterWhere('name', '=', name)
        .as('lastPublished'),
      select.fn.max<string | null>(decided).filterWhere('state', '=', 'rejected').as('lastRejected'),
    ])
    .where('email', '=', email)
    .where('browser_hash', '=', browserHash)
    .where('person_id', 'is', null)
    .executeTakeFirst();
  return row ?? { lastPublished: null, lastRejected: null };
}

export interface NewComment extends Writer {
  articleId: number;
  parentId: number | null;
  personId: number | null;
  text: string;
  html: string;
  state: CommentState;
  reason: string;
  createdAt: string;
}

export async function insertComment(tx: Tx, comment: NewComment): Promise<number> {
  const { articleId, parentId, personId, browserHash, createdAt, ...same } = comment;
  const { id } = await tx
    .insertInto('comments')
    .values({
      ...same,
      article_id: articleId,
      parent_id: parentId,
      person_id: personId,
      browser_hash: browserHash,
      created_at: createdAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface Settled {
  id: number;
  state: Decision;
  at: string;
  by: number;
}

export async function settle(tx: Tx, { id, state, at, by }: Settled): Promise<void> {
  await tx
    .updateTable('comments')
    .set({ state, reason: 'moderator', decided_at: at, decided_by: by })
    .where('id', '=', id)
    .execute();
}

/** Of whoever has left the newsroom, comments keep the name alone. */
export async function forgetStaffEmail(tx: Tx, personId: number): Promise<void> {
  await tx.updateTable('comments').set({ email: '' }).where('person_id', '=', personId).execute();
}
