import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { Document } from '../document.ts';

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

const inStories = compiled({ id: Number, now: String }, (db, { id, now }) =>
  db
    .selectFrom('published_references as reference')
    .innerJoin('published_articles as story', 'story.article_id', 'reference.article_id')
    .select('story.article_id')
    .where('reference.kind', '=', 'document')
    .where('reference.target_id', '=', id)
    .where('story.published_at', '<=', now)
    .limit(1),
);

const inPages = compiled({ id: Number, now: String }, (db, { id, now }) =>
  db
    .selectFrom('published_page_references as reference')
    .innerJoin('published_pages as page', 'page.article_id', 'reference.article_id')
    .select('page.article_id')
    .where('reference.kind', '=', 'document')
    .where('reference.target_id', '=', id)
    .where('page.published_at', '<=', now)
    .limit(1),
);

/** Whether a story or page that readers can see at this moment shows it. */
export async function isPublicDocument(db: Db, document: { id: number; now: string }): Promise<boolean> {
  for (const uses of [inStories, inPages]) if ((await uses(db, document)).length > 0) return true;
  return false;
}

/** Whether the story to which a preview link leads shows it, as long as the link shows that: as articles/article/preview-link.ts says. */
export async function isPreviewedDocument(
  db: Db,
  { id, tokenHash, now }: { id: number; tokenHash: string; now: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('preview_links as link')
    .innerJoin('document_uses as use', 'use.article_id', 'link.article_id')
    .innerJoin('articles as story', 'story.id', 'link.article_id')
    .select('link.id')
    .where('link.token_hash', '=', tokenHash)
    .where('link.revoked_at', 'is', null)
    .where('link.expires_at', '>', now)
    .where('use.document_id', '=', id)
    .where('story.state', '<>', 'withdrawn')
    .where('story.discarded_at', 'is', null)
    .where(({ eb, or }) =>
      or([
        eb('story.published_at', 'is', null),
        eb('story.published_at', '>', now),
        eb('story.published_at', '<', eb.ref('link.created_at')),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** The documents whose first page a picture shows. */
export const findFronted = (db: Db, mediaId: number): Promise<{ id: number; title: string }[]> =>
  db.selectFrom('documents').select(['id', 'title']).where('poster_id', '=', mediaId).orderBy('id').execute();
