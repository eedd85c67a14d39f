import type { Keep } from '../config/backup.ts';

/** What a backup of this moment is called; names come in the order of their times. */
export const backupName = (at: string): string => `broadsheet-${at.slice(0, 19).replaceAll(':', '-')}Z.backup`;

const pattern = /^broadsheet-(\d{4}-\d\d-\d\d)T\d\d-\d\d-\d\dZ\.backup$/;

export const isBackupName = (name: string): boolean => pattern.test(name);

/**
 * Of the backups in a place, those that are not kept: neither the last of one of the last days on which one was made, nor of one of the last
 * weeks (from Monday on, in UTC). The newest is always kept, and whatever else lies there is left alone.
 */
export function outOfRotation(names: readonly string[], { days, weeks }: Keep): string[] {
  const newestFirst = names.filter(isBackupName).sort().reverse();
  const kept = new Set(newestFirst.slice(0, 1));
  for (const [periodOf, count] of [[dayOf, days] as const, [weekOf, weeks] as const]) {
    const lastOfEach = new Map<string, string>();
    for (const name of newestFirst) if (!lastOfEach.has(periodOf(name))) lastOfEach.set(periodOf(name), name);
    for (const name of [...lastOfEach.values()].slice(0, count)) kept.add(name);
  }
  return newestFirst.filter((name) => !kept.has(name)).reverse();
}

const dayOf = (name: string): string => pattern.exec(name)?.[1] ?? '';

/** Its Monday. */
function weekOf(name: string): string {
  const day = new Date(`${dayOf(name)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
