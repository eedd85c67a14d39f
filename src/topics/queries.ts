import { compiled } from '../db/compiled.ts';
import type { Db, Tx } from '../db/database.ts';
import { Invalid } from '../errors.ts';
import { slugify } from '../text/slug.ts';
import { findRedirect } from './queries/redirects.ts';
import { isReserved, type Section, type Series, type Topic } from './section.ts';

const columns = ['id', 'slug', 'name', 'translations'] as const;

const sections = compiled({}, (db) =>
  db
    .selectFrom('sections')
    .select([...columns, 'descriptions', 'colour'])
    .where('gone_at', 'is', null)
    .orderBy('position')
    .orderBy('id'),
);

/** The section itself, and those whose stories it got when they were deleted. */
export async function findSectionsOf(db: Db, id: number): Promise<number[]> {
  const merged = await db.selectFrom('sections').select('id').where('merged_into', '=', id).execute();
  return [id, ...merged.map((row) => row.id)];
}

/** All sections, in the order of the navigation. */
export const findSections = (db: Db): Promise<Section[]> => sections(db, {});

export async function findTopicBySlug(db: Db, slug: string): Promise<Topic | null> {
  return (await db.selectFrom('topics').select(columns).where('slug', '=', slug).executeTakeFirst()) ?? null;
}

export async function findSeriesBySlug(db: Db, slug: string): Promise<Series | null> {
  return (await db.selectFrom('series').select(columns).where('slug', '=', slug).executeTakeFirst()) ?? null;
}

const seriesById = compiled({ id: Number }, (db, { id }) =>
  db.selectFrom('series').select(columns).where('id', '=', id),
);

export async function findSeries(db: Db, id: number): Promise<Series | null> {
  return (await seriesById(db, { id }))[0] ?? null;
}

interface Wanted {
  slug: string;
  name: string;
}

/** Who is meant by a name: what is called so now, what has that address, or had it. */
async function findMeant(tx: Tx, table: 'topics' | 'series', { slug, name }: Wanted): Promise<number | null> {
  const named = tx.selectFrom(table).select('id').where('gone_at', 'is', null).orderBy('id');
  const row =
    (await named.where('known_as', '=', slugify(name)).executeTakeFirst()) ??
    (await named.where('slug', '=', slug).executeTakeFirst());
  return row?.id ?? findRedirect(tx, table === 'topics' ? 'topic' : 'series', slug);
}

async function ensure(tx: Tx, table: 'topics' | 'series', { slug, name }: Wanted): Promise<number> {
  const known = await findMeant(tx, table, { slug, name });
  if (known !== null) return known;
  const made = { slug, name, translations: '{}', known_as: slugify(name) };
  return (await tx.insertInto(table).values(made).returning('id').executeTakeFirstOrThrow()).id;
}

/** The id of the series that is meant; it is made where there is none. */
export const ensureSeries = (tx: Tx, wanted: Wanted): Promise<number> => ensure(tx, 'series', wanted);

export interface NewSection extends Omit<Section, 'id' | 'descriptions' | 'colour'> {
  position: number;
  descriptions?: string;
  colour?: string;
}

/** @throws Invalid where the program answers that address itself */
export async function insertSection(tx: Tx, section: NewSection): Promise<number> {
  if (isReserved(section.slug)) {
    throw new Invalid({
      slug: `No section can be at /${section.slug}: the site itself is there. Choose another address.`,
    });
  }
  const { id } = await tx.insertInto('sections').values(section).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** The ids of the topics that are meant, in this order; those that do not exist yet are made. */
export async function ensureTopics(tx: Tx, wanted: Wanted[]): Promise<number[]> {
  const ids: number[] = [];
  for (const each of wanted) ids.push(await ensure(tx, 'topics', each));
  return [...new Set(ids)];
}

export async function setTopicTranslations(tx: Tx, id: number, translations: string): Promise<void> {
  await tx.updateTable('topics').set({ translations }).where('id', '=', id).execute();
}

/** In the order of the ids. */
export async function findTopicsByIds(db: Db, ids: number[]): Promise<Topic[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('topics').select(columns).where('id', 'in', ids).execute();
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}
