/** Weeks from Monday to Sunday (ISO 8601), in days "YYYY-MM-DD" as they stand on a calendar, of no zone. */

const dayLength = 24 * 60 * 60_000;

/** The day so many days later. */
export const shiftDay = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + by * dayLength).toISOString().slice(0, 10);

/** The seven days of the week that has this day in it. */
export function weekOf(day: string): string[] {
  const sundayFirst = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  const monday = shiftDay(day, -((sundayFirst + 6) % 7));
  return [0, 1, 2, 3, 4, 5, 6].map((by) => shiftDay(monday, by));
}
