import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { CommentAct, CommentState, DecisionAct, RejectionReason } from '../../db/tables.ts';

/* What moderators did, so that it can be told, and taken back for a while. */

/** All of a comment that a decision looks at or changes. */
export interface DecidedComment {
  id: number;
  articleId: number;
  threadId: number;
  name: string;
  state: CommentState;
  reason: string;
  rejection: RejectionReason | null;
  createdAt: string;
  decidedAt: string | null;
  decidedBy: number | null;
  decidedByName: string | null;
  editedAt: string | null;
  pickedAt: string | null;
  reported: number;
}

export async function findForDecision(db: Db, id: number): Promise<DecidedComment | null> {
  const row = await db
    .selectFrom('comments as comment')
    .leftJoin('people as moderator', 'moderator.id', 'comment.decided_by')
    .select(['comment.id', 'comment.article_id as articleId', 'comment.thread_id as threadId', 'comment.name'])
    .select(['comment.state', 'comment.reason', 'comment.rejection', 'comment.created_at as createdAt'])
    .select(['comment.decided_at as decidedAt', 'comment.decided_by as decidedBy', 'moderator.name as decidedByName'])
    .select(['comment.edited_at as editedAt', 'comment.picked_at as pickedAt', 'comment.reported'])
    .where('comment.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function setPicked(tx: Tx, id: number, at: string | null): Promise<void> {
  await tx.updateTable('comments').set({ picked_at: at }).where('id', '=', id).execute();
}

/** Nobody needs to look at what readers said of it; returns which reports that were. */
export async function settleReports(tx: Tx, id: number, at: string): Promise<number[]> {
  const rows = await tx
    .updateTable('comment_reports')
    .set({ settled_at: at })
    .where('comment_id', '=', id)
    .where('settled_at', 'is', null)
    .returning('id')
    .execute();
  await tx.updateTable('comments').set({ reported: 0 }).where('id', '=', id).where('reported', '>', 0).execute();
  return rows.map((row) => row.id);
}

export async function reopenReports(tx: Tx, id: number, reports: number[]): Promise<void> {
  if (reports.length === 0) return;
  await tx.updateTable('comment_reports').set({ settled_at: null }).where('id', 'in', reports).execute();
  const open = { reported: sql<number>`reported + ${reports.length}` };
  await tx.updateTable('comments').set(open).where('id', '=', id).execute();
}

export interface HistoryRow {
  commentId: number;
  at: string;
  personId: number | null;
  kind: CommentAct;
  detail: string;
}

export async function addHistory(tx: Tx, { commentId, at, personId, kind, detail }: HistoryRow): Promise<void> {
  const row = { comment_id: commentId, at, person_id: personId, kind, detail };
  await tx.insertInto('comment_history').values(row).execute();
}

/** What can be put back. */
export interface Before {
  state: CommentState;
  reason: string;
  rejection: RejectionReason | null;
  decidedAt: string | null;
  decidedBy: number | null;
  pickedAt: string | null;
  /** Reports that were settled by the decision. */
  settled: number[];
}

/** Where a comment is so no more, somebody has decided since. */
export type After = Pick<Before, 'state' | 'decidedAt' | 'pickedAt'>;

export interface DecisionRow {
  id: number;
  batch: string;
  commentId: number;
  personId: number;
  at: string;
  /** `ban`: the comment stayed as it was, and its writer is kept out. */
  act: DecisionAct | 'ban';
  before: Before;
  after: After;
  banId: number | null;
}

export async function addDecision(tx: Tx, { before, after, ...row }: Omit<DecisionRow, 'id'>): Promise<void> {
  const { batch, commentId, personId, at, act, banId } = row;
  await tx
    .insertInto('comment_decisions')
    .values({
      ...{ batch, comment_id: commentId, person_id: personId, at, act, ban_id: banId },
      ...{ before: JSON.stringify(before), after: JSON.stringify(after) },
    })
    .execute();
}

/** Of a press that banned the writer of this comment: what can be taken back, where no comment was rejected with it too. */
export async function addBanDecision(
  tx: Tx,
  { comment, ...row }: Pick<DecisionRow, 'batch' | 'personId' | 'at' | 'banId'> & { comment: DecidedComment },
): Promise<void> {
  const { id: commentId, state, reason, rejection, decidedAt, decidedBy, pickedAt } = comment;
  const before = { state, reason, rejection, decidedAt, decidedBy, pickedAt, settled: [] };
  await addDecision(tx, { ...row, commentId, act: 'ban', before, after: { state, decidedAt, pickedAt } });
}

/** Of one press, as far as it was not taken back, the newest first. */
export async function findBatch(db: Db, batch: string, personId: number): Promise<DecisionRow[]> {
  const rows = await db
    .selectFrom('comment_decisions')
    .select(['id', 'batch', 'comment_id as commentId', 'person_id as personId', 'at', 'act', 'before', 'after'])
    .select('ban_id as banId')
    .where('batch', '=', batch)
    .where('person_id', '=', personId)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, before: JSON.parse(row.before), after: JSON.parse(row.after) }));
}

export async function markUndone(tx: Tx, id: number, at: string): Promise<void> {
  await tx.updateTable('comment_decisions').set({ undone_at: at }).where('id', '=', id).execute();
}

/** Decisions that nobody can take back any more are known by their history alone. */
export async function hasDecisions(db: Db, until: string): Promise<boolean> {
  const old = db.selectFrom('comment_decisions').select('id').where('at', '<', until).limit(1);
  return (await old.executeTakeFirst()) !== undefined;
}

export async function forgetDecisions(tx: Tx, until: string): Promise<void> {
  await tx.deleteFrom('comment_decisions').where('at', '<', until).execute();
}
