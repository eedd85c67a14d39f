import { DomUtils, parseDocument } from 'htmlparser2';
import RssParser from 'rss-parser';
import type { Response } from 'supertest';
import type { Context } from '../../src/context.ts';

/* What feeds and sitemaps say, read by programs of others, beside what the database says that they should. */

/** A story in a feed, whatever form it has; times as the database has them, to the second where the form knows no less. */
export interface ReadItem {
  id: string;
  address: string;
  title: string;
  published: string;
  updated: string;
  authors: string[];
  /** Null where it is the feed's. */
  language: string | null;
}

export interface ReadFeed {
  title: string;
  self: string;
  items: ReadItem[];
  /** The text of each story, by its title. */
  texts: Record<string, string>;
}

type Parsed = Record<string, unknown>;

const parser = new RssParser<Parsed, Parsed>({
  customFields: {
    feed: [['atom:link', 'self']],
    item: [
      ['guid', 'guids', { keepArray: true }],
      ['dc:creator', 'creators', { keepArray: true }],
      ['author', 'people', { keepArray: true }],
      ['atom:updated', 'updated'],
      ['updated', 'updated'],
      ['id', 'id'],
      ['$', 'attributes', { keepArray: true }],
    ],
  } as unknown as RssParser.CustomFields<Parsed, Parsed>,
});

/** Refuses what is no well-formed XML. */
export async function readRss({ text }: Pick<Response, 'text'>): Promise<ReadFeed> {
  const feed = await parser.parseString(text);
  const self = (feed as unknown as { self: { $: Record<string, string> } }).self.$;
  expectEqual(self.rel, 'self');
  const items = feed.items.map((item): ReadItem => {
    const [guid] = item.guids as [{ _: string; $: Record<string, string> }];
    expectEqual(guid.$.isPermaLink, 'false');
    return {
      id: guid._,
      address: String(item.link),
      title: String(item.title),
      published: String(item.isoDate),
      updated: String(item.updated),
      authors: (item.creators as string[] | undefined) ?? [],
      language: languageIn(item),
    };
  });
  return { title: String(feed.title), self: self.href ?? '', items, texts: textsOf(feed.items, 'content:encoded') };
}

export async function readAtom({ text }: Pick<Response, 'text'>): Promise<ReadFeed> {
  const feed = await parser.parseString(text);
  const items = feed.items.map(
    (item): ReadItem => ({
      id: String(item.id),
      address: String(item.link),
      title: String(item.title),
      published: String(item.pubDate),
      updated: String(item.updated),
      authors: ((item.people as { name: string[] }[] | undefined) ?? []).map(({ name }) => String(name[0])),
      language: languageIn(item),
    }),
  );
  return { title: String(feed.title), self: String(feed.feedUrl), items, texts: textsOf(feed.items, 'content') };
}

const languageIn = ({ attributes }: Parsed): string | null =>
  (attributes as Record<string, string> | undefined)?.['xml:lang'] ?? null;

const textsOf = (items: Parsed[], name: string): Record<string, string> =>
  Object.fromEntries(items.map((item) => [String(item.title), String(item[name])]));

interface JsonFeedItem {
  id: string;
  url: string;
  title: string;
  content_html: string;
  date_published: string;
  date_modified: string;
  authors?: { name: string; url?: string }[];
  language?: string;
}

/** By the rules of jsonfeed.org/version/1.1: what is required is there, and an address is an address. */
export function readJson(answer: Pick<Response, 'text' | 'body'>): ReadFeed {
  // The type is none that the browser of the tests takes for JSON.
  const feed = JSON.parse(answer.text ?? String(answer.body));
  expectEqual(feed.version, 'https://jsonfeed.org/version/1.1');
  for (const address of [feed.home_page_url, feed.feed_url]) expectEqual(URL.canParse(address), true);
  const items = (feed.items as JsonFeedItem[]).map((item): ReadItem => {
    for (const name of ['id', 'title', 'content_html'] as const) expectEqual(typeof item[name], 'string');
    for (const address of [item.url, ...(item.authors ?? []).flatMap(({ url }) => url ?? [])])
      expectEqual(URL.canParse(address), true);
    return {
      id: item.id,
      address: item.url,
      title: item.title,
      published: item.date_published,
      updated: item.date_modified,
      authors: (item.authors ?? []).map(({ name }) => name),
      language: item.language ?? null,
    };
  });
  const texts = (feed.items as JsonFeedItem[]).map(({ title, content_html }) => [title, content_html]);
  return { title: feed.title, self: feed.feed_url, items, texts: Object.fromEntries(texts) };
}

function expectEqual(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`It is ${JSON.stringify(found)}, and should be ${JSON.stringify(wanted)}.`);
}

/** What feeds should hold now, from the database's own rows. `siteUrl` without a slash at the end. */
export async function expectedItems({ db, now, config: { siteUrl } }: Context): Promise<ReadItem[]> {
  const rows = await db.reader
    .selectFrom('published_articles')
    .selectAll()
    .where('published_at', '<=', now())
    .orderBy('published_at', 'desc')
    .orderBy('article_id', 'desc')
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      id: `tag:${new URL(siteUrl).hostname},${row.published_at.slice(0, 10)}:story-${row.article_id}`,
      address: `${siteUrl}${encodeURI(row.path)}`,
      title: row.headline,
      published: row.published_at,
      updated: row.updated_at ?? row.published_at,
      authors: await authorsOf(db.reader, row.article_id),
      language: row.language === 'en' ? null : row.language,
    })),
  );
}

async function authorsOf(db: Context['db']['reader'], articleId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('published_article_authors as author')
    .innerJoin('people', 'people.id', 'author.person_id')
    .select('people.name')
    .where('author.article_id', '=', articleId)
    .orderBy('author.position')
    .execute();
  return rows.map(({ name }) => name);
}

export interface ReadEntry {
  address: string;
  changed: string | null;
  /** hreflang → address */
  languages: Record<string, string>;
  news: { name: string; language: string; published: string; title: string } | null;
}

/** The addresses in a sitemap, or the files in an index of sitemaps. */
export function readSitemap({ text }: Pick<Response, 'text'>): ReadEntry[] {
  const document = parseDocument(text, { xmlMode: true });
  const named = (name: string, within = document.children) => DomUtils.getElementsByTagName(name, within, true);
  const textIn = (name: string, within: Parameters<typeof named>[1]) => {
    const [found] = named(name, within);
    return found ? DomUtils.textContent(found) : null;
  };
  return [...named('url'), ...named('sitemap')].map((entry) => ({
    address: textIn('loc', entry.children) ?? '',
    changed: textIn('lastmod', entry.children),
    languages: Object.fromEntries(
      named('xhtml:link', entry.children).map(({ attribs }) => [attribs.hreflang, attribs.href ?? '']),
    ),
    news: named('news:news', entry.children)[0]
      ? {
          name: textIn('news:name', entry.children) ?? '',
          language: textIn('news:language', entry.children) ?? '',
          published: textIn('news:publication_date', entry.children) ?? '',
          title: textIn('news:title', entry.children) ?? '',
        }
      : null,
  }));
}
