import { open } from 'node:fs/promises';
import { Unreadable } from './work.ts';

const headBytes = 64;

/**
 * Pictures as iPhones take them are coded in HEVC, for which there is no free decoder. Source: ISO/IEC 23008-12, annex B, on the brands.
 * @throws Unreadable for one of them
 */
export async function refuseHeic(source: string | Buffer): Promise<void> {
  const head = (typeof source === 'string' ? await headOf(source) : source.subarray(0, headBytes)).toString('latin1');
  if (/^....ftyp/s.test(head) && /hei[cmsx]|hev[cx]/.test(head) && !head.includes('avif')) {
    throw new Unreadable('This is a HEIC picture, which few programs can show. Save it as JPEG, then try again.');
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path).catch(() => null);
  if (!file) return Buffer.alloc(0);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
