import type { Tx } from '../../db/database.ts';
import type { Picture } from '../picture.ts';
import { deleteMedia } from '../queries/library.ts';
import { deleteReplaced, findReplaced } from '../queries/replacing.ts';
import { letGo } from '../queries/unnamed-files.ts';

/** The rows of a picture that nothing needs are gone. @returns its files, which go when the transaction is over */
export async function takeOut(
  tx: Tx,
  picture: Pick<Picture, 'id' | 'file' | 'original'>,
  at: string,
): Promise<string[]> {
  const kept = [picture, ...(await findReplaced(tx, picture.id))];
  const files = kept.flatMap(({ file, original }) => (original === null ? [file] : [file, original]));
  await deleteReplaced(tx, picture.id);
  await deleteMedia(tx, picture.id);
  await letGo(tx, files, at);
  return files;
}
