import type { Site } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import type { Page } from '../../http/render.ts';
import { clock, longDate, utcToZoned, zonedToUtc, zoneLabel } from '../../text/dates.ts';
import { shiftDay } from '../../text/weeks.ts';
import { canAssign } from '../policy.ts';
import type { CalendarKey } from '../queries/calendar.ts';
import type { DeskRow } from '../queries/desk.ts';
import { stateNames } from './moments.ts';

/** So many stories of a week are shown. */
export const mostInWeek = 500;

interface Week {
  /** Monday first, as "YYYY-MM-DD". */
  days: string[];
  keys: CalendarKey[];
  rows: DeskRow[];
}

interface Place {
  actor: Actor;
  site: Site;
  now: string;
}

export function calendarPage({ days, keys, rows }: Week, { actor, site, now }: Place): Page {
  const place = { zone: site.zone, language: 'en' } as const;
  const today = utcToZoned(now, site.zone).slice(0, 10);
  const [monday = '', sunday = ''] = [days[0], days[6]];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const title = 'Calendar';
  const model = {
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    newHref: canAssign(actor) ? '/admin/assignments/new' : null,
    week: `${dayName(monday, site)} to ${dayName(sunday, site)}`,
    previousHref: weekHref(shiftDay(monday, -7)),
    nextHref: weekHref(shiftDay(monday, 7)),
    thisHref: days.includes(today) ? null : '/admin/calendar',
    cut: keys.length >= mostInWeek ? `Only the first ${mostInWeek} stories of the week are shown.` : null,
    days: days.map((day) => ({
      name: dayName(day, site),
      iso: day,
      isToday: day === today,
      stories: keys
        .filter(({ at }) => utcToZoned(at, site.zone).startsWith(day))
        .flatMap(({ id, at }) => {
          const row = byId.get(id);
          return row ? [{ ...storyModel(row), when: { iso: at, text: clock(at, place) } }] : [];
        }),
    })),
  };
  return { layout: 'newsroom', view: 'articles/calendar', language: 'en', current: 'stories', title, site, model };
}

const storyModel = ({ id, headline, language, state, sectionName, assignment, authors, hold }: DeskRow) => ({
  href: `/admin/articles/${id}`,
  headline: headline || 'No headline yet',
  language,
  state: stateNames[state],
  section: sectionName,
  who: assignment?.assignee?.name ?? (authors.join(', ') || null),
  hold: hold && `Held for ${hold.heldFor} by ${hold.by}`,
});

const weekHref = (day: string) => `/admin/calendar?week=${day}`;

/** "Monday 23 November 2026" */
const dayName = (day: string, { zone }: Site): string =>
  longDate(zonedToUtc(`${day}T12:00`, zone) ?? `${day}T12:00:00.000Z`, { zone, language: 'en' });
