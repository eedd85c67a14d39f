import type { Db, Tx } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { hashToken } from '../../text/tokens.ts';
import {
  type PreviewAnswer,
  type Previewable,
  type PreviewLink,
  type PreviewStanding,
  standingOf,
} from '../article/preview-link.ts';
import { findKnownPath } from './addresses.ts';

const linkColumns = [
  ...(['link.id', 'link.article_id as articleId', 'link.recipient', 'link.created_at as createdAt'] as const),
  ...(['link.created_by as createdBy', 'link.expires_at as expiresAt', 'link.revoked_at as revokedAt'] as const),
  'link.opened_at as openedAt' as const,
];

async function findPreviewLinkByToken(db: Db, tokenHash: string): Promise<PreviewLink | null> {
  const query = db.selectFrom('preview_links as link').select(linkColumns).where('link.token_hash', '=', tokenHash);
  return (await query.executeTakeFirst()) ?? null;
}

export async function findPreviewLink(
  db: Db,
  { articleId, linkId }: { articleId: number; linkId: number },
): Promise<PreviewLink | null> {
  const query = db.selectFrom('preview_links as link').select(linkColumns).where('link.id', '=', linkId);
  return (await query.where('link.article_id', '=', articleId).executeTakeFirst()) ?? null;
}

export interface ListedPreviewLink extends PreviewLink {
  /** Who made it. */
  by: string;
  openings: number;
}

/** The links of a story, newest first. */
export const findPreviewLinks = (db: Db, articleId: number, limit: number): Promise<ListedPreviewLink[]> =>
  db
    .selectFrom('preview_links as link')
    .innerJoin('people', 'people.id', 'link.created_by')
    .select([...linkColumns, 'people.name as by', 'link.openings'])
    .where('link.article_id', '=', articleId)
    .orderBy('link.id', 'desc')
    .limit(limit)
    .execute();

/** How many links of the story work. */
export async function countOpenPreviewLinks(db: Db, articleId: number, now: string): Promise<number> {
  const { count } = await db
    .selectFrom('preview_links')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('article_id', '=', articleId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Of a link's story: its newest version, in which language it is, and what the link is judged by. */
export interface PreviewedStory extends Previewable {
  id: number;
  revisionId: number;
  revisionAt: string;
  language: Language;
  /** Where readers find it, or will. */
  path: string | null;
}

export async function findPreviewed(db: Db, articleId: number): Promise<PreviewedStory | null> {
  const row = await db
    .selectFrom('articles')
    .innerJoin('revisions', 'revisions.id', 'articles.revision_id')
    .select(['articles.id', 'articles.state', 'articles.published_at as publishedAt', 'revisions.id as revisionId'])
    .select(['articles.published_revision_id as publishedRevisionId', 'revisions.created_at as revisionAt'])
    .select(['revisions.language', 'revisions.redacted_by as redactedBy'])
    .where('articles.id', '=', articleId)
    .where('articles.discarded_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { redactedBy, publishedRevisionId, language, ...story } = row;
  const hasChanges = publishedRevisionId !== null && publishedRevisionId !== story.revisionId;
  const path = await findKnownPath(db, articleId);
  return { ...story, language: language as Language, hasChanges, isBlank: redactedBy !== null, path };
}

export interface Opened {
  link: PreviewLink;
  standing: PreviewStanding;
  /** Null of one that is discarded or deleted. */
  story: PreviewedStory | null;
}

/** What the token leads to; null where it never led anywhere. */
export async function findByPreviewToken(db: Db, token: string, now: string): Promise<Opened | null> {
  const link = await findPreviewLinkByToken(db, hashToken(token));
  if (!link) return null;
  const story = link.articleId === null ? null : await findPreviewed(db, link.articleId);
  return { link, story, standing: standingOf(link, story, now) };
}

export async function insertPreviewLink(
  tx: Tx,
  link: {
    tokenHash: string;
    articleId: number;
    recipient: string;
    createdAt: string;
    createdBy: number;
    expiresAt: string;
  },
): Promise<void> {
  const { tokenHash: token_hash, articleId: article_id, recipient } = link;
  const { createdAt: created_at, createdBy: created_by, expiresAt: expires_at } = link;
  await tx
    .insertInto('preview_links')
    .values({ token_hash, article_id, recipient, created_at, created_by, expires_at })
    .execute();
}

export async function revokePreviewLink(tx: Tx, id: number, at: string): Promise<void> {
  await tx.updateTable('preview_links').set({ revoked_at: at }).where('id', '=', id).execute();
}

export async function notePreviewOpened(tx: Tx, id: number, at: string): Promise<void> {
  await tx
    .updateTable('preview_links')
    .set(({ eb }) => ({ opened_at: at, openings: eb('openings', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** What was said by links to a story, or by one of them: the newest, newest last. */
export async function findPreviewAnswers(
  db: Db,
  of: { articleId: number } | { linkId: number },
  limit: number,
): Promise<PreviewAnswer[]> {
  const rows = await db
    .selectFrom('preview_answers as answer')
    .innerJoin('revisions', 'revisions.id', 'answer.revision_id')
    .select(['answer.id', 'answer.link_id as linkId', 'answer.kind', 'answer.name', 'answer.text', 'answer.at'])
    .select(['answer.revision_id as revisionId', 'revisions.created_at as revisionAt'])
    .$if('articleId' in of, (query) => query.where('answer.article_id', '=', 'articleId' in of ? of.articleId : 0))
    .$if('linkId' in of, (query) => query.where('answer.link_id', '=', 'linkId' in of ? of.linkId : 0))
    .orderBy('answer.id', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse();
}

export async function insertPreviewAnswer(
  tx: Tx,
  answer: Omit<PreviewAnswer, 'id' | 'revisionAt'> & { articleId: number },
): Promise<void> {
  const { linkId: link_id, articleId: article_id, revisionId: revision_id, ...said } = answer;
  await tx
    .insertInto('preview_answers')
    .values({ link_id, article_id, revision_id, ...said })
    .execute();
}

export async function countPreviewAnswers(db: Db, linkId: number): Promise<number> {
  const { count } = await db
    .selectFrom('preview_answers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('link_id', '=', linkId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Of a story that is about to be deleted: nobody is named by a link that leads nowhere. */
export async function forgetRecipients(tx: Tx, articleId: number): Promise<void> {
  await tx.updateTable('preview_links').set({ recipient: '' }).where('article_id', '=', articleId).execute();
}
