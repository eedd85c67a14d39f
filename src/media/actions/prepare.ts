import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Context } from '../../context.ts';
import { Invalid } from '../../errors.ts';
import { type Prepared, Unreadable } from '../images/work.ts';
import { originalFile } from '../picture.ts';
import type { Coming } from './stored.ts';

/** A file by its path, as uploads and the command line have it, or its content. */
export type Source = { path: string } | { buffer: Buffer };

interface Preparing {
  /** A square is cut out, as portraits are; otherwise it stays whole. */
  isPortrait: boolean;
  /** The name of the field that errors stand beside. */
  field: string;
}

/** A picture as it is kept, of which nothing is stored yet. @throws Invalid where it is none, damaged or too large; Unavailable where too many wait */
export async function prepare(
  { images }: Context,
  source: Source,
  { isPortrait, field }: Preparing,
): Promise<Prepared> {
  try {
    return await (isPortrait ? images.portrait : images.picture)('path' in source ? source.path : source.buffer);
  } catch (error) {
    throw error instanceof Unreadable ? new Invalid({ [field]: error.message }) : error;
  }
}

/** The file as it came, from which every size is made; it holds what readers never get: where it was taken, and by whom. */
export async function originalOf(context: Context, source: Source): Promise<Coming> {
  const content = 'path' in source ? await readFile(source.path) : source.buffer;
  const name = originalFile(createHash('sha256').update(content).digest('hex'));
  return { name, put: () => context.storage.put(name, content) };
}
