import { Transform } from 'node:stream';
import type { Request } from 'express';

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

/** In bytes: the longest text in any script, the other fields, and what is still on its way into a file. */
export const mostText = 4 * 1024 * 1024;

interface Counting {
  request: Request;
  /** Of all files so far, kept or not. */
  fileBytes: () => number;
  stop: { text: () => void; all: () => void };
}

/** Fields are kept in memory until the whole form is there: together they may not be more than a story can hold. Nor may all of it be more than it may. */
export function endAfter(limit: { text: number; all: number }, { request, fileBytes, stop }: Counting): void {
  let bytes = 0;
  request.on('data', function count(chunk: Buffer) {
    bytes += chunk.length;
    const isText = bytes - fileBytes() > limit.text;
    if (!isText && bytes <= limit.all) return;
    request.off('data', count);
    request.unpipe();
    request.resume();
    if (isText) stop.text();
    else stop.all();
  });
}
