import type { Db, Tx } from '../../db/database.ts';

/** Somebody who has a story open. */
export interface Present {
  articleId: number;
  personId: number;
  name: string;
  since: string;
  seenAt: string;
}

/** Who has these stories open, who came first first. */
export async function findPresent(db: Db, articleIds: number[], seenSince: string): Promise<Present[]> {
  if (articleIds.length === 0) return [];
  return db
    .selectFrom('editing')
    .innerJoin('people', 'people.id', 'editing.person_id')
    .select(['article_id as articleId', 'person_id as personId', 'people.name', 'since', 'seen_at as seenAt'])
    .where('article_id', 'in', articleIds)
    .where('seen_at', '>=', seenSince)
    .orderBy('since')
    .orderBy('person_id')
    .execute();
}

export async function writePresent(
  tx: Tx,
  { articleId, personId, since, seenAt }: Omit<Present, 'name'>,
): Promise<void> {
  await tx
    .insertInto('editing')
    .values({ article_id: articleId, person_id: personId, since, seen_at: seenAt })
    .onConflict((conflict) => conflict.columns(['article_id', 'person_id']).doUpdateSet({ since, seen_at: seenAt }))
    .execute();
}

export async function removePresent(
  tx: Tx,
  { articleId, personId }: Pick<Present, 'articleId' | 'personId'>,
): Promise<void> {
  await tx.deleteFrom('editing').where('article_id', '=', articleId).where('person_id', '=', personId).execute();
}

/** They have nothing open any more. */
export async function removeEverywhere(tx: Tx, personId: number): Promise<void> {
  await tx.deleteFrom('editing').where('person_id', '=', personId).execute();
}

export async function removeAbsent(tx: Tx, seenBefore: string): Promise<void> {
  await tx.deleteFrom('editing').where('seen_at', '<', seenBefore).execute();
}

export async function hasAbsent(db: Db, seenBefore: string): Promise<boolean> {
  const rows = await db.selectFrom('editing').select('article_id').where('seen_at', '<', seenBefore).limit(1).execute();
  return rows.length > 0;
}
