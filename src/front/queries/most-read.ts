import { sql } from 'kysely';
import { readsStep, stepOf } from '../../articles/article/reads.ts';
import { type Card, withCard } from '../../articles/queries/reading.ts';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { before, later } from '../../text/moments.ts';

/** So many stand on the page. */
const shown = 5;
/** Among so many they are looked for: some are withdrawn, or in another language. */
const looked = 50;

const day = 24 * 3_600_000;

/** When it is renewed, as the 24 characters of toISOString(). */
export const mostReadUntil = (now: string): string => later(stepOf(now), readsStep);

type Ranking = (db: Db, now: string) => Promise<number[]>;

/** Of the 24 hours before the last full ten minutes: numbers of those change no more, so everybody finds the same. */
const rank: Ranking = async (db, now) => {
  const until = stepOf(now);
  const rows = await db
    .selectFrom('story_reads')
    .select('article_id as articleId')
    .where('since', '>=', before(until, day))
    .where('since', '<', until)
    .groupBy('article_id')
    .orderBy(sql`sum(count)`, 'desc')
    .orderBy('article_id', 'desc')
    .limit(looked)
    .execute();
  return rows.map(({ articleId }) => articleId);
};

/** Adds up once each ten minutes, however often it is asked. */
export function rememberRanking(): Ranking {
  let last: { of: string; ids: Promise<number[]> } | null = null;
  return (db, now) => {
    const of = stepOf(now);
    if (last?.of === of) return last.ids;
    const asked = { of, ids: rank(db, now) };
    last = asked;
    asked.ids.catch(() => {
      if (last === asked) last = null;
    });
    return asked.ids;
  };
}

/** What was read most of what readers can see now, in that language, the most first. */
export async function findMostRead(
  db: Db,
  { now, language }: { now: string; language: Language },
  ranking: Ranking = rank,
): Promise<MostRead[]> {
  const ids = await ranking(db, now);
  if (ids.length === 0) return [];
  const rows = await withCard(db, now)
    .where('story.article_id', 'in', ids)
    .where('story.language', '=', language)
    .execute();
  const known = new Map(rows.map((row) => [row.articleId, row]));
  return ids.flatMap((id) => known.get(id) ?? []).slice(0, shown);
}

export type MostRead = Pick<Card, 'path' | 'headline' | 'shortHeadline' | 'label' | 'leadKind' | 'leadVideo'>;
