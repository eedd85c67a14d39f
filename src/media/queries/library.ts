import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import { wordsOf } from '../../text/folding.ts';
import { type Picture, wordsOfPicture } from '../picture.ts';
import { wasShown } from './in-pages.ts';

export const libraryFilters = ['all', 'used', 'unused', 'undescribed', 'rights'] as const;
export type LibraryFilter = (typeof libraryFilters)[number];

/** A picture among others. */
export interface LibraryPicture
  extends Pick<
    Picture,
    | 'id'
    | 'file'
    | 'width'
    | 'height'
    | 'title'
    | 'focalX'
    | 'focalY'
    | 'alt'
    | 'rightsUntil'
    | 'caption'
    | 'credit'
    | 'originalName'
    | 'createdAt'
  > {
  /** Stories and pages that show it, drafts included, people whose picture it is, and recordings for which it stands. */
  uses: number;
}

export interface LibraryPart {
  filter: LibraryFilter;
  /** As it was typed; each of its words must stand in what is said of the picture. */
  search: string;
  /** Of those whose rights end, the last day that counts as soon, "YYYY-MM-DD". */
  endingBy: string;
  /** Who added it; null for everybody. */
  personId: number | null;
  /** Added at that time or later, and before the other one. */
  from: string | null;
  until: string | null;
  /** The last of the page before; null on the first. */
  before: { at: string; id: number } | null;
  limit: number;
}

const uses = sql<number>`(select count(*) from media_uses where media_uses.media_id = media.id)
  + (select count(*) from people where people.picture_id = media.id)
  + (select count(*) from recordings where recordings.poster_id = media.id)`;

// Of a whole library, people are gone through once.
const isUnused = sql<boolean>`not exists (select 1 from media_uses where media_uses.media_id = media.id)
  and media.id not in (select picture_id from people where picture_id is not null)
  and media.id not in (select poster_id from recordings where poster_id is not null)`;

/** The newest first. */
export async function findLibrary(db: Db, part: LibraryPart): Promise<LibraryPicture[]> {
  const { filter, search, endingBy, personId, from, until, before, limit } = part;
  const words = [...wordsOf(search)].map(({ folded }) => folded);
  let query = db
    .selectFrom('media')
    .select(['id', 'file', 'width', 'height', 'title', 'alt', 'caption', 'credit'])
    .select(['original_name as originalName', 'created_at as createdAt', 'rights_until as rightsUntil'])
    .select(['focal_x as focalX', 'focal_y as focalY'])
    .select(uses.as('uses'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  for (const word of words) query = query.where('words', 'like', `%${word}%`);
  if (filter === 'undescribed') query = query.where('alt', '=', '');
  if (filter === 'rights') query = query.where('rights_until', '<=', endingBy);
  if (filter === 'used') query = query.where(sql<boolean>`not (${isUnused})`);
  if (filter === 'unused') query = query.where(isUnused);
  if (personId !== null) query = query.where('created_by', '=', personId);
  if (from !== null) query = query.where('created_at', '>=', from);
  if (until !== null) query = query.where('created_at', '<', until);
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before.at}, ${before.id})`);
  return (await query.execute()).map((row) => ({ ...row, uses: Number(row.uses) }));
}

export async function updateMedia(tx: Tx, { id, ...picture }: Picture): Promise<void> {
  const { title, alt, alts, caption, credit, source, rights, rightsUntil, focalX, focalY } = picture;
  const said = { title, alt, alts, caption, credit, source, rights, rights_until: rightsUntil };
  await tx
    .updateTable('media')
    .set({ ...said, focal_x: focalX, focal_y: focalY, words: wordsOfPicture(picture) })
    .where('id', '=', id)
    .execute();
}

/** Whether a version of a story shows it or ever did, somebody's page or a recording does, or a text that is not saved yet names it. */
export async function isNeeded(db: Db, { id }: Pick<Picture, 'id'>): Promise<boolean> {
  return (await wasShown(db, 'media', id)) || (await unsavedWith(db, id)).length > 0;
}

/** In the JSON of a form: in its text, where quotes have another letter before them, or as the value of a field. */
const unsavedWith = (db: Db, id: number) =>
  db
    .selectFrom('autosaves')
    .select('draft')
    .where((where) =>
      where.or([`media=_"${id}_"`, `poster=_"${id}_"`, `:"${id}"`].map((text) => where('form', 'like', `%${text}%`))),
    )
    .limit(1)
    .execute();

export async function deleteMedia(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('media').where('id', '=', id).execute();
}
