import { sql } from 'kysely';
import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { State } from '../../db/tables.ts';
import type { Language } from '../../text/language.ts';
import { type Change, changeKinds, type Report, type Tab } from '../report.ts';
import { reports } from './reporting.ts';

const openCount = compiled({}, (db) =>
  db
    .selectFrom('error_reports')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('state', '=', 'open'),
);

/** How many wait for an answer; on every page of the newsroom, so it counts nothing else. */
export async function countOpen(db: Db): Promise<number> {
  return Number((await openCount(db, {}))[0]?.count ?? 0);
}

export async function countReports(db: Db): Promise<Record<Tab, number>> {
  const { count } = await db
    .selectFrom('error_reports')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const open = await countOpen(db);
  return { open, answered: Number(count) - open };
}

/** A report as editors see it. */
export interface QueuedReport extends Report {
  storyState: State;
  language: Language;
  /** '' where its text was removed for good. */
  headline: string;
  /** Of the story; null where readers do not see it now. */
  path: string | null;
  /** When the mail to the reporter was sent, or given up. */
  toldAt: string | null;
  notToldAt: string | null;
  /** When the version that the reporter saw was published; null while the ledger does not say. */
  seenAt: string | null;
  /** What changed the story since then, newest first. */
  changes: Change[];
}

export interface QueueOptions {
  tab: Tab;
  /** Only those that came, or were answered, before this one. */
  before: { at: string; id: number } | null;
  limit: number;
}

/** Newest first: open ones by when they came, the others by when they were answered. */
export async function findQueue(db: Db, { tab, before, limit }: QueueOptions): Promise<QueuedReport[]> {
  const time = tab === 'open' ? 'report.created_at' : 'report.decided_at';
  const rows = await queued(db)
    .where('report.state', tab === 'open' ? '=' : '<>', 'open')
    .$if(before !== null, (query) =>
      query
        .where(time, '<=', before?.at ?? '')
        .where(({ eb, or }) => or([eb(time, '<', before?.at ?? ''), eb('report.id', '<', before?.id ?? 0)])),
    )
    .orderBy(time, 'desc')
    .orderBy('report.id', 'desc')
    .limit(limit)
    .execute();
  return withChanges(db, rows);
}

const queued = (db: Db) =>
  reports(db)
    .innerJoin('articles as article', 'article.id', 'report.article_id')
    .leftJoin('revisions as revision', 'revision.id', 'article.published_revision_id')
    .leftJoin('published_articles as story', 'story.article_id', 'report.article_id')
    .leftJoin('outgoing_mails as mail', 'mail.id', 'report.mail_id')
    .select([
      'article.state as storyState',
      'story.path',
      'mail.sent_at as toldAt',
      'mail.given_up_at as notToldAt',
      sql<Language>`coalesce(story.language, revision.language, 'en')`.as('language'),
      sql<string>`coalesce(story.headline, revision.headline, '')`.as('headline'),
    ]);

type QueuedRow = Omit<QueuedReport, 'seenAt' | 'changes'>;

async function withChanges(db: Db, rows: QueuedRow[]): Promise<QueuedReport[]> {
  // PostgreSQL takes no empty list.
  if (rows.length === 0) return [];
  const publications = await db
    .selectFrom('publications')
    .select(['id', 'article_id as articleId', 'revision_id as revisionId', 'kind', 'note', 'at'])
    .where('article_id', 'in', [...new Set(rows.map(({ articleId }) => articleId))])
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => {
    const ofStory = publications.filter(({ articleId }) => articleId === row.articleId);
    const seen = ofStory.find(({ revisionId, at }) => revisionId === row.revisionId && at <= row.createdAt);
    const changes = ofStory.filter(({ id, kind }) => changeKinds.includes(kind) && (!seen || id > seen.id));
    return { ...row, seenAt: seen?.at ?? null, changes };
  });
}
