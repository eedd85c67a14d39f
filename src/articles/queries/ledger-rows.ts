import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import { emptyContent, type PublicationKind, textHash } from '../article.ts';

/** A row of the ledger, with what its revision says today. */
export interface CheckedRow {
  id: number;
  articleId: number;
  kind: PublicationKind;
  at: string;
  textHash: string;
  /** Hash of what the revision holds; null where its words were taken. */
  revisionHash: string | null;
  /** The hash that stands in the row of the redaction that took them; null where there is no such row. */
  redactionHash: string | null;
  /** Whether the revision is one of this story. */
  isOwn: boolean;
}

/** So many rows behind this one, by their numbers. */
export async function findLedgerRows(db: Db, after: number, most: number): Promise<CheckedRow[]> {
  const rows = await db
    .selectFrom('publications as row')
    .innerJoin('revisions', 'revisions.id', 'row.revision_id')
    .leftJoin('publications as redaction', (join) =>
      join.onRef('redaction.id', '=', 'revisions.redacted_by').on('redaction.kind', '=', 'redaction'),
    )
    .select(['row.id', 'row.article_id as articleId', 'row.kind', 'row.at', 'row.text_hash as textHash'])
    .select(['revisions.headline', 'revisions.standfirst', 'revisions.body', 'revisions.article_id as owner'])
    .select(['revisions.redacted_by as redactedBy', 'redaction.text_hash as redactionHash'])
    .where('row.id', '>', after)
    .orderBy('row.id')
    .limit(most)
    .execute();
  return rows.map(({ headline, standfirst, body, owner, redactedBy, ...row }) => {
    const said = { headline: headline ?? '', standfirst: standfirst ?? '', body: body ?? '' };
    const revisionHash = redactedBy === null ? textHash({ ...emptyContent, ...said }) : null;
    return { ...row, revisionHash, isOwn: owner === row.articleId };
  });
}

export const countLedger = async (db: Db): Promise<number> => {
  const row = await db
    .selectFrom('publications')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
};

/** Stories that readers were shown, and whose newest text of the ledger is none, or another than the one that they are shown. */
export async function findUnledgered(db: Db): Promise<number[]> {
  const newest = sql<number | null>`(select revision_id from publications
    where publications.article_id = articles.id and kind not in ('redaction') order by publications.id desc limit 1)`;
  const rows = await db
    .selectFrom('articles')
    .select(['id', 'published_revision_id as shown', newest.as('newest')])
    .where('state', 'in', ['published', 'withdrawn'])
    .orderBy('id')
    .execute();
  return rows.filter(({ shown, newest: told }) => told === null || shown !== told).map(({ id }) => id);
}
