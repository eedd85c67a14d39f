import type { Db, Tx } from './database.ts';
import { readSetting, writeSetting } from './settings.ts';

/** When the daily backup that was made last was begun: what was saved before then is in it. */
const key = 'backup_made_at';

export const noteBackup = (tx: Tx, begunAt: string): Promise<void> => writeSetting(tx, key, begunAt);

/** As toISOString() has it; null where none was made yet. */
export const readLastBackup = (db: Db): Promise<string | null> => readSetting(db, key);

/** For how many seconds changes have not been in any daily backup; null where none was made yet. */
export async function secondsSinceBackup(db: Db, now: string): Promise<number | null> {
  const at = await readLastBackup(db);
  return at === null ? null : (Date.parse(now) - Date.parse(at)) / 1000;
}
