import { setTimeout as wait } from 'node:timers/promises';
import { sweepAutosaves } from '../articles/actions/autosave.ts';
import { lookForDeadLinks } from '../articles/actions/dead-links.ts';
import { removeExpired } from '../articles/actions/discards.ts';
import { sweepPresence } from '../articles/actions/presence.ts';
import { sweepReads } from '../articles/actions/reads.ts';
import { publishDue } from '../articles/actions/schedule.ts';
import { purgeErased } from '../comments/actions/erasing.ts';
import { tellOfDecisions } from '../comments/actions/spam-check.ts';
import { sweepComments } from '../comments/actions/sweep.ts';
import { tellReplies } from '../comments/actions/tell-replies.ts';
import type { Context } from '../context.ts';
import { createLease } from '../db/leases.ts';
import { launchDue } from '../front/actions/launch.ts';
import { sweepFiles } from '../media/actions/stored.ts';
import { backUpWhenDue } from './backups.ts';

type Task = (context: Context) => Promise<unknown>;

const tasks: readonly Task[] = [
  publishDue,
  launchDue,
  sweepAutosaves,
  sweepPresence,
  sweepReads,
  removeExpired,
  sweepFiles,
  sweepComments,
  tellReplies,
  tellOfDecisions,
  purgeErased,
  ({ mail }) => mail.deliver(),
  lookForDeadLinks,
  backUpWhenDue,
];

/** The lease that whoever sweeps has. */
export const sweepLease = 'sweep';

const times = {
  /** How often what is due is written down, in milliseconds. Readers do not wait for it: their pages ask for the time. */
  every: 20_000,
  /** For how long nobody sweeps after the one who did has died. */
  term: 45_000,
  /** How long a stop waits for what is being done. */
  patience: 2000,
};

/**
 * Does what is due, again and again, where no other process of this newsroom does. What takes long holds up nothing else, and is
 * not begun again before it is through.
 * @returns what stops it, and lets another process go on
 */
export function startSweep(context: Context, { every, term, patience } = times): () => Promise<void> {
  const lease = createLease(context.db, { name: sweepLease, term });
  const running = new Map<Task, Promise<void>>();
  const failed = (error: unknown) => context.log.error(error, 'the sweep failed; it will try again');
  let hasSwept = false;

  async function sweep(): Promise<void> {
    hasSwept = await lease.take(hasSwept && running.size === 0);
    for (const task of hasSwept ? tasks : []) {
      if (running.has(task)) continue;
      const done = task(context)
        .then(() => undefined, failed)
        .finally(() => running.delete(task));
      running.set(task, done);
    }
  }

  let last = sweep().catch(failed);
  const timer = setInterval(() => {
    last = sweep().catch(failed);
  }, every);
  return async () => {
    clearInterval(timer);
    await last;
    const isThrough = Promise.all(running.values()).then(() => true);
    // What takes longer keeps the others away until the term is over.
    if (await Promise.race([isThrough, wait(patience, false, { ref: false })])) await lease.release().catch(failed);
  };
}
