import { createHash } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack as createPack } from 'tar-stream';
import { isFull, Unavailable } from '../errors.ts';
import { type ListedEntry, type Manifest, manifestName } from './about.ts';
import { drained } from './drained.ts';
import { sealing } from './encryption.ts';
import { isBackupName } from './rotation.ts';

export interface Archive {
  /** Adds a file of so many bytes. @throws Error where as many do not come */
  add(name: string, bytes: number, content: AsyncIterable<Buffer>): Promise<void>;
}

interface Writing {
  /** Null where it is not to be sealed. */
  passphrase: string | null;
  /** Adds all files. @returns what is said of the whole */
  fill(archive: Archive): Promise<Omit<Manifest, 'files'>>;
}

/** Writes an archive whole or not at all: under another name until it is on the disk. @throws Unavailable where there is no room for it */
export async function writeArchive(path: string, { passphrase, fill }: Writing): Promise<void> {
  await removeLeftovers(path);
  const draft = draftOf(path);
  const pack = createPack();
  const packed = Readable.from(pack, { objectMode: false });
  const into = (chunks: AsyncIterable<Buffer>) => flushed(draft, chunks);
  const written = passphrase === null ? pipeline(packed, into) : pipeline(packed, await sealing(passphrase), into);
  // A full disk takes nothing any more.
  written.catch(() => pack.destroy());
  try {
    await Promise.race([addAll(pack, fill), written]);
    await written;
    await rename(draft, path);
  } catch (error) {
    pack.destroy();
    const end: unknown = await written.catch((failure: unknown) => failure);
    await rm(draft, { force: true });
    const cause = error === stopped ? end : error;
    throw isFull(cause) ? new Unavailable(`There is no room left for ${path}: nothing was kept of it.`) : cause;
  }
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}

/** So much is written before it has to be on the disk, in bytes: all at once at the end would hold up others that wait for the disk. */
const unflushed = 8 * 1024 * 1024;

async function flushed(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let waiting = 0;
    for await (const chunk of chunks) {
      await file.appendFile(chunk);
      waiting += chunk.length;
      if (waiting < unflushed) continue;
      await file.datasync();
      waiting = 0;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What is written, and what is written before it is packed, stands under names that say whose it is. */
export const draftOf = (path: string, ending = 'part'): string => `${path}.${process.pid}.${ending}`;

/** What others left that were killed on the way to the same file, or to another one of those that are kept. */
async function removeLeftovers(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const [, of = '', pid] = /^(.*)\.(\d+)\.(?:part|copy)$/.exec(name) ?? [];
    const isOurs = of === basename(path) || isBackupName(of);
    if (isOurs && !isAlive(Number(pid))) await rm(join(dirname(path), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Why is what ended the writing. */
const stopped = new Error('Nothing is written any more.');

type Pack = ReturnType<typeof createPack>;

async function addAll(pack: Pack, fill: Writing['fill']): Promise<void> {
  const files: ListedEntry[] = [];
  const add = async (name: string, bytes: number, content: AsyncIterable<Buffer>) => {
    const hash = createHash('sha256');
    const entry = pack.entry({ name, size: bytes, mode: 0o600 });
    // Whoever waits for all of it hears of it.
    entry.on('error', () => undefined);
    let seen = 0;
    for await (const chunk of content) {
      seen += chunk.length;
      if (seen > bytes) break;
      hash.update(chunk);
      if (!entry.write(chunk)) await drained(entry);
      if (pack.destroyed) throw stopped;
    }
    if (seen !== bytes) throw new Error(`${name} has ${seen} bytes instead of ${bytes}.`);
    entry.end(null);
    files.push({ name, bytes, sha256: hash.digest('hex') });
  };
  const said = await fill({ add });
  const text = Buffer.from(JSON.stringify({ files, ...said }));
  pack.entry({ name: manifestName, mode: 0o600 }, text);
  pack.finalize();
}
