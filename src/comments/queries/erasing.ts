import { createHmac } from 'node:crypto';
import type { Db, Tx } from '../../db/database.ts';
import type { CommentState } from '../comment.ts';
import { forgetBanned } from './bans.ts';
import { blank } from './own.ts';
import { findOwnBrowsers } from './personal-data.ts';
import { changeState } from './state.ts';

/** Whose data go, and what was kept of them until when. */
export interface Erasure {
  email: string;
  /** What came later was given anew. */
  until: string;
  /** Who erases; null for the person, and for a backup that is put back. */
  by: number | null;
  at: string;
}

/** What an erasure changed for readers. */
export interface Erased {
  articleIds: number[];
  comments: number;
}

/**
 * One for each table that bears an email, or what is told of who has it. A table that joins them has its line here, or what is
 * erased comes back: the test of erasure looks for the email in every table.
 */
const erasers: ((tx: Tx, erasure: Erasure & { browsers: string[] }) => Promise<unknown>)[] = [
  (tx, { browsers }) => forgetActs(tx, browsers),
  forgetBanned,
  (tx, { email, until }) =>
    tx.deleteFrom('reply_subscriptions').where('email', '=', email).where('created_at', '<=', until).execute(),
  (tx, { email, until }) =>
    tx.deleteFrom('confirmed_emails').where('email', '=', email).where('confirmed_at', '<=', until).execute(),
  (tx, { email, until }) =>
    tx.deleteFrom('personal_data_links').where('email', '=', email).where('created_at', '<=', until).execute(),
  (tx, { email, until }) =>
    tx
      .updateTable('error_reports')
      .set({ email: '' })
      .where('email', '=', email)
      .where('created_at', '<=', until)
      .execute(),
];

/** Of all that is kept under the email nothing is left but that there was a comment, so that threads stay whole. */
export async function erase(tx: Tx, erasure: Erasure): Promise<Erased> {
  const browsers = await findOwnBrowsers(tx, erasure.email);
  for (const eraser of erasers) await eraser(tx, { ...erasure, browsers });
  return eraseComments(tx, erasure);
}

async function eraseComments(tx: Tx, { email, until, by, at }: Erasure): Promise<Erased> {
  const rows = await tx
    .selectFrom('comments')
    .select(['id', 'article_id as articleId', 'thread_id as threadId', 'state'])
    .where('email', '=', email)
    .where('created_at', '<=', until)
    .execute();
  for (const row of rows) await eraseComment(tx, row, { by, at });
  return { articleIds: [...new Set(rows.map(({ articleId }) => articleId))], comments: rows.length };
}

interface Found {
  id: number;
  articleId: number;
  threadId: number;
  state: CommentState;
}

async function eraseComment(tx: Tx, comment: Found, { by, at }: Pick<Erasure, 'by' | 'at'>): Promise<void> {
  if (comment.state !== 'removed') await changeState(tx, comment, { state: 'removed', reason: 'erased', at, by });
  await blank(tx, comment.id, at);
  const unknown = { browser_hash: null, network_hash: null, wide_network_hash: null };
  await tx.updateTable('comments').set(unknown).where('id', '=', comment.id).execute();
}

/** Reports and recommendations stay counted, but say nothing, and of nobody. */
async function forgetActs(tx: Tx, browsers: string[]): Promise<void> {
  for (const browser of browsers) {
    await tx.updateTable('comment_reports').set({ note: '' }).where('browser_hash', '=', browser).execute();
  }
}

/** What stands for an email that was erased: under the install's secret, so that nobody else can try addresses. */
export const hashErased = (email: string, secret: string): string =>
  createHmac('sha256', secret).update(`erased ${email}`).digest('base64url');

export async function rememberErased(tx: Tx, erased: { hash: string; at: string }): Promise<void> {
  await tx
    .insertInto('erased_emails')
    .values({ email_hash: erased.hash, at: erased.at })
    .onConflict((conflict) => conflict.column('email_hash').doUpdateSet({ at: erased.at }))
    .execute();
}

export const findErased = (db: Db): Promise<{ hash: string; at: string }[]> =>
  db.selectFrom('erased_emails').select(['email_hash as hash', 'at']).orderBy('at').orderBy('email_hash').execute();

/** Every email of which something is kept. */
export async function findKeptEmails(db: Db): Promise<string[]> {
  const tables = ['comments', 'reply_subscriptions', 'confirmed_emails', 'error_reports'] as const;
  const found = await Promise.all(
    tables.map((table) => db.selectFrom(table).select('email').distinct().where('email', '<>', '').execute()),
  );
  return [...new Set(found.flat().map(({ email }) => email))];
}
