import { type FileHandle, open } from 'node:fs/promises';
import { NotUsable, notWhole } from './not-usable.ts';

/** A part of the file: an id and a length before its content. Source: RFC 8794. */
interface Element {
  id: number;
  start: number;
  content: number;
  /** Null where it says that nobody knew. */
  end: number | null;
}

/** What says something of the film beyond itself: tags and attached files. Source: RFC 9559. */
const telling = new Set([0x1254c367, 0x1941a469]);
const segment = 0x18538067;
const nothing = 0xec;
const mostElements = 200_000;

/** Blanks what a film says beyond itself, in place. @throws NotUsable where it is cut off */
export async function cleanWebm(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const head = await elementAt(file, 0, size);
    const body = head?.end ? await elementAt(file, head.end, size) : null;
    if (body?.id !== segment) throw new NotUsable(notWhole);
    let at = body.content;
    // Behind a part of unknown length, as what was written live has them, nothing can be found without reading all.
    for (let count = 0; at < (body.end ?? size) && count < mostElements; count += 1) {
      const element = await elementAt(file, at, size);
      if (!element?.end) break;
      if (telling.has(element.id)) await blank(file, { ...element, end: element.end });
      at = element.end;
    }
  } finally {
    await file.close();
  }
}

async function elementAt(file: FileHandle, start: number, size: number): Promise<Element | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, start);
  const idLength = lengthOf(buffer[0] ?? 0);
  const lengthLength = lengthOf(buffer[idLength] ?? 0);
  if (bytesRead < idLength + lengthLength || idLength > 4) return null;
  const id = buffer.readUIntBE(0, idLength);
  const bytes = buffer.subarray(idLength, idLength + lengthLength);
  const content = start + idLength + lengthLength;
  const length = numberOf(bytes);
  if (length !== null && content + length > size) throw new NotUsable(notWhole);
  return { id, start, content, end: length === null ? null : content + length };
}

/** By the zeros before the first one: 1 to 8; 9 where there is none. */
const lengthOf = (first: number): number => Math.clz32(first) - 23;

/** Null where all bits are one. */
function numberOf(bytes: Buffer): number | null {
  const first = (bytes[0] ?? 0) & (0xff >> bytes.length);
  const value = bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, first);
  return value === 2 ** (7 * bytes.length) - 1 ? null : value;
}

async function blank(file: FileHandle, { start, end }: { start: number; end: number }): Promise<void> {
  const whole = end - start;
  const zeros = Buffer.alloc(Math.min(whole, 64 * 1024));
  for (let at = start; at < end; at += zeros.length) await file.write(zeros, 0, Math.min(zeros.length, end - at), at);
  await file.write(voidHead(whole), 0, undefined, start);
}

/** Of an element of so many bytes in all, which means nothing. */
function voidHead(whole: number): Buffer {
  if (whole < 128) return Buffer.from([nothing, 0x80 | (whole - 2)]);
  const head = Buffer.alloc(9);
  head[0] = nothing;
  head[1] = 0x01;
  head.writeUIntBE(whole - 9, 3, 6);
  return head;
}
