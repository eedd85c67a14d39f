import { setTimeout as wait } from 'node:timers/promises';
import type { PurgeConfig } from '../config/purge.ts';
import type { Database, Db } from '../db/database.ts';
import { readSetting, writeSetting } from '../db/settings.ts';
import { tellToDrop } from '../outgoing/purge.ts';

/** So many events are told of at once. */
const most = 500;
/** Within which every machine knows what happened on another (decision 0055), in milliseconds. */
const othersHear = 1000;
/** Other names are of nothing that pages show (events/log.ts). */
const borne = /^(site|front|(article|card|section|topic|series|person):\d+)$/;
/** Of the last event of which the cache was told. */
const setting = 'purged_event';

export interface Purging {
  db: Database;
  purge: PurgeConfig;
}

/** The newest event there is, and the last of which the cache was told; null while it was told of none. */
export async function findPurged(db: Db): Promise<{ newest: number; purged: number | null }> {
  const newest = await db
    .selectFrom('events')
    .select(({ fn }) => fn.max<number | null>('id').as('id'))
    .executeTakeFirst();
  const purged = await readSetting(db, setting);
  return { newest: newest?.id ?? 0, purged: purged === null ? null : Number(purged) };
}

/**
 * Tells the cache before the site the names of what happened since it was told last; whatever may have happened before it was ever told is everything.
 * What could not be told is told the next time.
 * @returns the names; null where nothing happened
 * @throws Unavailable where the cache does not say that it heard
 */
export async function purgeOutdated({ db, purge }: Purging): Promise<string[] | null> {
  const { newest, purged } = await findPurged(db.reader);
  if (purged !== null && newest <= purged) return null;
  const events = purged === null ? [] : await findEvents(db.reader, purged);
  const names = purged === null ? ['site'] : namesIn(events);
  // Until then the cache could fetch what another machine, that has not heard of it, still has.
  if (db.dialect === 'postgres') await wait(othersHear);
  await tellToDrop(purge, names);
  const last = purged === null ? newest : (events.at(-1)?.id ?? newest);
  await db.transaction((tx) => writeSetting(tx, setting, String(last)));
  return names;
}

const findEvents = (db: Db, after: number): Promise<{ id: number; names: string }[]> =>
  db.selectFrom('events').select(['id', 'names']).where('id', '>', after).orderBy('id').limit(most).execute();

function namesIn(events: { names: string }[]): string[] {
  const names = new Set(
    events.flatMap((event) => JSON.parse(event.names) as string[]).filter((name) => borne.test(name)),
  );
  // Every page bears it.
  return names.has('site') ? ['site'] : [...names];
}
