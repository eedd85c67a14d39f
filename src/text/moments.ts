/** Of these times, as toISOString() gives them; null where there is none. */
export const earliest = (times: (string | null)[]): string | null =>
  times.reduce((first, time) => (time !== null && (first === null || time < first) ? time : first), null);

/** The time so many milliseconds after another, as the 24 characters of toISOString(); before it where they are less than none. */
export const later = (iso: string, milliseconds: number): string =>
  new Date(Date.parse(iso) + milliseconds).toISOString();

/** The time so many milliseconds before another. */
export const before = (iso: string, milliseconds: number): string => later(iso, -milliseconds);
