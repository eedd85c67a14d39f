import { findKnownPaths } from '../../articles/queries/addresses.ts';
import type { Db } from '../../db/database.ts';
import type { PersonalData } from '../personal-data.ts';

export async function findPersonalData(db: Db, email: string): Promise<PersonalData> {
  const [comments, spamChecks, subscriptions, confirmations, errorReports, mails, browsers] = await Promise.all([
    findComments(db, email),
    findSpamChecks(db, email),
    db
      .selectFrom('reply_subscriptions')
      .select(['comment_id as commentId', 'created_at as since', 'confirmed_at as confirmedAt'])
      .where('email', '=', email)
      .orderBy('id')
      .execute(),
    db.selectFrom('confirmed_emails').select('confirmed_at as confirmedAt').where('email', '=', email).execute(),
    db
      .selectFrom('error_reports')
      .select(['article_id as articleId', 'text', 'created_at as at'])
      .where('email', '=', email)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('outgoing_mails')
      .select(['subject', 'text', 'created_at as writtenAt'])
      .where('recipient', '=', email)
      .orderBy('id')
      .execute(),
    findOwnBrowsers(db, email),
  ]);
  const kept = { email, comments, subscriptions, confirmations, errorReports, spamChecks, mails };
  return { ...kept, ...(await findDoneBy(db, browsers)) };
}

async function findComments(db: Db, email: string): Promise<PersonalData['comments']> {
  const rows = await db
    .selectFrom('comments')
    .select(['id', 'article_id as articleId', 'parent_id as parentId', 'name', 'text', 'state', 'reason'])
    .select(['created_at as postedAt', 'edited_at as editedAt'])
    .where('email', '=', email)
    .orderBy('id')
    .execute();
  const paths = await findKnownPaths(db, [...new Set(rows.map(({ articleId }) => articleId))]);
  return rows.map(({ articleId, ...row }) => ({ ...row, path: paths.get(articleId) ?? null }));
}

const findSpamChecks = (db: Db, email: string): Promise<PersonalData['spamChecks']> =>
  db
    .selectFrom('spam_checks as check')
    .innerJoin('comments as comment', 'comment.id', 'check.comment_id')
    .select(['check.comment_id as commentId', 'check.asked_at as at', 'check.answer', 'check.told'])
    .select(['check.user_agent as userAgent', 'check.referrer'])
    .where('comment.email', '=', email)
    .orderBy('check.comment_id')
    .execute();

/** Of the browsers from which comments with this email came, those from which no others did: one may belong to a family, or a library. */
export async function findOwnBrowsers(db: Db, email: string): Promise<string[]> {
  const rows = await db
    .selectFrom('comments as own')
    .select('own.browser_hash as browser')
    .distinct()
    .where('own.email', '=', email)
    .where('own.browser_hash', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('comments as other')
            .select('other.id')
            .whereRef('other.browser_hash', '=', 'own.browser_hash')
            .where('other.email', '<>', email),
        ),
      ),
    )
    .execute();
  return rows.flatMap(({ browser }) => browser ?? []);
}

async function findDoneBy(db: Db, browsers: string[]): Promise<Pick<PersonalData, 'reports' | 'recommendations'>> {
  if (browsers.length === 0) return { reports: [], recommendations: [] };
  const reports = await db
    .selectFrom('comment_reports')
    .select(['comment_id as commentId', 'reason', 'note', 'created_at as at'])
    .where('browser_hash', 'in', browsers)
    .orderBy('id')
    .execute();
  const recommendations = await db
    .selectFrom('comment_recommendations')
    .select('comment_id as commentId')
    .where('browser_hash', 'in', browsers)
    .orderBy('comment_id')
    .execute();
  return { reports, recommendations };
}
