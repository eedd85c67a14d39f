import type { Moment } from '../../articles/pages/card.ts';
import { clock, datePath, longDateTime, type Place, zoneLabel } from '../../text/dates.ts';
import type { LoadedStory } from '../queries/story.ts';

export interface StoryTimes {
  published: Moment;
  updated: Moment | null;
  corrected: Moment | null;
}

export const correctionsOf = ({ story }: LoadedStory) =>
  JSON.parse(story.corrections) as { at: string; text: string }[];

/** "23 November 2026, 9:12 (UTC+1)" */
const withZone = (iso: string, place: Place) => `${longDateTime(iso, place)} (${zoneLabel(place.zone, iso)})`;

/** When the story came out and when it was last changed; on the day of publication the clock says it all. */
export function storyTimes(loaded: LoadedStory, place: Place): StoryTimes {
  const { story } = loaded;
  const moment = (iso: string): Moment => {
    const sameDay = datePath(iso, place.zone) === datePath(story.publishedAt, place.zone);
    return { iso, text: sameDay ? clock(iso, place) : withZone(iso, place) };
  };
  const corrected = correctionsOf(loaded).at(-1)?.at ?? null;
  // A correction is the newest change, or an update came after it: both are told.
  const updated = story.updatedAt !== null && story.updatedAt !== corrected ? story.updatedAt : null;
  return {
    published: { iso: story.publishedAt, text: withZone(story.publishedAt, place) },
    updated: updated === null ? null : moment(updated),
    corrected: corrected === null ? null : moment(corrected),
  };
}
