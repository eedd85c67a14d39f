import { factsOf, type Language } from './language.ts';

/** Where and for whom a time is written: an IANA zone ("Europe/Berlin") and a language. */
export interface Place {
  zone: string;
  language: Language;
}

/** The numbers on the calendar and clock of a zone; `month` from 1. */
interface Moment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const minuteLength = 60_000;
const dayLength = 24 * 60 * minuteLength;

// Building a formatter costs a hundred times what using it does, and using it more than the rest of a page's model; pages
// show the same minutes again and again.
interface Formatter {
  format: Intl.DateTimeFormat;
  minutes: Map<number, Parts>;
}

const formatters = new Map<string, Formatter>();
const mostMinutes = 20_000;

/** "23 November 2026, 9:12" */
export const longDateTime = (iso: string, place: Place): string => {
  const { day, month, year } = named(iso, place);
  return `${day} ${month} ${year}${factsOf(place.language).comma}${clock(iso, place)}`;
};

/** "23 November, 9:12" */
export const dayAndTime = (iso: string, place: Place): string => {
  const { day, month } = named(iso, place);
  return `${day} ${month}${factsOf(place.language).comma}${clock(iso, place)}`;
};

/** "Monday 23 November 2026" */
export const longDate = (iso: string, place: Place): string => {
  const { weekday, day, month, year } = named(iso, place);
  return `${weekday} ${day} ${month} ${year}`;
};

/** "9:12", of 24 hours. */
export const clock = (iso: string, { zone }: Pick<Place, 'zone'>): string => {
  const { hour, minute } = moment(Date.parse(iso), zone);
  return `${hour}:${twoDigits(minute)}`;
};

/** For cards: "11:20" on the day of `now`, "22 November" in its year, else "22 November 2025". */
export const dateLine = (iso: string, now: string, place: Place): string => {
  if (datePath(iso, place.zone) === datePath(now, place.zone)) return clock(iso, place);
  const { day, month, year } = named(iso, place);
  return year === named(now, place).year ? `${day} ${month}` : `${day} ${month} ${year}`;
};

/** For the desk: "11:20" on the day of `now`, "22 November, 11:20" in its year, else "22 November 2025, 11:20". */
export const momentLine = (iso: string, now: string, place: Place): string => {
  const [then, today] = [datePath(iso, place.zone), datePath(now, place.zone)];
  if (then === today) return clock(iso, place);
  return then.slice(0, 4) === today.slice(0, 4) ? dayAndTime(iso, place) : longDateTime(iso, place);
};

/** "2026/11/23", as it stands in a story's address. */
export const datePath = (iso: string, zone: string): string => {
  const { year, month, day } = moment(Date.parse(iso), zone);
  return `${fourDigits(year)}/${twoDigits(month)}/${twoDigits(day)}`;
};

/**
 * The instant (24 characters of `toISOString()`) of a local time "YYYY-MM-DDTHH:mm", as a `datetime-local` field gives
 * it. A time that the clocks skip in spring moves forward by what they skip; of a time that comes twice in autumn the
 * earlier is meant. Null when the text is no such time. An unknown zone throws a RangeError.
 */
export const zonedToUtc = (local: string, zone: string): string | null => {
  if (!/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return null;
  const wall = Date.parse(`${local}:00.000Z`);
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 16) !== local) return null;
  const before = offset(wall - dayLength, zone);
  const after = offset(wall + dayLength, zone);
  const earlier = Math.min(wall - before, wall - after);
  const later = Math.max(wall - before, wall - after);
  const exact = [earlier, later].find((instant) => instant + offset(instant, zone) === wall);
  return new Date(exact ?? wall - before).toISOString();
};

/** "YYYY-MM-DDTHH:mm" on the clocks of a zone, as a `datetime-local` field takes it. */
export const utcToZoned = (iso: string, zone: string): string => {
  const { year, month, day, hour, minute } = moment(Date.parse(iso), zone);
  return `${fourDigits(year)}-${twoDigits(month)}-${twoDigits(day)}T${twoDigits(hour)}:${twoDigits(minute)}`;
};

/** When a month (from 1) begins and ends in a zone; null for a year that no calendar of ours has. */
export const monthBounds = (
  { year, month }: { year: number; month: number },
  zone: string,
): { from: string; until: string } | null => {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  const start = (each: typeof next) => zonedToUtc(`${fourDigits(each.year)}-${twoDigits(each.month)}-01T00:00`, zone);
  const [from, until] = [start({ year, month }), start(next)];
  return from === null || until === null ? null : { from, until };
};

/** When a day "YYYY-MM-DD", as a `date` field gives it, begins and ends in a zone; null when the text is no such day. */
export const dayBounds = (day: string, zone: string): { from: string; until: string } | null => {
  const from = zonedToUtc(`${day}T00:00`, zone);
  if (from === null) return null;
  const next = new Date(Date.parse(`${day}T00:00:00.000Z`) + dayLength).toISOString().slice(0, 10);
  const until = zonedToUtc(`${next}T00:00`, zone);
  return until === null ? null : { from, until };
};

/** "November 2026" */
export const monthAndYear = (iso: string, place: Place): string => {
  const { month, year } = named(iso, place);
  return `${month} ${year}`;
};

/** "UTC+1", "UTC+5:30", "UTC−3", "UTC": how far the zone's clocks are from UTC at an instant. */
export const zoneLabel = (zone: string, iso: string): string => {
  const minutes = Math.round(offset(Date.parse(iso), zone) / minuteLength);
  if (minutes === 0) return 'UTC';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${twoDigits(rest)}` : ''}`;
};

/** Whether there is a zone of this IANA name. */
export const isZone = (name: string): boolean => {
  // Distances such as +01:00 are taken, too, but know no summer.
  if (!/^[a-z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
};

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
const offset = (instant: number, zone: string): number => {
  const { year, month, day, hour, minute } = moment(instant, zone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant / minuteLength) * minuteLength;
};

const moment = (instant: number, zone: string): Moment => {
  const found = parts(instant, { zone, language: 'en' }, 'numeric');
  return {
    year: Number(found.year),
    month: Number(found.month),
    day: Number(found.day),
    hour: Number(found.hour),
    minute: Number(found.minute),
  };
};

const named = (iso: string, place: Place): Record<'weekday' | 'day' | 'month' | 'year', string> => {
  const { weekday = '', day = '', month = '', year = '' } = parts(Date.parse(iso), place, 'long');
  return { weekday, day, month, year };
};

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

const parts = (instant: number, place: Place, month: 'long' | 'numeric'): Parts => {
  const { format, minutes } = formatter(place, month);
  const minute = Math.floor(instant / minuteLength);
  const known = minutes.get(minute);
  if (known) return known;
  const found: Parts = {};
  for (const { type, value } of format.formatToParts(minute * minuteLength)) found[type] = value;
  if (minutes.size >= mostMinutes) minutes.clear();
  minutes.set(minute, found);
  return found;
};

const formatter = ({ zone, language }: Place, month: 'long' | 'numeric'): Formatter => {
  const key = `${language} ${month} ${zone}`;
  const known = formatters.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(factsOf(language).locale, {
    timeZone: zone,
    ...(month === 'long' ? { weekday: 'long' } : { hour: 'numeric', minute: 'numeric', hourCycle: 'h23' }),
    day: 'numeric',
    month,
    year: 'numeric',
  });
  const made = { format, minutes: new Map<number, Parts>() };
  formatters.set(key, made);
  return made;
};

const twoDigits = (number: number): string => String(number).padStart(2, '0');
const fourDigits = (number: number): string => String(number).padStart(4, '0');
