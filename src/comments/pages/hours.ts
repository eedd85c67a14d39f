import { clock } from '../../text/dates.ts';
import { before } from '../../text/moments.ts';
import type { HourCount } from '../queries/hours.ts';

/** A chart of the last day, hour by hour, in units of its own drawing. */
export interface HoursModel {
  /** What it shows, for who does not see it. */
  label: string;
  total: string;
  bars: { x: string; y: string; height: string; heldY: string; heldHeight: string; title: string }[];
}

const hour = 60 * 60 * 1000;
export const shownHours = 24;
/** The drawing is 240 wide and 40 high. */
const [step, tallest] = [10, 38];

/** When the first of the shown hours begins. */
export const hoursSince = (now: string): string => `${before(now, (shownHours - 1) * hour).slice(0, 13)}:00:00.000Z`;

/** Null where nothing came. */
export function hoursModel(counts: HourCount[], { zone, now }: { zone: string; now: string }): HoursModel | null {
  const total = counts.reduce((sum, { posted }) => sum + posted, 0);
  if (total === 0) return null;
  const known = new Map(counts.map((count) => [count.hour, count]));
  const first = Date.parse(hoursSince(now));
  const most = Math.max(...counts.map(({ posted }) => posted));
  const high = (count: number) => Math.ceil((count / most) * tallest);
  const hours = Array.from({ length: shownHours }, (_, index) => new Date(first + index * hour).toISOString());
  const bars = hours.map((iso, index) => {
    const { posted, held } = known.get(iso.slice(0, 13)) ?? { posted: 0, held: 0 };
    const [height, heldHeight] = [high(posted), high(held)];
    const title = `From ${clock(iso, { zone })}: ${posted.toLocaleString('en')}, of which ${held.toLocaleString('en')} wait`;
    return {
      ...{ x: String(index * step), y: String(tallest + 2 - height), height: String(height), title },
      ...{ heldY: String(tallest + 2 - heldHeight), heldHeight: String(heldHeight) },
    };
  });
  const busiest = counts.find(({ posted }) => posted === most)?.hour ?? '';
  const at = clock(`${busiest}:00:00.000Z`, { zone });
  const all = total === 1 ? '1 comment' : `${total.toLocaleString('en')} comments`;
  const label = `${all} within 24 hours, by the hour: most from ${at} on, ${most.toLocaleString('en')}.`;
  return { label, total: all, bars };
}
