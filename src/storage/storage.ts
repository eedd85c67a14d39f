import type { Readable } from 'node:stream';

export interface StoredFile {
  bytes: number;
  /** The whole, or a part of it; both ends count. It ends with Unavailable where it cannot be read on. */
  stream(part?: { start: number; end: number }): Readable;
}

/** Where files live. Names are made from content, so a name never changes its meaning. All throw Unavailable where the place cannot be reached. */
export interface Storage {
  /** Whole or not at all, and kept for good when it returns. Putting the same name again is harmless. @throws Unavailable where there is no room */
  put(name: string, content: Buffer): Promise<void>;
  /** The same for what stands in the file at `path`, of any size: it is never whole in memory. The file stays. @throws Unavailable as `put` does */
  putFile(name: string, path: string): Promise<void>;
  /** The same for what comes. Where that ends with an error, nothing is kept, and the error is thrown. */
  putStream(name: string, content: Readable): Promise<void>;
  /** Null where there is no such file. */
  open(name: string): Promise<StoredFile | null>;
  /** One that is not there is gone already. */
  remove(name: string): Promise<void>;
  /** The names that begin so, in no order; the beginning has two characters at least. */
  list(beginning: string): Promise<string[]>;
  /** Every file, in no order. */
  all(): AsyncIterable<Listed>;
  /** Nothing is asked of it afterwards. */
  close(): void;
}

export interface Listed {
  name: string;
  bytes: number;
}

/** Who was erased, by hashes and times: a copy that is put back does not undo it. The one file that changes under its name. */
export const erasureList = 'erasures.txt';

/** Letters, digits, `_`, `-` and single dots, so that no name leads out of the place where files are. */
export const isFileName = (name: string): boolean => /^[\w-]+(\.[\w-]+)*$/.test(name);

/** @throws Error for what is no name of a file */
export function fileName(name: string): string {
  if (!isFileName(name)) throw new Error(`Not the name of a file: ${name}`);
  return name;
}
