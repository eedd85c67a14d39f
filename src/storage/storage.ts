import type { Readable } from 'node:stream';

export interface StoredFile {
  bytes: number;
  /** The whole, or a part of it; both ends count. */
  stream(part?: { start: number; end: number }): Readable;
}

/** Where files live. Names are made from content, so a name never changes its meaning. */
export interface Storage {
  /** Whole or not at all, and on the disk when it returns. Putting the same name again is harmless. @throws Unavailable where there is no room */
  put(name: string, content: Buffer): Promise<void>;
  /** The same for what stands in the file at `path`, of any size: it is never whole in memory. The file stays. @throws Unavailable as `put` does */
  putFile(name: string, path: string): Promise<void>;
  /** Null where there is no such file. */
  open(name: string): Promise<StoredFile | null>;
  remove(name: string): Promise<void>;
  /** The names that begin so, in no order; the beginning has two characters at least. */
  list(beginning: string): Promise<string[]>;
}
