/*
 * What a picture looks like, in 64 bits: whether it grows clearly darker from each of eight places of eight rows to the next one. It stays
 * the same where the picture is made smaller, packed harder or a little lighter, and is another one for other pictures.
 */

/** In what `lookOf` takes, one grey value a pixel. */
export const lookSize = { width: 9, height: 8 };

/** What packing a picture does to an even part of it is no difference. */
const clearly = 3;

/** Fewer bits of one kind than that, and it is a plane or a gradient, as thousands are. */
const leastBits = 4;

/** Pictures are taken for alike up to so many bits that differ. */
export const mostDifferent = 3;

/** @returns sixteen hex digits; null for a picture in which there is next to nothing. */
export function lookOf(grey: Uint8Array): string | null {
  let look = 0n;
  let ones = 0;
  for (let row = 0; row < lookSize.height; row += 1) {
    for (let column = 0; column < lookSize.width - 1; column += 1) {
      const at = row * lookSize.width + column;
      const isDarker = (grey[at] ?? 0) > (grey[at + 1] ?? 0) + clearly;
      look = (look << 1n) | (isDarker ? 1n : 0n);
      ones += isDarker ? 1 : 0;
    }
  }
  return ones < leastBits || ones > 64 - leastBits ? null : look.toString(16).padStart(16, '0');
}

/** In the four columns of its table. */
export function columnsOf(look: string | null) {
  const [look_1, look_2, look_3, look_4] = look === null ? [null, null, null, null] : partsOf(look);
  return { look, look_1, look_2, look_3, look_4 };
}

/** In four numbers: of two that differ in three bits at most, one is the same in both. */
export const partsOf = (look: string): [number, number, number, number] => {
  const part = (index: number) => Number.parseInt(look.slice(4 * index, 4 * index + 4), 16);
  return [part(0), part(1), part(2), part(3)];
};

/** In bits. */
export function differenceOf(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a.reduce((sum, part, index) => sum + bitsIn(part ^ (b[index] ?? 0)), 0);
}

function bitsIn(number: number): number {
  let bits = 0;
  for (let rest = number; rest > 0; rest &= rest - 1) bits += 1;
  return bits;
}
