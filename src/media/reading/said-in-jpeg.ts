/** What a JPEG file needs to be drawn among what programs write into it: JFIF, colours by ICC, and Adobe's note of how they are mixed. */
const needed = [0xe0, 0xe2, 0xee];

/**
 * A JPEG file without what it says of itself: where it was taken, when, by whom and with what.
 * Source: ITU-T T.81, annex B. What is no such file comes back as it is.
 */
export function withoutSaid(jpeg: Uint8Array): Uint8Array {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return jpeg;
  const kept: Uint8Array[] = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] ?? 0;
    const end = at + 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
    // From the first scan on it is the picture itself.
    if (marker === 0xda || marker < 0xc0 || marker === 0xff || end <= at + 3) break;
    const isSaid = (marker >= 0xe0 && marker <= 0xef && !needed.includes(marker)) || marker === 0xfe;
    if (!isSaid) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  kept.push(jpeg.subarray(at));
  return Buffer.concat(kept);
}
