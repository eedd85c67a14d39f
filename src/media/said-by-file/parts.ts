import { open } from 'node:fs/promises';

/** Of a picture's file, what speaks about it, as bytes. */
export interface FileParts {
  /** A TIFF structure. */
  exif: Buffer | null;
  /** A packet of XML. */
  xmp: Buffer | null;
  /** Photoshop's resources, among which IPTC-IIM stands. */
  resources: Buffer | null;
  /** A manifest store of C2PA is there, whatever stands in it. */
  hasCredentials: boolean;
}

/** Of a file, or of what is in memory. */
export interface Bytes {
  size: number;
  /** Fewer than were asked for at the end. */
  read(at: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** @throws where there is no such file */
export async function openBytes(source: string | Buffer): Promise<Bytes> {
  if (typeof source !== 'string') {
    const read = async (at: number, length: number) => source.subarray(at, at + length);
    return { size: source.length, read, close: async () => undefined };
  }
  const file = await open(source);
  const read = async (at: number, length: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  };
  return { size: (await file.stat()).size, read, close: () => file.close() };
}

/** In bytes, of each part: what a segment of a JPEG holds. A longer one is left where it is. */
const mostOfPart = 65_000;
/** No file of a camera or an agency has as many parts; one that does was made to cost time. */
const mostParts = 50_000;

/** Goes from part to part by their lengths, and reads none that says nothing; the picture itself stays unread. */
export async function findParts(bytes: Bytes): Promise<FileParts> {
  const found: FileParts = { exif: null, xmp: null, resources: null, hasCredentials: false };
  const start = await bytes.read(0, 12);
  if (start.readUInt16BE(0) === 0xffd8) await walkJpeg(bytes, found);
  else if (start.toString('latin1', 1, 4) === 'PNG') await walkPng(bytes, found);
  else if (start.toString('latin1', 0, 4) === 'RIFF') await walkWebp(bytes, found);
  else if (start.toString('latin1', 4, 8) === 'ftyp') await walkBoxes(bytes, found);
  return found;
}

const exifStart = 'Exif\0\0';
const xmpStart = 'http://ns.adobe.com/xap/1.0/\0';
const resourcesStart = 'Photoshop 3.0\0';

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1: segments up to the first scan. */
async function walkJpeg(bytes: Bytes, found: FileParts): Promise<void> {
  let at = 2;
  for (let number = 0; number < mostParts; number += 1) {
    const head = await bytes.read(at, 4);
    if (head.length < 4 || head[0] !== 0xff) return;
    const marker = head[1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return;
    const length = head.readUInt16BE(2);
    if (length < 2) return;
    if ([0xe1, 0xeb, 0xed].includes(marker)) takeSegment(marker, await bytes.read(at + 4, length - 2), found);
    at += 2 + length;
  }
}

function takeSegment(marker: number, segment: Buffer, found: FileParts): void {
  const after = (start: string) =>
    segment.toString('latin1', 0, start.length) === start ? segment.subarray(start.length) : null;
  if (marker === 0xe1) {
    found.exif ??= after(exifStart);
    found.xmp ??= after(xmpStart);
  }
  if (marker === 0xed) found.resources ??= after(resourcesStart);
  // ISO/IEC 19566-5: JP, number, sequence, then a box.
  if (marker === 0xeb && segment.toString('latin1', 0, 2) === 'JP')
    found.hasCredentials ||= isManifestStore(segment.subarray(8));
}

/** A superbox of JUMBF whose description has C2PA's type (https://spec.c2pa.org, "Manifest Store"). */
const isManifestStore = (box: Buffer): boolean =>
  box.toString('latin1', 4, 8) === 'jumb' &&
  box.toString('latin1', 12, 16) === 'jumd' &&
  box.toString('hex', 16, 32) === '6332706100110010800000aa00389b71';

/** https://www.w3.org/TR/png-3/#11Chunks */
async function walkPng(bytes: Bytes, found: FileParts): Promise<void> {
  let at = 8;
  for (let number = 0; number < mostParts; number += 1) {
    const head = await bytes.read(at, 8);
    if (head.length < 8) return;
    const [length, type] = [head.readUInt32BE(0), head.toString('latin1', 4, 8)];
    if (type === 'eXIf') found.exif ??= await partAt(bytes, at + 8, length);
    if (type === 'iTXt') found.xmp ??= xmpOfText(await partAt(bytes, at + 8, length));
    if (type === 'caBX') found.hasCredentials ||= isManifestStore(await bytes.read(at + 8, 32));
    if (type === 'IEND') return;
    at += 12 + length;
  }
}

/** Its keyword, that it is not compressed, no language, then the packet. */
function xmpOfText(text: Buffer | null): Buffer | null {
  const start = 'XML:com.adobe.xmp\0\0\0';
  if (text?.toString('latin1', 0, start.length) !== start) return null;
  const end = text.indexOf(0, text.indexOf(0, start.length) + 1);
  return end < 0 ? null : text.subarray(end + 1);
}

/** https://developers.google.com/speed/webp/docs/riff_container */
async function walkWebp(bytes: Bytes, found: FileParts): Promise<void> {
  let at = 12;
  for (let number = 0; number < mostParts; number += 1) {
    const head = await bytes.read(at, 8);
    if (head.length < 8) return;
    const [type, length] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)];
    if (type === 'EXIF') found.exif ??= withoutStart(await partAt(bytes, at + 8, length));
    if (type === 'XMP ') found.xmp ??= await partAt(bytes, at + 8, length);
    if (type === 'C2PA') found.hasCredentials ||= isManifestStore(await bytes.read(at + 8, 32));
    at += 8 + length + (length % 2);
  }
}

/** Some write it as a JPEG has it. */
const withoutStart = (exif: Buffer | null): Buffer | null =>
  exif?.toString('latin1', 0, exifStart.length) === exifStart ? exif.subarray(exifStart.length) : exif;

const credentialsBox = 'd8fec3d61b0e483c92975828877ec481';

/** ISO/IEC 14496-12, 4.2: only the boxes that stand by themselves. */
async function walkBoxes(bytes: Bytes, found: FileParts): Promise<void> {
  let at = 0;
  for (let number = 0; number < mostParts && at < bytes.size; number += 1) {
    const head = await bytes.read(at, 32);
    if (head.length < 8) return;
    const isLong = head.readUInt32BE(0) === 1 && head.length >= 16;
    const length = isLong ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0);
    const begin = isLong ? 16 : 8;
    if (head.toString('latin1', 4, 8) === 'uuid' && head.toString('hex', begin, begin + 16) === credentialsBox) {
      found.hasCredentials = true;
    }
    if (length < begin) return;
    at += length;
  }
}

const partAt = async (bytes: Bytes, at: number, length: number): Promise<Buffer | null> =>
  length > mostOfPart ? null : bytes.read(at, length);
