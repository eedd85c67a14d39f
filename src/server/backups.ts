import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Context } from '../context.ts';
import { noteBackup, readLastBackup } from '../db/last-backup.ts';
import { readSetting, readSite, writeSetting } from '../db/settings.ts';
import { utcToZoned } from '../text/dates.ts';
import { before } from '../text/moments.ts';

/** When one was begun last, whatever became of it. */
const begun = 'backup_begun';
/** So long after one that failed it is tried again, in milliseconds. */
const pause = 60 * 60_000;

/** What the process that makes a backup is told. */
export interface Order {
  config: Context['config'];
  now: string;
}

/**
 * The sweep: makes a backup once a day, in a process of its own, where there is a place for them. What a stop missed is made at the next start.
 * @throws Error where it could not be made
 */
export async function backUpWhenDue({ config, db, now }: Context): Promise<void> {
  if (!config.backup.to) return;
  const at = now();
  const { zone } = await readSite(db.reader);
  const last = await readLastBackup(db.reader);
  const dayOf = (time: string) => dayOfLast(time, zone, config.backup.at);
  if (last !== null && dayOf(last) >= dayOf(at)) return;
  if (((await readSetting(db.reader, begun)) ?? '') > before(at, pause)) return;
  await db.transaction((tx) => writeSetting(tx, begun, at));
  await makeElsewhere({ config, now: at });
  await db.transaction((tx) => noteBackup(tx, at));
}

/** The newest day whose time for a backup is over, in the newsroom's zone. */
function dayOfLast(now: string, zone: string, at: string): string {
  const [day = '', time = ''] = utcToZoned(now, zone).split('T');
  return time >= at ? day : before(`${day}T00:00:00.000Z`, 24 * 60 * 60_000).slice(0, 10);
}

async function makeElsewhere(order: Order): Promise<void> {
  const child = fork(new URL('./backup-process.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  child.send(order);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The backup was not made: ${said.trim() || 'its process was ended.'}`);
}
