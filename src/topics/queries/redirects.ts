import type { Db, Tx } from '../../db/database.ts';
import { filingPath, type ListKind } from '../section.ts';

/** The id of what stood at this address before; null where nothing did. */
export async function findRedirect(db: Db, kind: ListKind, slug: string): Promise<number | null> {
  const row = await db
    .selectFrom('list_redirects')
    .select('target_id')
    .where('kind', '=', kind)
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row?.target_id ?? null;
}

export const tables = { section: 'sections', topic: 'topics', series: 'series' } as const;

/** The end of the address of each of these; what is gone has none. */
export async function findListSlugs(db: Db, kind: ListKind, ids: number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows =
    kind === 'person'
      ? await db.selectFrom('people').select(['id', 'slug']).where('id', 'in', ids).execute()
      : await db
          .selectFrom(tables[kind])
          .select(['id', 'slug'])
          .where('id', 'in', ids)
          .where('gone_at', 'is', null)
          .execute();
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}

/** Where it stands now what stood at this address before; null where nothing did. */
export async function findMovedList(db: Db, kind: ListKind, slug: string): Promise<string | null> {
  const id = await findRedirect(db, kind, slug);
  if (id === null) return null;
  const now = (await findListSlugs(db, kind, [id])).get(id);
  return now === undefined ? null : filingPath(kind, now);
}

/** From now on the old address leads to where it stands; the new one no longer leads anywhere else. */
export async function moveListAddress(
  tx: Tx,
  move: { kind: ListKind; id: number; from: string; to: string; now: string },
): Promise<void> {
  const { kind, id, from, to, now } = move;
  await deleteRedirect(tx, kind, to);
  await tx.insertInto('list_redirects').values({ kind, slug: from, target_id: id, created_at: now }).execute();
}

export async function deleteRedirect(tx: Tx, kind: ListKind, slug: string): Promise<void> {
  await tx.deleteFrom('list_redirects').where('kind', '=', kind).where('slug', '=', slug).execute();
}

/** Addresses that led to one thing lead to another. */
export async function retargetRedirects(tx: Tx, kind: ListKind, change: { from: number; to: number }): Promise<void> {
  await tx
    .updateTable('list_redirects')
    .set({ target_id: change.to })
    .where('kind', '=', kind)
    .where('target_id', '=', change.from)
    .execute();
}

export async function deleteRedirectsTo(tx: Tx, kind: ListKind, id: number): Promise<void> {
  await tx.deleteFrom('list_redirects').where('kind', '=', kind).where('target_id', '=', id).execute();
}
