import type { Db, Tx } from '../../db/database.ts';
import type { Actor, ArticleKind, State } from '../../db/tables.ts';
import { removeWorking } from '../../search/queries/working.ts';
import type { Language } from '../../text/language.ts';
import type { Article, Content, Revision, RevisionKind } from '../article.ts';
import { leaveDesk, showOnDesk } from './desk-entries.ts';
import { forgetRecipients } from './preview-links.ts';
import { authorIds, filedToday } from './revision-filing.ts';
import { indexNewest } from './working-texts.ts';

/** Identity and state, with the authors of the newest revision. A discarded draft is not found: queries/discards.ts knows it. */
export async function findArticle(db: Db, id: number): Promise<Article | null> {
  const row = await db
    .selectFrom('articles')
    .leftJoin('assignments', 'assignments.article_id', 'articles.id')
    .select(['id', 'kind', 'state', 'note', 'revision_id as revisionId', 'published_at as publishedAt'])
    .select(['reviewer_id as reviewerId', 'assignee_id as assigneeId'])
    .select([
      'created_at as createdAt',
      'created_by as createdBy',
      'updated_at as updatedAt',
      'updated_by as updatedBy',
    ])
    .select('published_revision_id as publishedRevisionId')
    .where('id', '=', id)
    .where('discarded_at', 'is', null)
    .executeTakeFirst();
  if (!row || row.revisionId === null) return null;
  return { ...row, revisionId: row.revisionId, authorIds: await authorIds(db, row.revisionId) };
}

export async function findRevision(db: Db, id: number): Promise<Revision | null> {
  const row = await db
    .selectFrom('revisions')
    .select([
      'id',
      'article_id as articleId',
      'kind',
      'created_at as createdAt',
      'created_by as createdBy',
      'slug',
      'label',
      'comments',
    ])
    .select([
      'headline',
      'short_headline as shortHeadline',
      'standfirst',
      'body',
      'dateline',
      'language',
      'section_id as sectionId',
      'series_id as seriesId',
      'series_part as seriesPart',
    ])
    .select([
      'translation_of as translationOf',
      'lead_kind as leadKind',
      'lead_media_id as leadMediaId',
      'lead_alt as leadAlt',
    ])
    .select([
      'lead_decorative as leadDecorative',
      'lead_caption as leadCaption',
      'lead_credit as leadCredit',
      'lead_video as leadVideo',
    ])
    .select([
      'lead_video_title as leadVideoTitle',
      'search_title as searchTitle',
      'search_description as searchDescription',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const texts = [
    ...([
      'headline',
      'shortHeadline',
      'standfirst',
      'body',
      'dateline',
      'leadAlt',
      'leadCaption',
      'leadCredit',
    ] as const),
    ...(['leadVideo', 'leadVideoTitle', 'searchTitle', 'searchDescription'] as const),
  ];
  const written = Object.fromEntries(texts.map((name) => [name, row[name] ?? ''])) as Record<
    (typeof texts)[number],
    string
  >;
  return {
    ...row,
    ...written,
    language: row.language as Language,
    leadDecorative: row.leadDecorative === 1,
    ...(await filedToday(db, row)),
    authorIds: await authorIds(db, id),
  };
}

export async function insertArticle(
  tx: Tx,
  { actor, now, kind }: { actor: Actor; now: string; kind: ArticleKind },
): Promise<number> {
  const { id } = await tx
    .insertInto('articles')
    .values({
      ...{ kind, state: 'draft', note: '' },
      ...{ created_at: now, created_by: actor.id, updated_at: now, updated_by: actor.id },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface NewRevision {
  articleId: number;
  kind: RevisionKind;
  content: Content;
  actor: Actor;
  now: string;
  /** Of a restored one, whose content it is. */
  restoredFrom?: number | undefined;
}

/** Adds the revision, with its topics and authors, and makes it the newest. */
export async function insertRevision(tx: Tx, revision: NewRevision): Promise<number> {
  const { articleId, kind, content, actor, now, restoredFrom = null } = revision;
  const made = { article_id: articleId, kind, created_at: now, created_by: actor.id, restored_from: restoredFrom };
  const { id } = await tx
    .insertInto('revisions')
    .values({ ...made, ...contentColumns(content) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const topics = content.topicIds.map((topic_id, position) => ({ revision_id: id, topic_id, position }));
  const authors = content.authorIds.map((person_id, position) => ({ revision_id: id, person_id, position }));
  if (topics.length > 0) await tx.insertInto('revision_topics').values(topics).execute();
  if (authors.length > 0) await tx.insertInto('revision_authors').values(authors).execute();
  await updateArticle(tx, articleId, { revision_id: id, updated_at: now, updated_by: actor.id });
  await indexNewest(tx, [articleId]);
  return id;
}

/** As the table has it. */
export const contentColumns = (content: Content) => ({
  headline: content.headline,
  short_headline: content.shortHeadline,
  standfirst: content.standfirst,
  body: content.body,
  section_id: content.sectionId,
  series_id: content.seriesId,
  series_part: content.seriesPart,
  label: content.label,
  dateline: content.dateline,
  language: content.language,
  slug: content.slug,
  translation_of: content.translationOf,
  lead_kind: content.leadKind,
  lead_media_id: content.leadMediaId,
  lead_alt: content.leadAlt,
  lead_decorative: content.leadDecorative ? (1 as const) : (0 as const),
  lead_caption: content.leadCaption,
  lead_credit: content.leadCredit,
  lead_video: content.leadVideo,
  lead_video_title: content.leadVideoTitle,
  search_title: content.searchTitle,
  search_description: content.searchDescription,
  comments: content.comments,
});

interface ArticleChange {
  state?: State;
  revision_id?: number;
  published_revision_id?: number;
  published_at?: string | null;
  updated_at?: string;
  updated_by?: number;
  note?: string;
  reviewer_id?: number | null;
}

export async function updateArticle(tx: Tx, id: number, change: ArticleChange): Promise<void> {
  await tx.updateTable('articles').set(change).where('id', '=', id).execute();
  await showOnDesk(tx, id);
}

export async function deleteArticle(tx: Tx, id: number): Promise<void> {
  await leaveDesk(tx, id);
  await removeWorking(tx, id);
  await forgetRecipients(tx, id);
  await tx.deleteFrom('articles').where('id', '=', id).execute();
}
