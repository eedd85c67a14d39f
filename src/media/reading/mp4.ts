import { type FileHandle, open } from 'node:fs/promises';
import { NotUsable, noRecording, notWhole } from './not-usable.ts';

/** A part of the file: a length and a name of four letters before its content. Source: ISO/IEC 14496-12, 4.2. */
interface Box {
  name: string;
  start: number;
  /** Where its content begins. */
  content: number;
  end: number;
}

/** What says something of the film beyond itself: places, names, cameras; the length stays, so that nothing else moves. */
const telling = new Set(['udta', 'meta', 'uuid']);
/** Those that hold others in which such things stand. */
const holding = new Set(['moov', 'trak', 'mdia', 'moof', 'traf']);
const mostBoxes = 200_000;
/** Film, sound, and the clock that cameras count by. What else there is may be a list of places. */
const harmless = new Set(['vide', 'soun', 'tmcd']);

/** @throws NotUsable where it is cut off, or has a track of something else than picture and sound */
export async function cleanMp4(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const budget = { boxes: mostBoxes };
    const top = await boxesIn(file, { content: 0, end: size }, budget);
    if (!top.some(({ name }) => name === 'moov')) throw new NotUsable(notWhole);
    for (const box of top) await clean(file, box, budget);
  } finally {
    await file.close();
  }
}

async function clean(file: FileHandle, box: Box, budget: { boxes: number }): Promise<void> {
  if (telling.has(box.name)) return blank(file, box);
  if (box.name === 'hdlr') return checkHandler(file, box);
  if (!holding.has(box.name)) return;
  for (const inner of await boxesIn(file, box, budget)) await clean(file, inner, budget);
}

async function boxesIn(
  file: FileHandle,
  { content, end }: Pick<Box, 'content' | 'end'>,
  budget: { boxes: number },
): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let start = content; start < end; ) {
    budget.boxes -= 1;
    if (budget.boxes < 0) throw new NotUsable(noRecording);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, start);
    // Up to eight bytes of nothing stand at the end of some boxes.
    if (bytesRead < 8 || end - start < 8) {
      if (content === 0) throw new NotUsable(notWhole);
      break;
    }
    const short = buffer.readUInt32BE(0);
    const length = short === 1 ? Number(buffer.readBigUInt64BE(8)) : short === 0 ? end - start : short;
    const head = short === 1 ? 16 : 8;
    if (length < head || start + length > end) throw new NotUsable(notWhole);
    boxes.push({ name: buffer.toString('latin1', 4, 8), start, content: start + head, end: start + length });
    start += length;
  }
  return boxes;
}

/** Its content is nothing, and its name says so: "free". */
async function blank(file: FileHandle, { start, content, end }: Box): Promise<void> {
  await file.write('free', start + 4, 'latin1');
  const zeros = Buffer.alloc(Math.min(end - content, 64 * 1024));
  for (let at = content; at < end; at += zeros.length) {
    await file.write(zeros, 0, Math.min(zeros.length, end - at), at);
  }
}

async function checkHandler(file: FileHandle, { content }: Box): Promise<void> {
  const { buffer } = await file.read(Buffer.alloc(12), 0, 12, content);
  if (harmless.has(buffer.toString('latin1', 8, 12))) return;
  throw new NotUsable(
    'Beside picture and sound it holds other data, such as where it was taken. Save it anew with picture and sound alone.',
  );
}
