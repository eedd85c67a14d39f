import type { Db, Tx } from '../../db/database.ts';
import type { Publication } from '../article.ts';

export type NewPublication = Omit<Publication, 'id'> & { personId: number | null; textHash: string };

export async function appendPublication(tx: Tx, publication: NewPublication): Promise<void> {
  const { articleId, revisionId, kind, note, at, personId, textHash } = publication;
  await tx
    .insertInto('publications')
    .values({
      article_id: articleId,
      revision_id: revisionId,
      kind,
      note,
      at,
      person_id: personId,
      text_hash: textHash,
    })
    .execute();
}

/** Everything that readers were shown of the story, oldest first. */
export function findPublications(db: Db, articleId: number): Promise<Publication[]> {
  return db
    .selectFrom('publications')
    .select(['id', 'article_id as articleId', 'revision_id as revisionId', 'kind', 'note', 'at'])
    .where('article_id', '=', articleId)
    .orderBy('id')
    .execute();
}
