import type { HeadLink } from '../../http/render.ts';
import { type Language, words } from '../../text/language.ts';

/** The forms that a feed comes in: how its address ends, and what kind of file it is. */
export const feedFormats = {
  rss: { ending: 'feed.xml', type: 'application/rss+xml', name: 'RSS' },
  atom: { ending: 'feed.atom', type: 'application/atom+xml', name: 'Atom' },
  json: { ending: 'feed.json', type: 'application/feed+json', name: 'JSON' },
} as const;

export type FeedFormat = keyof typeof feedFormats;

/** The feeds below an address, which ends without a slash. */
export const feedLinks = (address: string, name: string, language: Language): HeadLink[] =>
  Object.values(feedFormats).map((format) => ({
    type: format.type,
    title: words(language).feeds.feedOf(name, format.name),
    href: `${encodeURI(address)}/${format.ending}`,
  }));
