import type { Db, Tx } from '../../db/database.ts';
import { type LedgerEntry, withoutTakenNotes } from '../article/ledger.ts';
import type { Publication } from '../article.ts';

export type NewPublication = Omit<Publication, 'id'> & {
  personId: number | null;
  textHash: string;
  /** Of a redaction, the row that it is about. */
  redacts?: number;
};

/** Returns the id of the row. */
export async function appendPublication(tx: Tx, publication: NewPublication): Promise<number> {
  const { articleId, revisionId, kind, note, at, personId, textHash, redacts } = publication;
  const { id } = await tx
    .insertInto('publications')
    .values({
      article_id: articleId,
      revision_id: revisionId,
      kind,
      note,
      at,
      person_id: personId,
      text_hash: textHash,
      redacts: redacts ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Everything that readers were shown of the story, oldest first, without what redactions took. */
export async function findPublications(db: Db, articleId: number): Promise<LedgerEntry[]> {
  const rows = await db
    .selectFrom('publications as row')
    .innerJoin('revisions', 'revisions.id', 'row.revision_id')
    .select([
      'row.id',
      'row.article_id as articleId',
      'row.revision_id as revisionId',
      'row.kind',
      'row.note',
      'row.at',
    ])
    .select(['row.text_hash as textHash', 'row.redacts', 'revisions.redacted_by as redactedBy'])
    .where('row.article_id', '=', articleId)
    .orderBy('row.id')
    .execute();
  return withoutTakenNotes(rows.map(({ redactedBy, ...row }) => ({ ...row, isBlank: redactedBy !== null })));
}

/** When each of these stories was last put out, changed or not. */
export async function findPublicationTimes(db: Db, articleIds: number[]): Promise<string[]> {
  if (articleIds.length === 0) return [];
  const rows = await db
    .selectFrom('publications')
    .select((select) => select.fn.max('at').as('at'))
    .where('article_id', 'in', articleIds)
    .groupBy('article_id')
    .execute();
  return rows.map(({ at }) => at);
}
