/** Of these times, as toISOString() gives them; null where there is none. */
export const earliest = (times: (string | null)[]): string | null =>
  times.reduce((first, time) => (time !== null && (first === null || time < first) ? time : first), null);

/** The time so many milliseconds after another, as the 24 characters of toISOString(); before it where they are less than none. */
export const later = (iso: string, milliseconds: number): string =>
  new Date(Date.parse(iso) + milliseconds).toISOString();

/** The time so many milliseconds before another. */
export const before = (iso: string, milliseconds: number): string => later(iso, -milliseconds);

/** Whether a text is a day, or a moment with its zone, as ISO 8601 writes them. */
export const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  // Of the 30th of February JavaScript makes the 2nd of March.
  new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().slice(0, 10) === text.slice(0, 10);
