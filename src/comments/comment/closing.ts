import type { CommentsMode } from '../../db/tables.ts';
import { clock, utcToZoned, zonedToUtc } from '../../text/dates.ts';
import type { Words } from '../../text/language.ts';
import { earliest, later } from '../../text/moments.ts';
import { shiftDay } from '../../text/weeks.ts';
import type { Flood } from './flood.ts';

/** When readers cannot comment, whatever a story says. */
export interface Closings {
  all: boolean;
  /** So many days after its publication a story is closed; null for never. */
  days: number | null;
  /** Sections whose stories are closed. */
  sections: readonly number[];
  /** From one time of the day to another, "HH:mm" on the newsroom's clocks, mostly over midnight; null for never. */
  night: { from: string; until: string } | null;
}

export const noClosings: Closings = { all: false, days: null, sections: [], night: null };

export const longestDays = 3650;

export type ClosedFor = 'story' | 'all' | 'section' | 'age' | 'night' | 'flood';

/** How comments on a story stand at one moment. */
export interface Standing {
  mode: CommentsMode;
  /** Null where they are not closed. */
  closedFor: ClosedFor | null;
  /** When they open again by themselves; null where they do not, or nobody knows. */
  until: string | null;
  /** The same on the newsroom's clocks, "7:00", where it is within a day. */
  opens: string | null;
  /** How long this stays so, as far as clocks can tell; null for ever. */
  freshUntil: string | null;
}

export interface Moment {
  now: string;
  zone: string;
  flood?: Flood | null;
}

export interface Dated {
  comments: CommentsMode;
  publishedAt: string;
  sectionId: number;
}

/** The one place that says whether comments are open: story pages, forms, posts and feeds ask it. */
export function standingOf(story: Dated, closings: Closings, { now, zone, flood = null }: Moment): Standing {
  const closed = (closedFor: ClosedFor, until: string | null = null): Standing => {
    const isWithinADay = until !== null && until < later(now, day);
    return {
      ...{ mode: 'closed', closedFor, until, opens: isWithinADay ? clock(until, { zone }) : null },
      // A day before, the time is told.
      freshUntil: until === null || isWithinADay ? until : later(until, 1 - day),
    };
  };
  if (story.comments === 'closed') return closed('story');
  if (closings.all) return closed('all');
  if (closings.sections.includes(story.sectionId)) return closed('section');
  const age = closings.days === null ? null : later(story.publishedAt, closings.days * day);
  if (age !== null && age <= now) return closed('age');
  const floodEnd = flood?.until ?? null;
  // Whatever else closes it, from some day on its age does.
  const untilAged = (until: string | null) => ({ freshUntil: earliest([until, age]) });
  if (flood?.mode === 'close') {
    const flooded = closed('flood', floodEnd);
    return { ...flooded, ...untilAged(flooded.freshUntil) };
  }
  const night = closings.night && nightAround(closings.night, now, zone);
  // Who is closed for good by morning is not told of the morning.
  if (night?.closed)
    return { ...closed('night', age !== null && age <= night.ends ? null : night.ends), ...untilAged(night.ends) };
  return {
    mode: flood ? 'held' : story.comments,
    closedFor: null,
    until: null,
    opens: null,
    freshUntil: earliest([age, floodEnd, night?.begins ?? null]),
  };
}

const day = 24 * 60 * 60 * 1000;

type Night = { closed: true; ends: string } | { closed: false; begins: string | null };

/** By moments instead of what clocks show: they show some of them twice in autumn, and others never in spring. */
function nightAround({ from, until }: { from: string; until: string }, now: string, zone: string): Night {
  const today = utcToZoned(now, zone).slice(0, 10);
  const begins: string[] = [];
  for (const away of [-1, 0, 1, 2]) {
    const day = shiftDay(today, away);
    const start = zonedToUtc(`${day}T${from}`, zone);
    const end = zonedToUtc(`${from < until ? day : shiftDay(day, 1)}T${until}`, zone);
    if (start === null || end === null || start >= end) continue;
    if (start <= now && now < end) return { closed: true, ends: end };
    if (start > now) begins.push(start);
  }
  return { closed: false, begins: earliest(begins) };
}

export const closedByStory = { closedFor: 'story', opens: null } as const;

/** What readers are told where the form would stand. */
export function closedText({ closedFor, opens }: Pick<Standing, 'closedFor' | 'opens'>, { closed }: Words): string {
  const why = closed[closedFor ?? 'story'];
  return opens === null ? why : `${why} ${closed.opens(opens)}`;
}
