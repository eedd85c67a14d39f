import { findKnownPath } from '../../articles/queries/addresses.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { ReportState } from '../../db/tables.ts';
import type { Language } from '../../text/language.ts';
import { type Change, changeKinds, type Report, type ReportedStory } from '../report.ts';

export interface NewReport {
  articleId: number;
  revisionId: number;
  text: string;
  email: string;
  createdAt: string;
}

export async function insertReport(tx: Tx, report: NewReport): Promise<number> {
  const { articleId, revisionId, text, email, createdAt } = report;
  const { id } = await tx
    .insertInto('error_reports')
    .values({
      ...{ article_id: articleId, revision_id: revisionId, text, email, created_at: createdAt },
      state: 'open',
      answer: '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Whether the story got the same text already: from the same address, unless that was blanked since. */
export async function isRepeated(db: Db, report: Omit<NewReport, 'revisionId' | 'createdAt'> & { since: string }) {
  const found = await db
    .selectFrom('error_reports')
    .select('id')
    .where('article_id', '=', report.articleId)
    .where('text', '=', report.text)
    .where('created_at', '>', report.since)
    .where((where) => where.or([where('email', '=', report.email), where('mail_id', 'is not', null)]))
    .executeTakeFirst();
  return found !== undefined;
}

/** The version that the reporter saw: the one that the form names, where readers ever saw that; else the present one. */
export async function findSeen(db: Db, { articleId, seen, shown }: { articleId: number; seen: number; shown: number }) {
  if (seen === shown) return shown;
  const row = await db
    .selectFrom('publications')
    .select('revision_id')
    .where('article_id', '=', articleId)
    .where('revision_id', '=', seen)
    .limit(1)
    .executeTakeFirst();
  return row?.revision_id ?? shown;
}

/** All columns of a report, for queries that begin with `error_reports as report`. */
export const reports = (db: Db) =>
  db
    .selectFrom('error_reports as report')
    .leftJoin('people as taker', 'taker.id', 'report.taken_by')
    .leftJoin('people as decider', 'decider.id', 'report.decided_by')
    .select(['report.id', 'report.article_id as articleId', 'report.revision_id as revisionId', 'report.text'])
    .select(['report.email', 'report.state', 'report.created_at as createdAt', 'report.answer'])
    .select(['report.taken_by as takenBy', 'taker.name as takenByName', 'report.taken_at as takenAt'])
    .select(['report.decided_at as decidedAt', 'decider.name as decidedByName'])
    .select(['report.publication_id as publicationId', 'report.mail_id as mailId']);

export async function findReport(db: Db, id: number): Promise<Report | null> {
  return (await reports(db).where('report.id', '=', id).executeTakeFirst()) ?? null;
}

/** The open ones on a story, oldest first. */
export const findOpenReports = (db: Db, articleId: number): Promise<Report[]> =>
  reports(db)
    .where('report.article_id', '=', articleId)
    .where('report.state', '=', 'open')
    .orderBy('report.id')
    .execute();

/** A publication that changed the story's text; null for any other number. */
export async function findChange(db: Db, { id, articleId }: { id: number; articleId: number }): Promise<Change | null> {
  const row = await db
    .selectFrom('publications')
    .select(['id', 'kind', 'note', 'at'])
    .where('id', '=', id)
    .where('article_id', '=', articleId)
    .where('kind', 'in', changeKinds)
    .executeTakeFirst();
  return row ?? null;
}

/** What reporters are told of the story; null where readers know no address of it. */
export async function findReportedStory(db: Db, articleId: number): Promise<ReportedStory | null> {
  const path = await findKnownPath(db, articleId);
  const row = await db
    .selectFrom('articles')
    .innerJoin('revisions', 'revisions.id', 'articles.published_revision_id')
    .select(['revisions.headline', 'revisions.language', 'articles.state'])
    .where('articles.id', '=', articleId)
    .executeTakeFirst();
  if (path === null || !row) return null;
  const { headline, language, state } = row;
  return { headline: headline ?? '', language: language as Language, path, isWithdrawn: state === 'withdrawn' };
}

export async function takeReport(tx: Tx, { id, by, at }: { id: number; by: number; at: string }): Promise<void> {
  await tx.updateTable('error_reports').set({ taken_by: by, taken_at: at }).where('id', '=', id).execute();
}

export interface Settled {
  id: number;
  state: ReportState;
  at: string | null;
  by: number | null;
  answer: string;
  publicationId: number | null;
  mailId: number | null;
  email: string;
}

/** A decision, or that there is none any more. */
export async function settleReport(tx: Tx, { id, state, at, by, answer, ...settled }: Settled): Promise<void> {
  const { publicationId, mailId, email } = settled;
  await tx
    .updateTable('error_reports')
    .set({ state, answer, email, decided_at: at, decided_by: by, publication_id: publicationId, mail_id: mailId })
    .set({ taken_by: null, taken_at: null })
    .where('id', '=', id)
    .execute();
}
