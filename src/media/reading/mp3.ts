import { open } from 'node:fs/promises';

/**
 * Blanks the tags before and after the sound, in place: of the first, what stands in it becomes padding.
 * Source: id3.org, ID3v2.4.0 (structure, 3.1) and ID3v1.
 */
export async function cleanMp3(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const head = (await file.read(Buffer.alloc(10), 0, 10, 0)).buffer;
    if (head.toString('latin1', 0, 3) === 'ID3') {
      // Seven bits of each byte.
      const length = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0);
      // Without flags: no further header, and no footer.
      await file.write(Buffer.from([0]), 0, 1, 5);
      await blank(10, Math.min(length, size - 10));
    }
    const tail = size >= 128 ? (await file.read(Buffer.alloc(128), 0, 128, size - 128)).buffer : Buffer.alloc(0);
    if (tail.toString('latin1', 0, 3) === 'TAG') await blank(size - 125, 125);
  } finally {
    await file.close();
  }

  async function blank(from: number, bytes: number): Promise<void> {
    const zeros = Buffer.alloc(Math.min(bytes, 64 * 1024));
    for (let done = 0; done < bytes; done += zeros.length) {
      await file.write(zeros, 0, Math.min(zeros.length, bytes - done), from + done);
    }
  }
}
