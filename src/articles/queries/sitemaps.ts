import type { Db } from '../../db/database.ts';
import { justBefore } from './cards.ts';
import { visible } from './reading.ts';

/** An address with the last time that what stands there changed enough to be told. */
export interface Entry {
  path: string;
  changedAt: string;
}

export interface StoryEntry {
  articleId: number;
  path: string;
  language: string;
  headline: string;
  publishedAt: string;
  updatedAt: string | null;
  translationOf: number | null;
}

const entryColumns = [
  ...(['story.article_id as articleId', 'story.path', 'story.language', 'story.headline'] as const),
  ...(['story.published_at as publishedAt', 'story.updated_at as updatedAt'] as const),
  'story.translation_of as translationOf',
] as const;

interface Range {
  now: string;
  from: string;
  until: string;
}

/** One bound at the end: of two, SQLite looks for the first in the index, and goes through all that the second leaves out. */
const within = (db: Db, { now, from, until }: Range) =>
  visible(db, now < until ? now : justBefore(until)).where('story.published_at', '>=', from);

/** Stories of a time, oldest first, so that a file that is full stays as it is. */
export function findEntries(
  db: Db,
  { limit, offset, ...range }: Range & { limit: number; offset: number },
): Promise<StoryEntry[]> {
  return within(db, range)
    .select(entryColumns)
    .orderBy('story.published_at')
    .orderBy('story.article_id')
    .limit(limit)
    .offset(offset)
    .execute();
}

/** The newest stories since a time, newest first. */
export function findNewest(
  db: Db,
  { now, since, limit }: { now: string; since: string; limit: number },
): Promise<StoryEntry[]> {
  return visible(db, now)
    .select(entryColumns)
    .where('story.published_at', '>=', since)
    .orderBy('story.published_at', 'desc')
    .orderBy('story.article_id', 'desc')
    .limit(limit)
    .execute();
}

/** Every story in other languages that belongs to one of that time: originals, and translations of the same original. */
export async function findTranslationEntries(db: Db, range: Range): Promise<StoryEntry[]> {
  const listed = (column: 'story.article_id' | 'story.translation_of') =>
    within(db, range)
      .select((select) => select.ref(column).as('id'))
      .where(column, 'is not', null);
  const translations = visible(db, range.now)
    .select(entryColumns)
    .where((where) =>
      where.or([
        where('story.translation_of', 'in', listed('story.article_id')),
        where('story.translation_of', 'in', listed('story.translation_of')),
      ]),
    );
  const originals = visible(db, range.now)
    .select(entryColumns)
    .where('story.article_id', 'in', listed('story.translation_of'));
  return (await Promise.all([originals.execute(), translations.execute()])).flat();
}

/** How many stories of a time there are, and when one of them last changed. */
export async function summarise(db: Db, range: Range): Promise<{ count: number; changedAt: string | null }> {
  const row = await within(db, range)
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.max('story.published_at').as('published'),
      fn.max('story.updated_at').as('updated'),
    ])
    .executeTakeFirstOrThrow();
  const times = [row.published, row.updated].filter((time) => time !== null).sort();
  return { count: Number(row.count), changedAt: times.at(-1) ?? null };
}

/** When the first story from that time on was published; null where there is none. */
export async function findNextTime(db: Db, { now, from }: { now: string; from: string }): Promise<string | null> {
  const row = await visible(db, now)
    .select('story.published_at as at')
    .where('story.published_at', '>=', from)
    .orderBy('story.published_at')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}
