import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable, type Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { extract as createExtract } from 'tar-stream';
import type { z } from 'zod';
import { StartError } from '../errors.ts';
import { type About, about, aboutName, type ListedEntry, type Manifest, manifest, manifestName } from './about.ts';
import { drained } from './drained.ts';
import { headBytes, isSealed, opening } from './encryption.ts';

export interface Read {
  about: About;
  manifest: Manifest;
}

export interface Reading {
  /** Asked for where the backup is sealed. */
  passphrase(): Promise<string>;
  /** Takes a file; what it leaves is read to its end. By default nothing is done with them. */
  take?(name: string, content: Readable, about: About): Promise<void>;
  /** Called with how many bytes were read since the last call. */
  done(bytes: number): void;
}

/**
 * Reads an archive to its end, and looks whether it is whole: each file is there, and is what the list of them says.
 * @throws StartError where it is no backup, another passphrase's, changed, cut off, or of a kind that this version does not know
 */
export async function readArchive(path: string, reading: Reading): Promise<Read> {
  const head = await readHead(path);
  const open = isSealed(head) ? [await opening(await reading.passphrase(), head)] : [];
  const source = createReadStream(path, { start: open.length > 0 ? headBytes : 0, highWaterMark: 256 * 1024 });
  source.on('data', (chunk) => reading.done(chunk.length));
  const extract = createExtract();
  const fed = feed([source, ...open], extract);
  try {
    return await readAll(extract, reading);
  } catch (error) {
    throw error instanceof StartError || isOfMachine(error) ? error : broken();
  } finally {
    source.destroy();
    extract.destroy();
    await fed;
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`,
    );
  });
  try {
    const { buffer: head, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A full disk, or a lost connection, is none of the backup's faults. */
const isOfMachine = (error: unknown): boolean => {
  const { code, name } = error as NodeJS.ErrnoException;
  return name === 'Unavailable' || (code !== undefined && !code.startsWith('ERR_'));
};

const broken = () => new StartError('This is no backup of Broadsheet, or it is damaged: nothing was restored.');

type Extract = ReturnType<typeof createExtract>;

/** Never fails: whoever reads hears of it. */
async function feed(streams: [Readable, ...Transform[]], extract: Extract): Promise<void> {
  const into = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      if (extract.destroyed) return;
      if (!extract.write(chunk)) await drained(extract);
    }
    extract.end(null);
  };
  await pipeline([...streams, into] as never).catch((error: Error) => extract.destroy(error));
}

async function readAll(extract: Extract, { take, done: _done }: Reading): Promise<Read> {
  const found: ListedEntry[] = [];
  let [said, list]: [About | null, Manifest | null] = [null, null];
  for await (const entry of extract) {
    const { name } = entry.header;
    if (list) throw broken();
    const [hash, seen] = [createHash('sha256'), { bytes: 0 }];
    const content = Readable.from(counted(entry as AsyncIterable<Buffer>, hash, seen), { objectMode: false });
    if (said === null) said = name === aboutName ? parse(about, await buffer(content)) : refuse();
    else if (name === manifestName) list = parse(manifest, await buffer(content));
    else await (take ?? drain)(name, content, said);
    await drain(name, content);
    if (name !== manifestName) found.push({ name, bytes: seen.bytes, sha256: hash.digest('hex') });
  }
  if (!said || !list || JSON.stringify(list.files) !== JSON.stringify(found)) throw broken();
  return { about: said, manifest: list };
}

async function* counted(entry: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>, seen: { bytes: number }) {
  for await (const chunk of entry) {
    hash.update(chunk);
    seen.bytes += chunk.length;
    yield chunk;
  }
}

async function drain(_name: string, content: Readable): Promise<void> {
  if (content.destroyed || content.readableEnded) return;
  for await (const _chunk of content);
}

function refuse(): never {
  throw broken();
}

/** @throws StartError for what a newer version may have written */
function parse<Said>(schema: z.ZodType<Said>, text: Buffer): Said {
  const said: unknown = JSON.parse(text.toString('utf8'));
  if ((said as { format?: unknown }).format !== 1 && schema === (about as unknown)) {
    throw new StartError('The backup is of a kind that this version does not know: install the version that made it.');
  }
  return schema.parse(said);
}
