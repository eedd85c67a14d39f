import { resolve } from 'node:path';
import { readStorageUrl, type StorageConfig } from './storage.ts';

export interface BackupConfig {
  /** Seals every backup, and opens those that are restored; null where it is asked for. */
  readonly passphrase: string | null;
  /** Where backups are kept; null where the program makes none by itself. */
  readonly to: StorageConfig | null;
  /** The time of day at which one is made, `HH:MM` in the newsroom's zone. */
  readonly at: string;
  readonly keep: Keep;
}

/** The last backup of each of so many days, and of each of so many weeks. */
export interface Keep {
  days: number;
  weeks: number;
}

/** In characters. */
export const leastPassphrase = 12;
export const passphraseTakes = `a passphrase of at least ${leastPassphrase} characters`;

export const backupsTake = 'a folder such as /backups, or s3://bucket?endpoint=https://storage.example';

/** The place that is meant; null where it is none. */
export const readBackupsPlace = (value: string): StorageConfig | null =>
  readStorageUrl(value) ?? (/^[a-z\d+]+:/i.test(value) ? null : { kind: 'disk', folder: resolve(value) });

export const timeTakes = 'a time of day such as 03:30';
export const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

export const keepTakes = 'how many are kept, such as “7 days, 4 weeks”';

/** Null where it does not say. */
export function readKeep(value: string): Keep | null {
  const [, days, weeks] = /^(\d{1,3}) days?, (\d{1,3}) weeks?$/.exec(value) ?? [];
  if (days === undefined || Number(days) + Number(weeks) === 0) return null;
  return { days: Number(days), weeks: Number(weeks) };
}
