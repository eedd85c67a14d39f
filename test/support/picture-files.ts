/** Files of pictures that say something of themselves, as cameras, agencies and signing programs write them. */

import { crc32 } from 'node:zlib';
import sharp from 'sharp';

const drawn = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#3a6' } });

/** One item of IPTC-IIM: record, number, bytes. */
export type Item = [record: number, number: number, value: Buffer];

export interface Says {
  xmp?: string | Buffer;
  iptc?: Item[];
  /** Pairs of number and bytes, written as ASCII into the first directory of Exif. */
  exif?: [tag: number, value: Buffer][];
  /** Written as they are, after the others. */
  segments?: [marker: number, bytes: Buffer][];
}

export const segment = (marker: number, bytes: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
};

/** A JPEG with these parts before its picture. */
export async function jpegThatSays({ xmp, iptc, exif, segments = [] }: Says): Promise<Buffer> {
  const plain = await drawn().jpeg().toBuffer();
  const parts = [
    ...(exif ? [segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(exif)]))] : []),
    ...(xmp ? [segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), Buffer.from(xmp)]))] : []),
    ...(iptc ? [segment(0xed, resources(iptc))] : []),
    ...segments.map(([marker, bytes]) => segment(marker, bytes)),
  ];
  return Buffer.concat([plain.subarray(0, 2), ...parts, plain.subarray(2)]);
}

const resources = (items: Item[]): Buffer => {
  const data = Buffer.concat(items.map(([record, number, value]) => item(record, number, value)));
  const head = Buffer.alloc(12);
  head.write('8BIM', 'latin1');
  head.writeUInt16BE(0x0404, 4);
  head.writeUInt32BE(data.length, 8);
  return Buffer.concat([Buffer.from('Photoshop 3.0\0'), head, data, Buffer.alloc(data.length % 2)]);
};

const item = (record: number, number: number, value: Buffer): Buffer => {
  const head = Buffer.from([0x1c, record, number, 0, 0]);
  head.writeUInt16BE(value.length, 3);
  return Buffer.concat([head, value]);
};

/** Big-endian, one directory, whose values stand behind it. */
export function tiff(entries: [tag: number, value: Buffer][]): Buffer {
  const directory = Buffer.alloc(2 + 12 * entries.length + 4);
  directory.writeUInt16BE(entries.length);
  const values: Buffer[] = [];
  let at = 8 + directory.length;
  for (const [index, [tag, text]] of entries.entries()) {
    const value = Buffer.concat([text, Buffer.alloc(Math.max(1, 5 - text.length))]);
    const start = 2 + 12 * index;
    directory.writeUInt16BE(tag, start);
    directory.writeUInt16BE(2, start + 2);
    directory.writeUInt32BE(value.length, start + 4);
    directory.writeUInt32BE(at, start + 8);
    values.push(value);
    at += value.length;
  }
  return Buffer.concat([Buffer.from('MM\0*\0\0\0\x08', 'latin1'), directory, ...values]);
}

export const xmpOf = (inner: string, attributes = ''): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/" ${attributes}>
  ${inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** The beginning of a manifest store of C2PA: a superbox of JUMBF and its description. */
export const manifestStore = (kind = '63327061'): Buffer => {
  const description = Buffer.concat([
    Buffer.from('0000001e6a756d64', 'hex'),
    Buffer.from(`${kind}00110010800000aa00389b71`, 'hex'),
    Buffer.from([3]),
    Buffer.from('c2pa\0'),
  ]);
  const box = Buffer.from('000000006a756d62', 'hex');
  box.writeUInt32BE(8 + description.length);
  return Buffer.concat([box, description]);
};

/** Of the same in a segment of a JPEG. */
export const manifestSegment = (kind?: string): [number, Buffer] => [
  0xeb,
  Buffer.concat([Buffer.from('JP'), Buffer.from([0, 1, 0, 0, 0, 1]), manifestStore(kind)]),
];

export async function pngWith(chunks: [type: string, bytes: Buffer][]): Promise<Buffer> {
  const plain = await drawn().png().toBuffer();
  const added = chunks.map(([type, bytes]) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(bytes.length);
    head.write(type, 4, 'latin1');
    const checked = Buffer.concat([head.subarray(4), bytes]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(checked));
    return Buffer.concat([head, bytes, sum]);
  });
  // Behind the signature and the header.
  return Buffer.concat([plain.subarray(0, 33), ...added, plain.subarray(33)]);
}

export async function webpWith(chunks: [type: string, bytes: Buffer][]): Promise<Buffer> {
  const plain = await drawn().webp().toBuffer();
  const added = chunks.map(([type, bytes]) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(bytes.length, 4);
    return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
  });
  const whole = Buffer.concat([plain, ...added]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}

export async function avifWith(uuid: string, bytes: Buffer): Promise<Buffer> {
  const plain = await drawn().avif().toBuffer();
  const box = Buffer.concat([Buffer.alloc(4), Buffer.from('uuid'), Buffer.from(uuid, 'hex'), bytes]);
  box.writeUInt32BE(box.length);
  return Buffer.concat([plain, box]);
}
