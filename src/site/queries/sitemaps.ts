import { findPageLinks, type PageLink } from '../../articles/queries/pages.ts';
import { findListEntries, type ListEntry, newestWithVideo } from '../../articles/queries/sitemap-lists.ts';
import {
  findEntries,
  findNewest,
  findNextTime,
  findTranslationEntries,
  type StoryEntry,
  summarise,
} from '../../articles/queries/sitemaps.ts';
import type { Db } from '../../db/database.ts';
import { readSite, type Site } from '../../db/settings.ts';
import { datePath, monthBounds } from '../../text/dates.ts';
import { before } from '../../text/moments.ts';

/** Of one file. The protocol allows 50,000 (sitemaps.org/protocol.html, "Sitemap index files"); a smaller file is made in a moment. */
export const addressesInFile = 10_000;

/** Stories of a month by the newsroom's calendar, as in their addresses. */
export interface MonthEntry {
  year: number;
  month: number;
  count: number;
  changedAt: string;
}

/** Months in which stories were published that readers see, oldest first. */
export async function findMonths(db: Db, now: string): Promise<MonthEntry[]> {
  const { zone } = await readSite(db);
  const months: MonthEntry[] = [];
  let from = '';
  for (;;) {
    const at = await findNextTime(db, { now, from });
    const named = at === null ? null : monthAt(at, zone);
    const bounds = named && monthBounds(named, zone);
    if (!named || !bounds || bounds.until <= from) return months;
    const { count, changedAt } = await summarise(db, { now, ...bounds });
    if (changedAt !== null) months.push({ ...named, count, changedAt });
    from = bounds.until;
  }
}

function monthAt(at: string, zone: string): { year: number; month: number } {
  const [year, month] = datePath(at, zone).split('/');
  return { year: Number(year), month: Number(month) };
}

export interface MonthFile {
  stories: StoryEntry[];
  /** Of those, and of each other, in other languages. */
  translations: StoryEntry[];
}

/** A file of a month, from 1 on; null where there is nothing in it. */
export async function loadMonth(
  db: Db,
  { year, month, file, now }: { year: number; month: number; file: number; now: string },
): Promise<MonthFile | null> {
  const { zone } = await readSite(db);
  const bounds = monthBounds({ year, month }, zone);
  if (!bounds) return null;
  const range = { now, ...bounds };
  const part = { limit: addressesInFile, offset: (file - 1) * addressesInFile };
  const [stories, translations] = await Promise.all([
    findEntries(db, { ...range, ...part }),
    findTranslationEntries(db, range),
  ]);
  return stories.length > 0 ? { stories, translations } : null;
}

/** What is not a story: the front, lists, and pages beside the stories. */
export interface SiteEntries {
  lists: Awaited<ReturnType<typeof findListEntries>>;
  months: MonthEntry[];
  pages: PageLink[];
  /** When the newest story with a video was published; null where there is none. */
  video: string | null;
}

export async function loadSiteEntries(db: Db, now: string): Promise<SiteEntries> {
  const [lists, months, pages, [video]] = await Promise.all([
    findListEntries(db, now),
    findMonths(db, now),
    findPageLinks(db, now),
    newestWithVideo(db, { now }),
  ]);
  return { lists, months, pages, video: video?.at ?? null };
}

export type { ListEntry, StoryEntry };

const newsLimit = 1000;
const newsHours = 48;

/** Source: developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap: the last two days, at most 1,000. */
export async function loadNews(db: Db, now: string): Promise<{ site: Site; stories: StoryEntry[] }> {
  const since = before(now, newsHours * 3_600_000);
  const [site, stories] = await Promise.all([readSite(db), findNewest(db, { now, since, limit: newsLimit })]);
  return { site, stories };
}
