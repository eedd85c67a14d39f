import { compiled } from '../db/compiled.ts';
import type { Db, Tx } from '../db/database.ts';
import { columnsOf } from './picture/look.ts';
import { type Picture, wordsOfPicture } from './picture.ts';
import { isPreviewedPoster, isPublicPoster } from './queries/recording-uses.ts';
import { findPreviewed, type PreviewLink, shownOf } from './queries/visibility.ts';

const columns = [
  ...(['id', 'file', 'mime', 'width', 'height', 'bytes', 'title', 'alt', 'alts', 'caption'] as const),
  ...(['credit', 'source', 'rights', 'rights_until as rightsUntil', 'taken_on as takenOn'] as const),
  ...(['has_credentials as hasCredentials'] as const),
  ...(['original', 'focal_x as focalX', 'focal_y as focalY', 'tone', 'look'] as const),
  ...(['original_name as originalName', 'created_at as createdAt', 'created_by as createdBy'] as const),
];

/** In the order of the ids, each once; those of nothing are left out. */
export async function findMedia(db: Db, ids: readonly number[]): Promise<Picture[]> {
  const wanted = [...new Set(ids)].filter(Number.isSafeInteger);
  if (wanted.length === 0) return [];
  const rows = await db.selectFrom('media').select(columns).where('id', 'in', wanted).execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  return wanted.flatMap((id) => known.get(id) ?? []);
}

const byFile = compiled({ file: String }, (db, { file }) =>
  db.selectFrom('media').select(columns).where('file', '=', file),
);

export async function findMediaByFile(db: Db, file: string): Promise<Picture | null> {
  return (await byFile(db, { file }))[0] ?? null;
}

const byReplaced = compiled({ file: String }, (db, { file }) =>
  db
    .selectFrom('replaced_files as replaced')
    .innerJoin('media', 'media.id', 'replaced.media_id')
    .select(['media.id', 'media.file'])
    .where('replaced.file', '=', file),
);

/** The picture that had this file before it was given another. */
export async function findSuccessor(db: Db, file: string): Promise<Pick<Picture, 'id' | 'file'> | null> {
  return (await byReplaced(db, { file }))[0] ?? null;
}

const isShown = shownOf('media');

/** Of a person, whose page readers can see once there is a story of theirs. */
const portraits = compiled({ id: Number, now: String }, (db, { id, now }) =>
  db
    .selectFrom('people as person')
    .innerJoin('published_article_authors as written', 'written.person_id', 'person.id')
    .select('person.id')
    .where('person.picture_id', '=', id)
    .where('written.published_at', '<=', now)
    .limit(1),
);

/** Whether a story, page or person's page that readers can see at this moment shows it, or a recording for which it stands. */
export async function isPublicMedia(db: Db, picture: { id: number; now: string }): Promise<boolean> {
  if ((await isShown(db, picture)) || (await portraits(db, picture)).length > 0) return true;
  return isPublicPoster(db, picture);
}

/** Whether the story to which a preview link leads shows it, or a recording for which it stands. */
export async function isPreviewedMedia(db: Db, { id, ...link }: PreviewLink & { id: number }): Promise<boolean> {
  const story = await findPreviewed(db, link);
  if (story === null) return false;
  const uses = db.selectFrom('media_uses').select('article_id').where('media_id', '=', id);
  return (await uses.where('article_id', '=', story).execute()).length > 0 || isPreviewedPoster(db, { id, ...link });
}

export async function insertMedia(
  tx: Tx,
  { originalName, createdAt, createdBy, rightsUntil, takenOn, hasCredentials, ...picture }: Omit<Picture, 'id'>,
): Promise<number> {
  const { focalX, focalY, ...plain } = picture;
  const { id } = await tx
    .insertInto('media')
    .values({
      ...{ ...plain, original_name: originalName, created_at: createdAt, created_by: createdBy },
      ...{ rights_until: rightsUntil, taken_on: takenOn, has_credentials: hasCredentials },
      ...{ focal_x: focalX, focal_y: focalY, ...columnsOf(picture.look) },
      words: wordsOfPicture({ ...picture, originalName }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The newsroom's record of which pictures an article's newest revision, and the one that readers see, show. */
export async function replaceMediaUses(tx: Tx, articleId: number, mediaIds: readonly number[]): Promise<void> {
  await tx.deleteFrom('media_uses').where('article_id', '=', articleId).execute();
  const uses = [...new Set(mediaIds)].map((mediaId) => ({ media_id: mediaId, article_id: articleId }));
  if (uses.length === 0) return;
  await tx.insertInto('media_uses').values(uses).execute();
  await tx
    .updateTable('media')
    .set({ was_used: 1 })
    .where('id', 'in', [...new Set(mediaIds)])
    .where('was_used', '=', 0)
    .execute();
}
