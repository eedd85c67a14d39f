import type { Db, Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { columnsOf } from '../picture/look.ts';
import type { Picture } from '../picture.ts';

interface Replacing {
  picture: Picture;
  /** The same picture with its other file. */
  next: Picture;
  at: string;
  actor: Actor;
}

/** The picture has the other file from now on, and its old one is remembered. */
export async function replaceFile(tx: Tx, { picture, next, at, actor }: Replacing): Promise<void> {
  const old = { media_id: picture.id, original: picture.original, replaced_at: at, replaced_by: actor.id };
  await tx
    .insertInto('replaced_files')
    .values({ file: picture.file, ...old })
    .onConflict((conflict) => conflict.column('file').doUpdateSet(old))
    .execute();
  // One that comes back is an old one no more.
  await tx.deleteFrom('replaced_files').where('file', '=', next.file).execute();
  const { file, mime, width, height, bytes, tone, original } = next;
  await tx
    .updateTable('media')
    .set({ file, mime, width, height, bytes, tone, original, focal_x: next.focalX, focal_y: next.focalY })
    .set({ ...columnsOf(next.look), taken_on: next.takenOn, has_credentials: next.hasCredentials })
    .where('id', '=', picture.id)
    .execute();
}

/** The files that the picture had before. The last first. */
export function findReplaced(
  db: Db,
  id: number,
): Promise<{ file: string; original: string | null; at: string; by: string }[]> {
  return db
    .selectFrom('replaced_files as replaced')
    .innerJoin('people as person', 'person.id', 'replaced.replaced_by')
    .select(['replaced.file', 'replaced.original', 'replaced.replaced_at as at', 'person.name as by'])
    .where('replaced.media_id', '=', id)
    .orderBy('replaced.replaced_at', 'desc')
    .execute();
}

export async function deleteReplaced(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('replaced_files').where('media_id', '=', id).execute();
}
