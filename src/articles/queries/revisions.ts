import type { Db } from '../../db/database.ts';
import type { RevisionKind } from '../../db/tables.ts';
import type { Language } from '../../text/language.ts';

/** A revision as lists name it, without its text. */
export interface RevisionRow {
  id: number;
  kind: RevisionKind;
  createdAt: string;
  by: string;
  /** '' where there is none, or a redaction took it. */
  headline: string;
  language: Language;
  /** A redaction took its text. */
  isBlank: boolean;
  /** Of a restored one, when the revision was saved whose content it brought back. */
  restoredFrom: string | null;
}

/** The revisions of a story, newest first, from the one before `before` on. */
export async function findRevisionRows(
  db: Db,
  { articleId, before, limit }: { articleId: number; before: number | null; limit: number },
): Promise<RevisionRow[]> {
  const rows = await described(db, articleId)
    .$if(before !== null, (query) => query.where('revision.id', '<', before ?? 0))
    .orderBy('revision.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(rowOf);
}

/** @returns null where the story has no such revision */
export async function findRevisionRow(
  db: Db,
  { articleId, revisionId }: { articleId: number; revisionId: number },
): Promise<RevisionRow | null> {
  const row = await described(db, articleId).where('revision.id', '=', revisionId).executeTakeFirst();
  return row ? rowOf(row) : null;
}

/** Who saved the story after a revision and before the newest, in order. */
export const findWritersSince = (
  db: Db,
  { id, revisionId }: { id: number; revisionId: number },
  since: number,
): Promise<{ revisionId: number; personId: number; name: string }[]> =>
  db
    .selectFrom('revisions')
    .innerJoin('people', 'people.id', 'revisions.created_by')
    .select(['revisions.id as revisionId', 'people.id as personId', 'people.name'])
    .where('article_id', '=', id)
    .where('revisions.id', '>', Number.isSafeInteger(since) ? since : revisionId)
    .where('revisions.id', '<', revisionId)
    .orderBy('revisions.id')
    .execute();

const described = (db: Db, articleId: number) =>
  db
    .selectFrom('revisions as revision')
    .innerJoin('people', 'people.id', 'revision.created_by')
    .leftJoin('revisions as source', 'source.id', 'revision.restored_from')
    .select(['revision.id', 'revision.kind', 'revision.created_at as createdAt', 'people.name as by'])
    .select(['revision.headline', 'revision.language', 'revision.redacted_by as redactedBy'])
    .select('source.created_at as restoredFrom')
    .where('revision.article_id', '=', articleId);

type Described = Awaited<ReturnType<ReturnType<typeof described>['execute']>>[number];

const rowOf = ({ redactedBy, headline, language, ...row }: Described): RevisionRow => ({
  ...row,
  headline: headline ?? '',
  language: language as Language,
  isBlank: redactedBy !== null,
});

/** The story that says it in this language: the original, or one that translates it; null where none does. */
export async function findTranslation(
  db: Db,
  { original, language }: { original: number; language: Language },
): Promise<number | null> {
  const row = await db
    .selectFrom('revisions as newest')
    .innerJoin('articles', 'articles.id', 'newest.article_id')
    .select('articles.id')
    .whereRef('articles.revision_id', '=', 'newest.id')
    .where('articles.discarded_at', 'is', null)
    .where('newest.language', '=', language)
    .where((where) =>
      where.or([where('newest.translation_of', '=', original), where('newest.article_id', '=', original)]),
    )
    .orderBy('articles.id')
    .executeTakeFirst();
  return row?.id ?? null;
}
