import type { Db, Tx } from '../../db/database.ts';

/** What stands above the comments of a story, as it was typed. */
export interface TypedNote {
  text: string;
  at: string;
  by: string;
}

export async function findNote(db: Db, articleId: number): Promise<TypedNote | null> {
  const row = await db
    .selectFrom('pinned_notes as note')
    .innerJoin('people', 'people.id', 'note.person_id')
    .select(['note.text', 'note.at', 'people.name as by'])
    .where('note.article_id', '=', articleId)
    .executeTakeFirst();
  return row ?? null;
}

/** In place of what stood there; without a text nothing stands there. */
export async function writeNote(
  tx: Tx,
  articleId: number,
  note: { text: string; html: string; at: string; personId: number } | null,
): Promise<void> {
  await tx.deleteFrom('pinned_notes').where('article_id', '=', articleId).execute();
  if (!note) return;
  const { personId, ...row } = note;
  await tx
    .insertInto('pinned_notes')
    .values({ ...row, article_id: articleId, person_id: personId })
    .execute();
}
