import type { Context } from '../../context.ts';
import { readsKeptSince, stepOf } from '../article/reads.ts';
import { addReads, hasReadsBefore, removeReadsBefore } from '../queries/reads.ts';

/** How many stories' numbers one transaction takes: it holds up whoever writes for some milliseconds. */
const perTransaction = 500;

/**
 * Adds what this process has counted since the last time to what is written down. They count for the ten minutes in which they are
 * written, so that those that are over change no more. No event comes of it: no page is made anew. What cannot be written is put back.
 * @throws Unavailable, and what else a database says
 */
export async function writeReads({ db, reads, now }: Pick<Context, 'db' | 'reads' | 'now'>): Promise<void> {
  const taken = reads.take();
  try {
    while (taken.length > 0) {
      const some = taken.slice(0, perTransaction);
      await db.transaction((tx) => addReads(tx, stepOf(now()), some));
      taken.splice(0, some.length);
    }
  } finally {
    reads.putBack(taken);
  }
}

/** The sweep: numbers that nobody is shown any more go. */
export async function sweepReads(context: Context): Promise<void> {
  const since = readsKeptSince(context.now());
  if (!(await hasReadsBefore(context.db.reader, since))) return;
  await context.db.transaction((tx) => removeReadsBefore(tx, since));
}
