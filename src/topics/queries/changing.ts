import type { Db, Tx } from '../../db/database.ts';
import { slugify } from '../../text/slug.ts';
import type { FilingKind, ListKind, Section } from '../section.ts';
import { findRedirect, tables } from './redirects.ts';

/** A section, topic or series as it is changed; of the latter two, description and colour are empty. */
export interface Filing extends Section {
  kind: FilingKind;
}

/** Null where there is none, or none any more. */
export async function findFiling(db: Db, kind: FilingKind, id: number): Promise<Filing | null> {
  const named = ['id', 'slug', 'name', 'translations'] as const;
  if (kind === 'section') {
    const section = db.selectFrom('sections').select([...named, 'descriptions', 'colour']);
    const row = await section.where('id', '=', id).where('gone_at', 'is', null).executeTakeFirst();
    return row ? { ...row, kind } : null;
  }
  const row = await db
    .selectFrom(tables[kind])
    .select(named)
    .where('id', '=', id)
    .where('known_as', '<>', '')
    .executeTakeFirst();
  return row ? { ...row, kind, descriptions: '{}', colour: '' } : null;
}

/** Another one that has this address, or had it, by its name; null where it is free. */
export async function findAtAddress(
  db: Db,
  { kind, slug, except }: { kind: ListKind; slug: string; except: number | null },
): Promise<{ name: string; moved: boolean } | null> {
  const table = kind === 'person' ? 'people' : tables[kind];
  const row = await db.selectFrom(table).select(['id', 'name']).where('slug', '=', slug).executeTakeFirst();
  if (row && row.id !== except) return { name: row.name, moved: false };
  const target = await findRedirect(db, kind, slug);
  if (target === null || target === except) return null;
  const holder =
    kind === 'person'
      ? await db.selectFrom(table).select('name').where('id', '=', target).executeTakeFirst()
      : await findFiling(db, kind, target);
  return { name: holder?.name ?? 'something that is gone', moved: true };
}

/** Another topic or series by this name. */
export async function findNamesake(
  db: Db,
  { kind, name, except }: { kind: 'topic' | 'series'; name: string; except: number | null },
): Promise<{ id: number; name: string } | null> {
  const row = await db
    .selectFrom(tables[kind])
    .select(['id', 'name'])
    .where('known_as', '=', slugify(name))
    .where('gone_at', 'is', null)
    .$if(except !== null, (query) => query.where('id', '<>', except as number))
    .executeTakeFirst();
  return row ?? null;
}

export interface FilingChange {
  slug: string;
  name: string;
  translations: string;
}

export async function updateSection(
  tx: Tx,
  id: number,
  change: FilingChange & { descriptions: string; colour: string },
): Promise<void> {
  await tx.updateTable('sections').set(change).where('id', '=', id).execute();
}

export async function updateNamed(tx: Tx, kind: 'topic' | 'series', id: number, change: FilingChange): Promise<void> {
  await tx
    .updateTable(tables[kind])
    .set({ ...change, known_as: slugify(change.name) })
    .where('id', '=', id)
    .execute();
}

/** In this order from now on. */
export async function orderSections(tx: Tx, ids: number[]): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await tx.updateTable('sections').set({ position }).where('id', '=', id).execute();
  }
}

/** Its row stays for old revisions, its address is free again. */
export async function markGone(tx: Tx, kind: FilingKind, { id, now }: { id: number; now: string }): Promise<void> {
  const gone = { slug: `~${id}`, gone_at: now };
  // Nobody means a section by its name.
  if (kind === 'section') await tx.updateTable('sections').set(gone).where('id', '=', id).execute();
  else
    await tx
      .updateTable(tables[kind])
      .set({ ...gone, known_as: '' })
      .where('id', '=', id)
      .execute();
}

/** What was filed in the section, or in those that were merged into it before, is in the other one from now on; it is gone itself. */
export async function markSectionMerged(
  tx: Tx,
  { from, into, now }: { from: number; into: number; now: string },
): Promise<void> {
  await tx.updateTable('sections').set({ merged_into: into }).where('merged_into', '=', from).execute();
  await tx.updateTable('sections').set({ merged_into: into }).where('id', '=', from).execute();
  await markGone(tx, 'section', { id: from, now });
}

/** The topic stands for the other one from now on, as do those that were merged into it before. */
export async function markMerged(tx: Tx, { from, into }: { from: number; into: number }): Promise<void> {
  await tx.updateTable('topics').set({ merged_into: into }).where('merged_into', '=', from).execute();
  await tx
    .updateTable('topics')
    .set({ slug: `~${from}`, known_as: '', merged_into: into })
    .where('id', '=', from)
    .execute();
}

export interface NamedList {
  kind: 'topic' | 'series';
  /** Part of a name, in any of its languages; '' for all. */
  search: string;
  /** The last address of the page before; '' on the first page. */
  after: string;
  limit: number;
}

/** Topics or series by their addresses, a page of them. */
export function findNamed(
  db: Db,
  { kind, search, after, limit }: NamedList,
): Promise<(FilingChange & { id: number })[]> {
  const folded = slugify(search);
  // Of the JSON around the names, nothing is found.
  const written = search.replace(/[%_\\"{}:,]/g, '');
  return db
    .selectFrom(tables[kind])
    .select(['id', 'slug', 'name', 'translations'])
    .where('known_as', '<>', '')
    .where('slug', '>', after)
    .$if(search !== '', (query) =>
      query.where((where) =>
        where.or([
          ...(folded ? [where('known_as', 'like', `%${folded}%`), where('slug', 'like', `%${folded}%`)] : []),
          ...(written ? [where('translations', 'like', `%${written}%`)] : []),
          // Of a search for marks alone, nothing.
          where('id', '<', 0),
        ]),
      ),
    )
    .orderBy('slug')
    .limit(limit)
    .execute();
}
