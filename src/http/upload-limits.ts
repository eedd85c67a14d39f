import { Transform } from 'node:stream';

/** What a file may have, in bytes, by its first twelve bytes. */
export type LimitOf = (head: Buffer) => number;

/** In bytes, of each file that is no more than a picture. */
export const pictureBytes = 25 * 1024 * 1024;

const headBytes = 12;

interface Bounds {
  limitOf: LimitOf;
  /** In bytes, of all files of a form together. */
  most: number;
}

/** Lets as many bytes through as such a file may have, and swallows the rest; `kept` counts what all files of the form have. */
export function upTo({ limitOf, most }: Bounds, kept: { bytes: number }, count: (chunk: Buffer) => void) {
  const room = most - kept.bytes;
  let [seen, limit, head] = [0, Math.min(pictureBytes, room), Buffer.alloc(0)];
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (head.length < headBytes) {
        head = Buffer.concat([head, chunk.subarray(0, headBytes)]);
        if (head.length >= headBytes) limit = Math.min(limitOf(head), room);
      }
      const before = seen;
      seen += chunk.length;
      count(chunk);
      if (seen <= limit) {
        kept.bytes += chunk.length;
        return done(null, chunk);
      }
      // What is refused takes no room from the others.
      if (before <= limit) kept.bytes -= before;
      done();
    },
  });
  return { stream, bytes: () => seen, limit: () => limit, exceeded: () => seen > limit };
}
