import type { Db } from '../../db/database.ts';
import { findFronted } from './document-uses.ts';
import { findPostered } from './recording-uses.ts';

type Kind = 'media' | 'recording' | 'document';

const tables = { media: 'media', recording: 'recordings', document: 'documents' } as const;

/**
 * The names under which an event says what it touches (events/log.ts), where something in the library is now another: all pages, or none
 * where no version of anything ever showed it. Most of what is said of pictures is said before.
 */
export async function pagesWith(db: Db, kind: Kind, id: number): Promise<string[]> {
  return (await wasShown(db, kind, id)) ? ['site'] : [];
}

/** Whether a version of a story shows it or ever did, or, a picture, somebody's page, a recording or a document does. */
export async function wasShown(db: Db, kind: Kind, id: number): Promise<boolean> {
  const used = await db.selectFrom(tables[kind]).select('was_used').where('id', '=', id).executeTakeFirst();
  if (used?.was_used === 1) return true;
  if (kind !== 'media') return false;
  const others = await Promise.all([findPortrayed(db, id), findPostered(db, id), findFronted(db, id)]);
  return others.some((rows) => rows.length > 0);
}

/** Whose pages show it. */
export function findPortrayed(db: Db, id: number): Promise<{ id: number; name: string }[]> {
  return db.selectFrom('people').select(['id', 'name']).where('picture_id', '=', id).orderBy('id').execute();
}
