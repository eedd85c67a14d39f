import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { History } from '../comment.ts';

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

/** Of whoever has left the newsroom, comments keep the name alone. */
export async function forgetStaffEmail(tx: Tx, personId: number): Promise<void> {
  await tx.updateTable('comments').set({ email: '' }).where('person_id', '=', personId).execute();
}
