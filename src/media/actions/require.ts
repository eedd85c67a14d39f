import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import type { Picture } from '../picture.ts';
import { canDescribe } from '../policy.ts';
import { findMedia } from '../queries.ts';

/** @throws NotFound; Forbidden for who may not change it */
export async function requireDescribable(tx: Tx, actor: Actor, id: number): Promise<Picture> {
  const [picture] = await findMedia(tx, [id]);
  if (!picture) throw new NotFound('There is no such picture in the library.');
  if (!canDescribe(actor, picture)) throw new Forbidden('Editors change this picture, and whoever added it.');
  return picture;
}
