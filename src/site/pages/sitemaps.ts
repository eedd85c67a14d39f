import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ErrorLevel, SitemapIndexStream, type SitemapItemLoose, SitemapStream } from 'sitemap';
import type { Site } from '../../db/settings.ts';
import {
  addressesInFile,
  type ListEntry,
  type MonthEntry,
  type MonthFile,
  type SiteEntries,
  type StoryEntry,
} from '../queries/sitemaps.ts';
import { addressOf } from './article-data.ts';

/** The parts that a sitemap of so many addresses is in. */
const filesFor = (count: number): number[] =>
  Array.from({ length: Math.max(1, Math.ceil(count / addressesInFile)) }, (_, index) => index + 1);

const fileName = (name: string, file: number): string => `/sitemap-${name}${file > 1 ? `-${file}` : ''}.xml`;

const monthName = ({ year, month }: Pick<MonthEntry, 'year' | 'month'>, between: string): string =>
  `${String(year).padStart(4, '0')}${between}${String(month).padStart(2, '0')}`;

/** Newest months first, which are asked for most. */
export function sitemapIndex(entries: SiteEntries, siteUrl: string): Promise<Buffer> {
  const months = entries.months.toReversed().flatMap((month) =>
    filesFor(month.count).map((file) => ({
      url: `${siteUrl}${fileName(monthName(month, '-'), file)}`,
      lastmod: month.changedAt,
    })),
  );
  const site = siteItems(entries, siteUrl);
  const pages = filesFor(site.length).map((file) => ({
    url: `${siteUrl}${fileName('pages', file)}`,
    lastmod: lastOf(filePart(site, file)),
  }));
  return written(new SitemapIndexStream({ level: ErrorLevel.THROW }), [...pages, ...months]);
}

const filePart = (items: SitemapItemLoose[], file: number): SitemapItemLoose[] =>
  items.slice((file - 1) * addressesInFile, file * addressesInFile);

const lastOf = (items: SitemapItemLoose[]): string | undefined =>
  items
    .flatMap(({ lastmod }) => lastmod ?? [])
    .sort()
    .at(-1);

/** The front, sections, topics, people, series, months and pages; null past the last file. */
export async function siteSitemap(entries: SiteEntries, siteUrl: string, file: number): Promise<Buffer | null> {
  const items = filePart(siteItems(entries, siteUrl), file);
  return items.length > 0 ? writtenItems(items, { xhtml: true, news: false }) : null;
}

function siteItems({ lists, months, pages, video }: SiteEntries, siteUrl: string): SitemapItemLoose[] {
  const item = (path: string, lastmod: string | null | undefined): SitemapItemLoose => ({
    url: addressOf({ path }, siteUrl),
    ...(lastmod ? { lastmod } : {}),
  });
  // A section has a page before it has stories; of the others nobody knows before.
  const ofLists = (prefix: string, entries: ListEntry[], always = false) =>
    entries
      .filter(({ newest }) => always || newest !== null)
      .map(({ slug, newest }) => item(`${prefix}/${slug}`, newest));
  const newest = lists.section.flatMap((section) => section.newest ?? []).sort();
  return [
    item('/', newest.at(-1)),
    ...ofLists('', lists.section, true),
    ...ofLists('/topics', lists.topic),
    ...ofLists('/by', lists.person),
    ...ofLists('/series', lists.series),
    ...months.map((month) => item(`/archive/${monthName(month, '/')}`, month.changedAt)),
    ...(video === null ? [] : [item('/video', video)]),
    item('/corrections', null),
    item('/site-map', null),
    ...withTranslations(pages, pages, siteUrl),
  ];
}

/** Stories of a month. */
export const monthSitemap = ({ stories, translations }: MonthFile, siteUrl: string): Promise<Buffer> =>
  writtenItems(withTranslations(stories, translations, siteUrl), { xhtml: true, news: false });

type Translatable = Pick<StoryEntry, 'articleId' | 'path' | 'language' | 'publishedAt' | 'updatedAt' | 'translationOf'>;

const groupOf = ({ articleId, translationOf }: Translatable): number => translationOf ?? articleId;

function withTranslations(entries: Translatable[], others: Translatable[], siteUrl: string): SitemapItemLoose[] {
  const groups = Map.groupBy(new Map(others.map((each) => [each.articleId, each])).values(), groupOf);
  return entries.map((entry) => {
    const group = [entry, ...(groups.get(groupOf(entry)) ?? []).filter(({ path }) => path !== entry.path)];
    return {
      url: addressOf(entry, siteUrl),
      lastmod: entry.updatedAt ?? entry.publishedAt,
      links: languageLinks(group, siteUrl),
    };
  });
}

/** As the page itself says: each language once, the entry's own first, and the original for all others. */
function languageLinks(group: Translatable[], siteUrl: string): { lang: string; url: string }[] {
  const byLanguage = new Map(group.toReversed().map((each) => [each.language, each]));
  if (byLanguage.size < 2) return [];
  const original = group.find(({ translationOf }) => translationOf === null);
  return [
    ...[...byLanguage].map(([lang, each]) => ({ lang, url: addressOf(each, siteUrl) })),
    ...(original ? [{ lang: 'x-default', url: addressOf(original, siteUrl) }] : []),
  ];
}

const nothingNew =
  '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>';

/** For Google News. */
export async function newsSitemap(
  { site, stories }: { site: Site; stories: StoryEntry[] },
  siteUrl: string,
): Promise<Buffer> {
  // The library writes none without an address; two quiet days are no mistake.
  if (stories.length === 0) return Buffer.from(nothingNew);
  const items = stories.map((story) => ({
    url: addressOf(story, siteUrl),
    news: {
      publication: { name: site.name, language: story.language },
      publication_date: story.publishedAt,
      title: story.headline,
    },
  }));
  return writtenItems(items, { xhtml: false, news: true });
}

const writtenItems = (items: SitemapItemLoose[], { xhtml, news }: { xhtml: boolean; news: boolean }): Promise<Buffer> =>
  written(new SitemapStream({ level: ErrorLevel.THROW, xmlns: { xhtml, news, image: false, video: false } }), items);

async function written(stream: SitemapStream | SitemapIndexStream, items: object[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  await pipeline(Readable.from(items), stream, async (written) => {
    for await (const part of written) parts.push(Buffer.from(part));
  });
  return Buffer.concat(parts);
}
