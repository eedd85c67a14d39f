import { generateRssFeed } from 'feedsmith';
import type { Correction } from '../../articles/queries/corrections.ts';
import type { Site } from '../../db/settings.ts';
import { words } from '../../text/language.ts';
import { correctionsPath } from './corrections.ts';
import { wellFormed } from './feed-formats.ts';

export const correctionsFeedPath = `${correctionsPath}/feed.xml`;

/** What was put right, as RSS. Source: rssboard.org/rss-specification, and the Atom module. */
export function correctionsFeed(
  { site, corrections }: { site: Site; corrections: Correction[] },
  siteUrl: string,
): string {
  const says = words(site.language).history;
  const link = `${siteUrl}${correctionsPath}`;
  const self = `${siteUrl}${correctionsFeedPath}`;
  const feed = generateRssFeed({
    title: `${site.name}: ${says.corrections}`,
    link,
    description: says.correctionsAbout(site.name),
    language: site.language,
    ...(corrections[0] ? { lastBuildDate: new Date(corrections[0].at) } : {}),
    atom: { links: [{ href: self, rel: 'self', type: 'application/rss+xml' }] },
    items: corrections.map(({ id, at, text, path, headline, language }) => ({
      title: words(language).history.correctionOf(headline),
      link: `${siteUrl}${encodeURI(path)}#correction`,
      description: text,
      // Of the site's name and the day, neither of which changes. Source: RFC 4151.
      guid: { value: `tag:${new URL(siteUrl).hostname},${at.slice(0, 10)}:correction-${id}`, isPermaLink: false },
      pubDate: new Date(at),
    })),
  });
  return wellFormed(feed);
}
