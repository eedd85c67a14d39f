/** The time so many milliseconds after another, as the 24 characters of toISOString(); before it where they are less than none. */
export const later = (iso: string, milliseconds: number): string =>
  new Date(Date.parse(iso) + milliseconds).toISOString();
