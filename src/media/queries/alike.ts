import type { Db } from '../../db/database.ts';
import { differenceOf, mostDifferent, partsOf } from '../picture/look.ts';
import type { Picture } from '../picture.ts';

/** A picture that looks like another one. */
export type Alike = Pick<
  Picture,
  'id' | 'file' | 'width' | 'height' | 'title' | 'alt' | 'caption' | 'originalName' | 'focalX' | 'focalY'
>;

/** On a page. */
const most = 6;
/** Those that share a part of their look are compared, the newest of too many. */
const mostCompared = 2_000;

/** Other pictures of the library that look like this one, the likest first; none of a picture that says nothing by its look. */
export async function findAlike(db: Db, { id, look }: Pick<Picture, 'id' | 'look'>): Promise<Alike[]> {
  if (look === null) return [];
  const [one, two, three, four] = partsOf(look);
  const rows = await db
    .selectFrom('media')
    .select(['id', 'look'])
    .where(({ eb, or }) =>
      or([eb('look_1', '=', one), eb('look_2', '=', two), eb('look_3', '=', three), eb('look_4', '=', four)]),
    )
    .where('id', '<>', id)
    .orderBy('id', 'desc')
    .limit(mostCompared)
    .execute();
  const ids = rows
    .map((row) => ({ id: row.id, difference: row.look === null ? 64 : differenceOf(look, row.look) }))
    .filter(({ difference }) => difference <= mostDifferent)
    .sort((first, second) => first.difference - second.difference || second.id - first.id)
    .slice(0, most)
    .map((row) => row.id);
  if (ids.length === 0) return [];
  const found = await db
    .selectFrom('media')
    .select(['id', 'file', 'width', 'height', 'title', 'alt', 'caption', 'original_name as originalName'])
    .select(['focal_x as focalX', 'focal_y as focalY'])
    .where('id', 'in', ids)
    .execute();
  return found.sort((first, second) => ids.indexOf(first.id) - ids.indexOf(second.id));
}
