import { compiled } from '../db/compiled.ts';
import type { Db, Tx } from '../db/database.ts';
import { Invalid } from '../errors.ts';
import { isReserved, type Section, type Series, type Topic } from './section.ts';

const columns = ['id', 'slug', 'name', 'translations'] as const;

const sections = compiled({}, (db) => db.selectFrom('sections').select(columns).orderBy('position').orderBy('id'));

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

/** The id of the series by this slug; it is made where there is none. */
export async function ensureSeries(tx: Tx, { slug, name }: { slug: string; name: string }): Promise<number> {
  const known = await findSeriesBySlug(tx, slug);
  if (known) return known.id;
  const made = { slug, name, translations: '{}' };
  return (await tx.insertInto('series').values(made).returning('id').executeTakeFirstOrThrow()).id;
}

/** @throws Invalid where the program answers that address itself */
export async function insertSection(tx: Tx, section: Omit<Section, 'id'> & { position: number }): Promise<number> {
  if (isReserved(section.slug)) {
    throw new Invalid({
      slug: `No section can be at /${section.slug}: the site itself is there. Choose another address.`,
    });
  }
  const { id } = await tx.insertInto('sections').values(section).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** The ids of the topics by these slugs, in this order; those that do not exist yet are made. */
export async function ensureTopics(tx: Tx, wanted: { slug: string; name: string }[]): Promise<number[]> {
  const ids: number[] = [];
  for (const { slug, name } of wanted) {
    await tx
      .insertInto('topics')
      .values({ slug, name, translations: '{}' })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .execute();
    const { id } = await tx.selectFrom('topics').select('id').where('slug', '=', slug).executeTakeFirstOrThrow();
    ids.push(id);
  }
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
