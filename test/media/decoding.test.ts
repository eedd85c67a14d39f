import { expect, test } from '@jest/globals';
import { type Coded, mostPixels, tooManyPixels } from '../../src/media/images/decoding.ts';

const plain: Coded = {
  ...{ format: 'jpeg', width: 1, height: 1, channels: 3, bits: 8 },
  ...{ isProgressive: false, chroma: '4:2:0', frames: 1 },
};

test.each<[string, Partial<Coded>, number]>([
  ['a JPEG', {}, 50],
  ['a progressive JPEG', { isProgressive: true }, 50],
  ['one with all colours', { isProgressive: true, chroma: '4:4:4' }, 28],
  ['one for print', { isProgressive: true, chroma: '4:4:4:4', channels: 4 }, 22],
  ['a PNG', { format: 'png' }, 50],
  ['a PNG of 16 bits', { format: 'png', bits: 16 }, 41],
  ['an interlaced PNG', { format: 'png', isProgressive: true }, 50],
  [
    'an interlaced PNG of 16 bits that shows what is behind',
    { format: 'png', isProgressive: true, bits: 16, channels: 4 },
    17,
  ],
  ['a WebP', { format: 'webp' }, 50],
  ['a WebP that moves', { format: 'webp', frames: 9 }, 24],
  ['a GIF', { format: 'gif', channels: 4 }, 27],
  ['an AVIF', { format: 'heif' }, 10],
  ['an AVIF of ten bits', { format: 'heif', bits: 16 }, 8],
])('%s may have as many million pixels as decode in 190 MB', (_what, coded, millions) => {
  const most = Math.min(50, Math.floor(mostPixels({ ...plain, ...coded }) / 1_000_000));
  expect(most).toBe(millions);
});

test('Whoever sends a larger one is told how large it may be', () => {
  expect(tooManyPixels({ ...plain, format: 'heif' })).toMatch(
    /^A picture that is saved in this way may have 10 million pixels\./,
  );
});
