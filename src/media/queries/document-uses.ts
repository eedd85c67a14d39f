import type { Db, Tx } from '../../db/database.ts';
import type { Document } from '../document.ts';
import { findPreviewed, type PreviewLink, shownOf } from './visibility.ts';

/** The newsroom's record of which documents an article's newest revision, and the one that readers see, show. */
export async function replaceDocumentUses(tx: Tx, articleId: number, documentIds: readonly number[]): Promise<void> {
  await tx.deleteFrom('document_uses').where('article_id', '=', articleId).execute();
  const ids = [...new Set(documentIds)];
  if (ids.length === 0) return;
  const uses = ids.map((id) => ({ document_id: id, article_id: articleId }));
  await tx.insertInto('document_uses').values(uses).execute();
  await tx.updateTable('documents').set({ was_used: 1 }).where('id', 'in', ids).where('was_used', '=', 0).execute();
}

/** Whether a version of a story shows it or ever did, or a text that is not saved yet names it. */
export async function isDocumentNeeded(db: Db, { id, file }: Pick<Document, 'id' | 'file'>): Promise<boolean> {
  const [used, unsaved] = await Promise.all([
    db.selectFrom('documents').select('id').where('id', '=', id).where('was_used', '=', 1).execute(),
    db.selectFrom('autosaves').select('draft').where('form', 'like', `%/media/${file}%`).limit(1).execute(),
  ]);
  return used.length + unsaved.length > 0;
}

/** Whether a story or page that readers can see at this moment shows it. */
export const isPublicDocument = shownOf('document');

/** Whether the story to which a preview link leads shows it. */
export async function isPreviewedDocument(db: Db, { id, ...link }: PreviewLink & { id: number }): Promise<boolean> {
  const story = await findPreviewed(db, link);
  if (story === null) return false;
  const uses = db.selectFrom('document_uses').select('article_id').where('document_id', '=', id);
  return (await uses.where('article_id', '=', story).execute()).length > 0;
}

/** The documents whose first page a picture shows. */
export const findFronted = (db: Db, mediaId: number): Promise<{ id: number; title: string }[]> =>
  db.selectFrom('documents').select(['id', 'title']).where('poster_id', '=', mediaId).orderBy('id').execute();
