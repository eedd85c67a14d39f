/** What the head of a file says of the picture in it. */
export interface Coded {
  format: string;
  /** In pixels. */
  width: number;
  height: number;
  channels: number;
  /** Of one channel in bits. */
  bits: number;
  /** Of a progressive JPEG or an interlaced PNG: no part of it can be decoded without all of it. */
  isProgressive: boolean;
  /** JPEG: "4:2:0", or "4:4:4:4" with four colours. */
  chroma: string;
  /** Of one that moves. */
  frames: number;
}

/** In bytes: what decoding one picture may take beside what its process takes anyway. */
const mostMemory = 190 * 1024 * 1024;

/** Samples for each pixel of a JPEG. Source: ITU-T T.81, A.1.1. */
const samplesOf: Record<string, number> = { '4:2:0': 1.5, '4:2:2': 2, '4:4:4': 3, '4:4:4:4': 4 };

/** In bytes for each pixel, as measured with 50 million of them: docs/decisions/0047. */
function memoryOf({ format, channels, bits, isProgressive, chroma, frames }: Coded): number {
  if (format === 'heif') return (bits > 8 ? 24 : 19) * (channels > 3 ? 1.3 : 1);
  if (format === 'gif') return 7.2;
  if (format === 'webp') return frames > 1 ? 8 : 3;
  if (format === 'png' && !isProgressive) return bits > 8 ? 4.8 : 2;
  if (format === 'png') return channels * (bits > 8 ? 2.9 : 1.3);
  // All coefficients, of two bytes each, before the first line.
  return isProgressive ? 2 * (samplesOf[chroma] ?? channels) + 0.9 : 2;
}

/** How many pixels such a picture may have, so that no picture makes the machine short of memory. */
export const mostPixels = (coded: Coded): number => Math.floor(mostMemory / memoryOf(coded));

export const tooManyPixels = (coded: Coded): string =>
  `A picture that is saved in this way may have ${Math.floor(mostPixels(coded) / 1_000_000)} million pixels. Make it smaller, or save it as a JPEG that is not progressive, then try again.`;
