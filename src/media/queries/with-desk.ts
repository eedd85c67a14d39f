import type { Db } from '../../db/database.ts';

/** What the library holds. */
export type FileKind = 'picture' | 'recording' | 'document';

/**
 * Whether a story that shows the file is no draft any more (with the newest text that it has, or the one that readers see), or a
 * person's page shows it: then it is the desk's, as the story is.
 */
export async function isWithDesk(db: Db, { kind, id }: { kind: FileKind; id: number }): Promise<boolean> {
  const found = await Promise.all(showing[kind].map((shown) => shown(db, id).limit(1).execute()));
  return found.some((rows) => rows.length > 0);
}

const beyondDraft = (db: Db) =>
  db.selectFrom('articles as story').select('story.id').where('story.state', '<>', 'draft');

const withPicture = (db: Db, id: number) =>
  beyondDraft(db).innerJoin('media_uses as use', 'use.article_id', 'story.id').where('use.media_id', '=', id);

const withRecording = (db: Db, id: number) =>
  beyondDraft(db).innerJoin('recording_uses as use', 'use.article_id', 'story.id').where('use.recording_id', '=', id);

const withDocument = (db: Db, id: number) =>
  beyondDraft(db).innerJoin('document_uses as use', 'use.article_id', 'story.id').where('use.document_id', '=', id);

/** A recording for which the picture stands. */
const withPoster = (db: Db, id: number) =>
  beyondDraft(db)
    .innerJoin('recording_uses as use', 'use.article_id', 'story.id')
    .innerJoin('recordings as recording', 'recording.id', 'use.recording_id')
    .where('recording.poster_id', '=', id);

const portrayed = (db: Db, id: number) => db.selectFrom('people').select('id').where('picture_id', '=', id);

const showing = {
  picture: [withPicture, withPoster, portrayed],
  recording: [withRecording],
  document: [withDocument],
} as const satisfies Record<FileKind, unknown>;
