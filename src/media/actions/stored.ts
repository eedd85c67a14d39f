import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { backupLease, isLeaseHeld } from '../../db/leases.ts';
import { Unavailable } from '../../errors.ts';
import { later } from '../../text/moments.ts';
import { isPictureFile, stemOf } from '../picture.ts';
import { isNamed } from '../queries/named-files.ts';
import { announceFiles, claimFiles, findDueFiles, forgetFiles, isAnyGoing } from '../queries/unnamed-files.ts';

/** The content of a file of the storage; null where there is none. */
export async function readStored({ storage }: Pick<Context, 'storage'>, name: string): Promise<Buffer | null> {
  const stored = await storage.open(name);
  return stored && buffer(stored.stream());
}

/** A file that is to be in the storage. */
export interface Coming {
  name: string;
  put: () => Promise<void>;
}

/** In milliseconds: from the announcement of a file to its row; and for taking files out. */
const patience = { coming: 60 * 60_000, going: 60_000 };

/**
 * Puts files into the storage and writes the rows that name them, in this order: a row without its file would be a hole in a page. Of
 * what is never named after all, nothing is left, whatever ends the program on the way.
 * @throws Unavailable where there is no room, or one of the files is being taken out and that does not come to an end
 */
export async function keepFiles<Result>(
  context: Context,
  files: readonly Coming[],
  write: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const names = files.map(({ name }) => name);
  const until = later(context.now(), patience.coming);
  await context.db.transaction((tx) => announceFiles(tx, names, until));
  for (const { put } of files) await put();
  const result = await onceNoneGoes(context, names, async (tx) => {
    // What went meanwhile is not known to come any more.
    await announceFiles(tx, names, until);
    return write(tx);
  });
  for (const file of files) await putAgain(context, file);
  await removeUnnamed(context, names);
  return result;
}

/** Somebody may have taken it out before its row was written. */
async function putAgain({ db, storage }: Context, { name, put }: Coming): Promise<void> {
  if (!(await storage.open(name)) && (await isNamed(db.reader, name))) await put();
}

/** How often it is looked, and how long between two looks in milliseconds. */
const looks = { count: 50, pause: 100 };

async function onceNoneGoes<Result>(
  context: Context,
  names: readonly string[],
  write: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let look = 0; look < looks.count; look += 1) {
    const written = await context.db.transaction(async (tx) =>
      (await isAnyGoing(tx, names)) ? null : { result: await write(tx) },
    );
    if (written) return written.result;
    await sleep(looks.pause);
  }
  throw new Unavailable('The same file is being taken out of the library at the moment. Please try again in a minute.');
}

/**
 * Takes those of the files that no row names out of the storage, and what was made of them. What cannot be taken now, the next sweep
 * takes; call it when the transaction in which their rows went (`letGo`) is over.
 */
export async function removeUnnamed(context: Context, names: readonly string[]): Promise<void> {
  for (let at = 0; at < names.length; at += mostAtOnce) await removeSome(context, names.slice(at, at + mostAtOnce));
}

/** As many as are surely gone before somebody else takes them for left behind. */
const mostAtOnce = 100;

async function removeSome(context: Context, names: readonly string[]): Promise<void> {
  const now = context.now();
  const going = await context.db.transaction(async (tx) => {
    // Rows that were copied already may name them. The sweep takes them once the copy is made.
    if (await isLeaseHeld(tx, context.db.dialect, backupLease.name)) return [];
    const claimed = await claimFiles(tx, { names, now, until: later(now, patience.going) });
    const named: string[] = [];
    for (const name of claimed) if (await isNamed(tx, name)) named.push(name);
    await forgetFiles(tx, named);
    return claimed.filter((name) => !named.includes(name));
  });
  const gone: string[] = [];
  for (const name of going) if (await isTakenOut(context, name)) gone.push(name);
  if (gone.length > 0) await context.db.transaction((tx) => forgetFiles(tx, gone));
}

async function isTakenOut({ storage, log }: Context, name: string): Promise<boolean> {
  try {
    await storage.remove(name);
    if (isPictureFile(name)) for (const made of await storage.list(`${stemOf(name)}-`)) await storage.remove(made);
    return true;
  } catch (error) {
    log.warn({ err: error, file: name }, 'a file could not be taken out of the storage; the sweep tries again');
    return false;
  }
}

/** The sweep: what was left behind is taken out of the storage. */
export async function sweepFiles(context: Context): Promise<void> {
  const due = await findDueFiles(context.db.reader, context.now());
  if (due.length > 0) await removeUnnamed(context, due);
}
