import type { Readable } from 'node:stream';

export interface StoredFile {
  bytes: number;
  /** The whole, or a part of it; both ends count. */
  stream(part?: { start: number; end: number }): Readable;
}

/** Where files live. Names are made from content, so a name never changes its meaning. */
export interface Storage {
  /** Whole or not at all, and on the disk when it returns. Putting the same name again is harmless. */
  put(name: string, content: Buffer): Promise<void>;
  /** Null where there is no such file. */
  open(name: string): Promise<StoredFile | null>;
  remove(name: string): Promise<void>;
}
