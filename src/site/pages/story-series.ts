import type { Link } from '../../articles/pages/card.ts';
import { words } from '../../text/language.ts';
import { nameIn } from '../../topics/section.ts';
import type { LoadedStory } from '../queries/story.ts';

/** Where the story stands in its series, and what comes before and after it. */
export interface SeriesModel {
  name: string;
  href: string;
  part: string;
  previous: Link | null;
  next: Link | null;
}

export function seriesModel({ series: place, story }: LoadedStory): SeriesModel | null {
  if (!place) return null;
  const link = (entry: typeof place.next): Link | null =>
    entry && { text: entry.shortHeadline || entry.headline, href: entry.path };
  return {
    name: nameIn(place.series, story.language),
    href: `/series/${place.series.slug}`,
    part: words(story.language).lists.part(place.part, place.parts),
    previous: link(place.previous),
    next: link(place.next),
  };
}
