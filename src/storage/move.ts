import { createHash } from 'node:crypto';
import { pipeline, Transform } from 'node:stream';
import pLimit from 'p-limit';
import { Unavailable } from '../errors.ts';
import type { Listed, Storage } from './storage.ts';

export interface Progress {
  files: number;
  bytes: number;
}

export interface Moving {
  from: Storage;
  to: Storage;
  /** Called once, before anything is copied, with all that there is. */
  begin: (all: Progress) => void;
  /** Called with what has been done since the last call; what is there already counts as done. */
  done: (part: Progress) => void;
}

export interface Moved {
  copied: Progress;
  /** How many were there already. */
  kept: number;
  /** Whose content is not what their names say: they were not copied. */
  damaged: string[];
  /** How many there are in the other place that this one does not have. */
  others: number;
}

const atOnce = 6;

/**
 * Copies every file into the other storage that is not there in the same size; nothing is removed in either. What is cut off is gone
 * on with by the next call.
 * @throws Unavailable where one of the two cannot be reached
 */
export async function copyFiles({ from, to, begin, done }: Moving): Promise<Moved> {
  const files = await listOf(from);
  const there = new Map((await listOf(to)).map(({ name, bytes }) => [name, bytes]));
  begin({ files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) });
  const moved: Moved = { copied: { files: 0, bytes: 0 }, kept: 0, damaged: [], others: 0 };
  const copyOne = async (file: Listed) => {
    if (isFixed(file.name) && there.get(file.name) === file.bytes) {
      moved.kept += 1;
      return done({ files: 1, bytes: file.bytes });
    }
    const outcome = await copy({ from, to, file, count: (bytes) => done({ files: 0, bytes }) });
    if (outcome === 'damaged') moved.damaged.push(file.name);
    if (outcome === 'copied') moved.copied = plus(moved.copied, { files: 1, bytes: file.bytes });
    done({ files: 1, bytes: 0 });
  };
  await inTurn(files, copyOne);
  for (const { name } of files) there.delete(name);
  return { ...moved, others: there.size };
}

export async function listOf(storage: Storage): Promise<Listed[]> {
  const files: Listed[] = [];
  for await (const file of storage.all()) files.push(file);
  return files;
}

/** After the first failure none is begun any more. */
async function inTurn(files: Listed[], copyOne: (file: Listed) => Promise<void>): Promise<void> {
  const limit = pLimit(atOnce);
  const all = files.map((file) => limit(copyOne, file));
  try {
    await Promise.all(all);
  } catch (error) {
    limit.clearQueue();
    throw error;
  }
}

/** Whether a name says what is in the file, or what it was made of: then the same name and size are the same file. */
const isFixed = (name: string) => /[\da-f]{16}/.test(name);

/** The beginning of the hash of the content that a name holds; null where it holds none. */
export const hashIn = (name: string) => /^([\da-f]{32})\.\w+$/.exec(name)?.[1] ?? null;

interface Copying {
  from: Storage;
  to: Storage;
  file: Listed;
  count: (bytes: number) => void;
}

async function copy({ from, to, file: { name }, count }: Copying): Promise<'copied' | 'gone' | 'damaged'> {
  const stored = await from.open(name);
  if (!stored) return 'gone';
  const checked = checking({ name, bytes: stored.bytes }, count);
  pipeline(stored.stream(), checked, () => undefined);
  try {
    await to.putStream(name, checked);
    return 'copied';
  } catch (error) {
    if (error instanceof Damaged) return 'damaged';
    // Somebody may remove it at any time.
    if ((await from.open(name)) === null) return 'gone';
    throw error;
  }
}

class Damaged extends Error {}

/** Lets the content through, and ends with Damaged instead of its end where it is not the file of that name. */
function checking({ name, bytes }: Listed, count: (bytes: number) => void): Transform {
  const [hash, wanted] = [createHash('sha256'), hashIn(name)];
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      seen += chunk.length;
      hash.update(chunk);
      count(chunk.length);
      next(null, chunk);
    },
    flush(next) {
      if (seen !== bytes) return next(new Unavailable(`The file ${name} did not come whole. Please try again.`));
      next(wanted === null || hash.digest('hex').startsWith(wanted) ? null : new Damaged(name));
    },
  });
}

const plus = (one: Progress, other: Progress): Progress => ({
  files: one.files + other.files,
  bytes: one.bytes + other.bytes,
});
