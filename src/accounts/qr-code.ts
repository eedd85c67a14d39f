import { encode } from 'uqr';

/** A QR code as an SVG of its own has it: so many units wide, its border included, and one path of dark squares. */
export interface QrCode {
  size: number;
  path: string;
}

/** Source of the border of four units: ISO/IEC 18004, 9.1. */
export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { border: 4, ecc: 'M' });
  const rows = data.map((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ]
      .map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`)
      .join(''),
  );
  return { size, path: rows.join('') };
}
