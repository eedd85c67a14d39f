import { crc32, deflateSync } from 'node:zlib';

/** @param pixels red, green, blue and opacity of each, of which the last is left out. Source: PNG, third edition, 5.3 and 11.2. */
export function pngOf({ pixels, width, height }: { pixels: Uint8Array; width: number; height: number }): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a channel, three channels, and the only compression, filter and order that need no other words.
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let [from, to] = [0, 0]; from < width * height * 4; from += 4) {
    if (from % (width * 4) === 0) to += 1;
    rows[to] = pixels[from] ?? 0;
    rows[to + 1] = pixels[from + 1] ?? 0;
    rows[to + 2] = pixels[from + 2] ?? 0;
    to += 3;
  }
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    part('IHDR', header),
    part('IDAT', deflateSync(rows)),
    part('IEND', Buffer.alloc(0)),
  ]);
}

function part(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
