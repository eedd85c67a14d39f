import type { Reads } from '../article/reads.ts';

const reads = (count: number): string => (count === 1 ? '1 read' : `${count.toLocaleString('en')} reads`);

/** "12 reads in the last hour, 340 today"; null where nobody read it. */
export function readsNote({ lastHour, today }: Reads): string | null {
  if (lastHour > 0) return `${reads(lastHour)} in the last hour, ${today.toLocaleString('en')} today`;
  return today > 0 ? `${reads(today)} today` : null;
}
