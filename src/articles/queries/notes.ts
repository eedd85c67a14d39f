import type { Db, Tx } from '../../db/database.ts';

/** What a colleague wrote beside a story, for colleagues. */
export interface StoryNote {
  id: number;
  text: string;
  at: string;
  by: string;
  createdBy: number;
}

/** The newest notes of a story, newest last. */
export async function findNotes(db: Db, articleId: number, limit: number): Promise<StoryNote[]> {
  const rows = await described(db, articleId).orderBy('note.id', 'desc').limit(limit).execute();
  return rows.reverse();
}

export async function findNote(
  db: Db,
  { articleId, noteId }: { articleId: number; noteId: number },
): Promise<StoryNote | null> {
  return (await described(db, articleId).where('note.id', '=', noteId).executeTakeFirst()) ?? null;
}

const described = (db: Db, articleId: number) =>
  db
    .selectFrom('story_notes as note')
    .innerJoin('people', 'people.id', 'note.created_by')
    .select(['note.id', 'note.text', 'note.created_at as at', 'people.name as by', 'note.created_by as createdBy'])
    .where('note.article_id', '=', articleId);

export async function insertNote(
  tx: Tx,
  note: { articleId: number; text: string; createdAt: string; createdBy: number },
): Promise<void> {
  const { articleId: article_id, text, createdAt: created_at, createdBy: created_by } = note;
  await tx.insertInto('story_notes').values({ article_id, text, created_at, created_by }).execute();
}

export async function deleteNote(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('story_notes').where('id', '=', id).execute();
}
