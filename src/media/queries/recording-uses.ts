import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { Recording } from '../recording.ts';
import { findPreviewed, type PreviewLink, shownOf } from './visibility.ts';

/** The newsroom's record of which recordings an article's newest revision, and the one that readers see, show. */
export async function replaceRecordingUses(tx: Tx, articleId: number, recordingIds: readonly number[]): Promise<void> {
  await tx.deleteFrom('recording_uses').where('article_id', '=', articleId).execute();
  const ids = [...new Set(recordingIds)];
  if (ids.length === 0) return;
  const uses = ids.map((id) => ({ recording_id: id, article_id: articleId }));
  await tx.insertInto('recording_uses').values(uses).execute();
  await tx.updateTable('recordings').set({ was_used: 1 }).where('id', 'in', ids).where('was_used', '=', 0).execute();
}

/** Whether a version of a story shows it or ever did, or a text that is not saved yet names it. */
export async function isRecordingNeeded(db: Db, { id, file }: Pick<Recording, 'id' | 'file'>): Promise<boolean> {
  const [used, unsaved] = await Promise.all([
    db.selectFrom('recordings').select('id').where('id', '=', id).where('was_used', '=', 1).execute(),
    db.selectFrom('autosaves').select('draft').where('form', 'like', `%/media/${file}%`).limit(1).execute(),
  ]);
  return used.length + unsaved.length > 0;
}

/** Whether a story or page that readers can see at this moment shows it. */
export const isPublicRecording = shownOf('recording');

/** Whether the story to which a preview link leads shows it. */
export async function isPreviewedRecording(db: Db, { id, ...link }: PreviewLink & { id: number }): Promise<boolean> {
  const story = await findPreviewed(db, link);
  if (story === null) return false;
  const uses = db.selectFrom('recording_uses').select('article_id').where('recording_id', '=', id);
  return (await uses.where('article_id', '=', story).execute()).length > 0;
}

/** The recordings for which a picture stands. */
export const findPostered = (db: Db, mediaId: number): Promise<{ id: number; title: string }[]> =>
  db.selectFrom('recordings').select(['id', 'title']).where('poster_id', '=', mediaId).orderBy('id').execute();

const postersInStories = compiled({ id: Number, now: String }, (db, { id, now }) =>
  db
    .selectFrom('recordings as recording')
    .innerJoin('published_references as reference', 'reference.target_id', 'recording.id')
    .innerJoin('published_articles as story', 'story.article_id', 'reference.article_id')
    .select('recording.id')
    .where('recording.poster_id', '=', id)
    .where('reference.kind', '=', 'recording')
    .where('story.published_at', '<=', now)
    .limit(1),
);

const postersInPages = compiled({ id: Number, now: String }, (db, { id, now }) =>
  db
    .selectFrom('recordings as recording')
    .innerJoin('published_page_references as reference', 'reference.target_id', 'recording.id')
    .innerJoin('published_pages as page', 'page.article_id', 'reference.article_id')
    .select('recording.id')
    .where('recording.poster_id', '=', id)
    .where('reference.kind', '=', 'recording')
    .where('page.published_at', '<=', now)
    .limit(1),
);

/** Whether a picture stands for a recording that readers can see at this moment. */
export async function isPublicPoster(db: Db, picture: { id: number; now: string }): Promise<boolean> {
  for (const uses of [postersInStories, postersInPages]) if ((await uses(db, picture)).length > 0) return true;
  return false;
}

/** The same of the recordings of a story to which a preview link leads. */
export async function isPreviewedPoster(
  db: Db,
  { id, ...link }: { id: number; tokenHash: string; now: string },
): Promise<boolean> {
  for (const recording of await findPostered(db, id)) {
    if (await isPreviewedRecording(db, { id: recording.id, ...link })) return true;
  }
  return false;
}
