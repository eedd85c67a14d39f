import { feedFormats } from '../../articles/pages/feed-links.ts';
import type { Correction } from '../../articles/queries/corrections.ts';
import type { Site } from '../../db/settings.ts';
import { words } from '../../text/language.ts';
import { escapedParagraphs } from '../../text/markdown/plain-text.ts';
import { correctionsPath } from './corrections.ts';
import { beginning, type Feed, type FeedItem } from './feeds.ts';

/** What was put right, newest first. */
export function correctionsFeed(
  { site, corrections }: { site: Site; corrections: Correction[] },
  siteUrl: string,
): Feed {
  const says = words(site.language).history;
  const address = `${siteUrl}${correctionsPath}`;
  return {
    title: `${site.name}: ${says.corrections}`,
    description: says.correctionsAbout(site.name),
    language: site.language,
    address,
    addresses: {
      rss: `${address}/${feedFormats.rss.ending}`,
      atom: `${address}/${feedFormats.atom.ending}`,
      json: `${address}/${feedFormats.json.ending}`,
    },
    publisher: { name: site.name, address: `${siteUrl}/` },
    changedAt: corrections[0]?.at ?? beginning,
    items: corrections.map((correction) => itemOf(correction, site, siteUrl)),
  };
}

const itemOf = ({ id, at, text, path, headline, language }: Correction, site: Site, siteUrl: string): FeedItem => ({
  // Of the site's name and the day, neither of which changes. Source: RFC 4151.
  id: `tag:${new URL(siteUrl).hostname},${at.slice(0, 10)}:correction-${id}`,
  address: `${siteUrl}${encodeURI(path)}#correction`,
  title: words(language).history.correctionOf(headline),
  summary: text,
  html: escapedParagraphs(text).trim(),
  language: language === site.language ? null : language,
  published: at,
  updated: at,
  authors: [],
  tags: [],
  picture: null,
  enclosure: null,
});
