import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import { type FeedFormat, feedFormats } from '../../articles/pages/feed-links.ts';
import type { Feed, FeedItem } from './feeds.ts';

/** The feed as a file of that form. */
export const writeFeed: Record<FeedFormat, (feed: Feed) => string> = {
  /** Sources: rssboard.org/rss-specification, and the modules Dublin Core, content and Atom. */
  rss: (feed) =>
    wellFormed(
      generateRssFeed({
        title: feed.title,
        link: feed.address,
        description: feed.description,
        language: feed.language,
        lastBuildDate: new Date(feed.changedAt),
        atom: { links: [{ href: feed.addresses.rss, rel: 'self', type: feedFormats.rss.type }] },
        items: feed.items.map((item) => rssItem(item)),
      }),
    ),
  /** Source: RFC 4287. */
  atom: (feed) =>
    wellFormed(
      generateAtomFeed({
        id: feed.address,
        title: { value: feed.title, type: 'text' },
        subtitle: { value: feed.description, type: 'text' },
        updated: new Date(feed.changedAt),
        authors: [{ name: feed.publisher.name, uri: feed.publisher.address }],
        xml: { lang: feed.language },
        links: [
          { href: feed.addresses.atom, rel: 'self', type: feedFormats.atom.type },
          { href: feed.address, rel: 'alternate', type: 'text/html' },
        ],
        entries: feed.items.map((item) => atomEntry(item)),
      }),
    ),
  /** Source: jsonfeed.org/version/1.1. */
  json: (feed) =>
    JSON.stringify({
      ...(generateJsonFeed({
        title: feed.title,
        description: feed.description,
        language: feed.language,
        home_page_url: feed.address,
        feed_url: feed.addresses.json,
        authors: [{ name: feed.publisher.name, url: feed.publisher.address }],
        items: feed.items.map((item) => jsonItem(item)),
      }) as object),
      // The library leaves out a list with nothing in it, which a reader may rely on.
      ...(feed.items.length === 0 ? { items: [] } : {}),
    }),
};

const rssItem = (item: FeedItem) => ({
  title: item.title,
  link: item.address,
  description: item.summary ?? undefined,
  guid: { value: item.id, isPermaLink: false },
  pubDate: new Date(item.published),
  atom: { updated: new Date(item.updated) },
  dc: { creators: item.authors.map(({ name }) => name), ...(item.language ? { languages: [item.language] } : {}) },
  ...(item.language ? { xml: { lang: item.language } } : {}),
  categories: item.tags.map((name) => ({ name })),
  content: { encoded: item.html },
  ...(item.enclosure
    ? { enclosures: [{ url: item.enclosure.address, length: item.enclosure.bytes, type: item.enclosure.mime }] }
    : {}),
  ...(item.picture
    ? {
        media: {
          contents: [
            {
              url: item.picture.address,
              medium: 'image',
              ...(item.picture.width ? { width: item.picture.width } : {}),
              ...(item.picture.height ? { height: item.picture.height } : {}),
            },
          ],
        },
      }
    : {}),
});

const atomEntry = (item: FeedItem) => ({
  id: item.id,
  title: { value: item.title, type: 'text' },
  published: new Date(item.published),
  updated: new Date(item.updated),
  authors: item.authors.map(({ name, address }) => ({ name, uri: address ?? undefined })),
  categories: item.tags.map((term) => ({ term })),
  links: [
    { href: item.address, rel: 'alternate', type: 'text/html' },
    ...(item.enclosure
      ? [{ href: item.enclosure.address, rel: 'enclosure', type: item.enclosure.mime, length: item.enclosure.bytes }]
      : []),
  ],
  ...(item.summary ? { summary: { value: item.summary, type: 'text' } } : {}),
  content: { value: item.html, type: 'html' },
  ...(item.language ? { xml: { lang: item.language } } : {}),
});

const jsonItem = (item: FeedItem) => ({
  id: item.id,
  url: item.address,
  title: item.title,
  content_html: item.html,
  ...(item.summary ? { summary: item.summary } : {}),
  ...(item.picture ? { image: item.picture.address } : {}),
  date_published: new Date(item.published),
  date_modified: new Date(item.updated),
  authors: item.authors.map(({ name, address }) => ({ name, url: address ?? undefined })),
  tags: item.tags,
  ...(item.enclosure ? { attachments: [attachmentOf(item.enclosure)] } : {}),
  ...(item.language ? { language: item.language } : {}),
});

const attachmentOf = ({ address, mime, bytes, seconds }: NonNullable<FeedItem['enclosure']>) => ({
  ...{ url: address, mime_type: mime, size_in_bytes: bytes, duration_in_seconds: Math.max(1, Math.round(seconds)) },
});

// Everything that XML 1.0 has no place for, escaped or not (section 2.2).
const noXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** What the library writes, without characters that no XML may hold, and without the line ends that it puts around a text. */
export const wellFormed = (xml: string): string =>
  xml
    .toWellFormed()
    .replace(noXml, '')
    .replace(/>\n *<!\[CDATA\[/g, '><![CDATA[')
    .replace(/\]\]>\n *<\//g, ']]></');
