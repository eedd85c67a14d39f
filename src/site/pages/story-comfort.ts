import type { Kicker, Link } from '../../articles/pages/card.ts';
import { datePath } from '../../text/dates.ts';
import { factsOf, type Language, words } from '../../text/language.ts';
import { later } from '../../text/moments.ts';
import type { LoadedStory } from '../queries/story.ts';

export interface Share {
  /** Plain links: each leads to a form in which the reader sends the address, or does not. */
  links: Link[];
  /** What the script of share.ts passes on. */
  address: string;
  title: string;
  /** The address as people read it, for paper. */
  shown: string;
}

/** "Video · 4 min read". A live story grows, and one without words is not read. */
export function withReadingTime(kicker: Kicker | null, { story }: LoadedStory): Kicker | null {
  if (kicker === null || kicker.live || story.words === 0) return kicker;
  const minutes = Math.max(1, Math.round(story.words / factsOf(story.language).wordsPerMinute));
  const time = words(story.language).comfort.readingTime(minutes);
  return { ...kicker, label: kicker.label === null ? time : `${kicker.label} · ${time}` };
}

/** The year of a story that came out more than a year ago, else null. */
export function yearOfOld({ story, site }: LoadedStory, now: string): string | null {
  return aYearOn(story) < now ? datePath(story.publishedAt, site.zone).slice(0, 4) : null;
}

/** From when on that is said; null where it is said already. */
export const turnsOld = ({ story }: LoadedStory, now: string): string | null =>
  aYearOn(story) < now ? null : later(aYearOn(story), 1);

function aYearOn({ publishedAt }: LoadedStory['story']): string {
  const date = new Date(publishedAt);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString();
}

/** Sources: RFC 6068 for mail; the pages of each service about its sharing links. All of them take percent-encoding, none of them `+`. */
export function shareLinks(headline: string, { address, language }: { address: string; language: Language }): Link[] {
  const title = encodeURIComponent(headline.toWellFormed());
  const url = encodeURIComponent(address);
  // A line of its own, which all of them make a link.
  const both = `${title}%0A${url}`;
  return [
    { text: words(language).comfort.shareByMail, href: `mailto:?subject=${title}&body=${title}%0D%0A${url}` },
    { text: 'WhatsApp', href: `https://wa.me/?text=${both}` },
    { text: 'Telegram', href: `https://t.me/share/url?url=${url}&text=${title}` },
    { text: 'Bluesky', href: `https://bsky.app/intent/compose?text=${both}` },
    { text: 'X', href: `https://x.com/intent/post?text=${title}&url=${url}` },
  ];
}
