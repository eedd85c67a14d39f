import type { Moment } from '../../articles/pages/card.ts';
import type { Story } from '../../articles/queries/reading.ts';
import { threadKeeping } from '../../comments/pages/view.ts';
import type { Keeping } from '../../http/render.ts';
import { clock, datePath, dayAndTime, longDateTime, type Place, zoneLabel } from '../../text/dates.ts';
import { words } from '../../text/language.ts';
import { earliest } from '../../text/moments.ts';
import type { LoadedStory } from '../queries/story.ts';
import { turnsOld } from './story-comfort.ts';

export interface StoryTimes {
  published: Moment;
  updated: Moment | null;
  corrected: Moment | null;
}

/** What changed a story, or a page beside them. */
type Changed = Pick<Story, 'publishedAt' | 'updatedAt' | 'corrections'>;

/** @param when how their times are written: with the year where what they correct stands for years */
export const correctionModels = (changed: Changed, place: Place, when = dayAndTime) =>
  changed.corrections
    .toReversed()
    .map(({ at, text }) => ({ heading: words(place.language).correctionHeading(when(at, place)), text }));

/** "23 November 2026, 9:12 (UTC+1)" */
const withZone = (iso: string, place: Place) => `${longDateTime(iso, place)} (${zoneLabel(place.zone, iso)})`;

/** When it came out and when it was last changed; on the day of publication the clock says it all. */
export function storyTimes(changed: Changed, place: Place): StoryTimes {
  const { publishedAt, updatedAt } = changed;
  const moment = (iso: string): Moment => {
    const sameDay = datePath(iso, place.zone) === datePath(publishedAt, place.zone);
    return { iso, text: sameDay ? clock(iso, place) : withZone(iso, place) };
  };
  const corrected = changed.corrections.at(-1)?.at ?? null;
  // A correction is the newest change, or an update came after it: both are told.
  const updated = updatedAt !== null && updatedAt !== corrected ? updatedAt : null;
  return {
    published: { iso: publishedAt, text: withZone(publishedAt, place) },
    updated: updated === null ? null : moment(updated),
    corrected: corrected === null ? null : moment(corrected),
  };
}

/** With its comments, and the stories that it leads on to: of its section and topics the newest, of its series the neighbours. */
export function storyKeeping(loaded: LoadedStory, now: string): Keeping {
  const { story, thread, topics, related } = loaded;
  const comments = thread.threads.flatMap((each) => each.comments);
  const keeping = threadKeeping(comments, { story, now });
  const names = [
    ...keeping.names,
    ...(story.translationOf === null ? [] : [`article:${story.translationOf}`]),
    `section:${story.sectionId}`,
    ...topics.map(({ id }) => `topic:${id}`),
    ...(story.seriesId === null ? [] : [`series:${story.seriesId}`]),
    ...related.map(({ articleId }) => `card:${articleId}`),
  ];
  return { ...keeping, names, freshUntil: earliest([keeping.freshUntil, turnsOld(loaded, now)]) };
}
