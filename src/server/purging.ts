import type { PurgeConfig } from '../config/purge.ts';
import type { Context } from '../context.ts';
import { createLease } from '../db/leases.ts';
import { findPurged, purgeOutdated } from '../events/purging.ts';
import { tellToDrop } from '../outgoing/purge.ts';

const times = {
  /** How often it looks whether anything happened, in milliseconds. */
  every: 1000,
  /** For how long nobody tells the cache after the one who did has died. */
  term: 30_000,
  /** The longest pause after it could not be told. */
  longest: 60_000,
  /** After which it is told once more: what was on its way to it while it dropped the page came after. */
  again: 10_000,
};

/**
 * Has a shared cache before the site told what changed, by one process of all, as soon as it happened and until it was heard.
 * @returns what stops it
 */
export function startPurging(context: Context, { every, term, longest, again } = times): () => Promise<void> {
  const { config, db, log } = context;
  const { purge } = config;
  if (!purge) return async () => undefined;
  const lease = createLease(db, { name: 'purge', term });
  const repeats = new Set<NodeJS.Timeout>();
  let [heard, pause, waitUntil] = [-1, every, 0];

  async function look(): Promise<void> {
    if (!purge || performance.now() < waitUntil) return;
    const { newest, purged } = await findPurged(db.reader);
    // A look is all that it costs while nothing happens, and the lease is only for those who have something to tell.
    if (newest === heard && purged !== null) return;
    if (purged !== null && purged >= newest) heard = newest;
    else if (await lease.take()) await tellAll(purge);
    pause = every;
  }

  async function tellAll(purge: PurgeConfig): Promise<void> {
    for (let names = await purgeOutdated({ db, purge }); names; names = await purgeOutdated({ db, purge })) {
      const told = names;
      const timer = setTimeout(() => {
        repeats.delete(timer);
        tellToDrop(purge, told).catch(failed);
      }, again).unref();
      repeats.add(timer);
    }
  }

  const failed = (error: unknown) => {
    pause = Math.min(pause * 2, longest);
    waitUntil = performance.now() + pause;
    log.error(error, 'a cache before the site was not told what changed; it will be');
  };
  let last = Promise.resolve();
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    last = look()
      .catch(failed)
      .finally(() => {
        isLooking = false;
      });
  }, every);
  return async () => {
    clearInterval(timer);
    for (const each of repeats) clearTimeout(each);
    await last;
    if (lease.isHeld()) await lease.release().catch(failed);
  };
}
