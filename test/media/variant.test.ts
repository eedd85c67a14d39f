import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  boxOf,
  crops,
  isVariantOf,
  readVariant,
  type Variant,
  variantFile,
  variantsOf,
  widthsOf,
} from '../../src/media/variant.ts';

const stem = '0123456789abcdef0123456789abcdef';
const picture = { file: `${stem}.webp`, width: 1600, height: 900, focalX: 50, focalY: 50 };
const shapes = [null, ...(Object.keys(crops) as (keyof typeof crops)[])];
const side = fc.integer({ min: 1, max: 8000 });
const percent = fc.integer({ min: 0, max: 100 });

describe('What a crop shows', () => {
  test.each([
    ['the whole', null, {}, { left: 0, top: 0, width: 1600, height: 900 }],
    ['a square in the middle', '1x1', {}, { left: 350, top: 0, width: 900, height: 900 }],
    ['what matters most', '1x1', { focalX: 30 }, { left: 30, top: 0, width: 900, height: 900 }],
    ['no more than there is', '1x1', { focalX: 0 }, { left: 0, top: 0, width: 900, height: 900 }],
    [
      'a part of a portrait',
      '16x9',
      { width: 900, height: 1600, focalY: 20 },
      { left: 0, top: 67, width: 900, height: 506 },
    ],
    ['something of a line', '1x1', { width: 8000, height: 1 }, { left: 4000, top: 0, width: 1, height: 1 }],
  ] as const)('is %s', (_what, crop, given, expected) => {
    expect(boxOf({ ...picture, ...given }, crop)).toEqual(expected);
  });

  test('lies within the picture, has its shape, and holds what matters most, whatever they are', () => {
    fc.assert(
      fc.property(side, side, percent, percent, fc.constantFrom(...shapes), (width, height, focalX, focalY, crop) => {
        const box = boxOf({ width, height, focalX, focalY }, crop);
        expect(
          Math.min(box.left, box.top, width - box.left - box.width, height - box.top - box.height),
        ).toBeGreaterThanOrEqual(0);
        expect(box.left <= (width * focalX) / 100 && (width * focalX) / 100 <= box.left + box.width).toBe(true);
        expect(box.top <= (height * focalY) / 100 && (height * focalY) / 100 <= box.top + box.height).toBe(true);
        if (crop && width > 100 && height > 100) expect(box.width / box.height).toBeCloseTo(crops[crop], 1);
      }),
    );
  });
});

test.each([
  [1920, [320, 480, 720, 1080, 1440, 1920]],
  [1600, [320, 480, 720, 1080, 1440, 1600]],
  [480, [320, 480]],
  [60, [60]],
])('A part that is %i pixels wide has the widths %j', (width, expected) => {
  expect(widthsOf({ width })).toEqual(expected);
});

describe('The name of a variant', () => {
  test.each([
    [null, `${stem}-320.avif`],
    ['1x1', `${stem}-1x1.30.70-320.avif`],
  ] as const)('of shape %s says all that it is made from', (crop, expected) => {
    const [first] = variantsOf({ ...picture, focalX: 30, focalY: 70 }, crop);
    expect(variantFile(first as Variant)).toBe(expected);
  });

  test('is read back, and is the only one', () => {
    for (const crop of shapes) {
      for (const variant of variantsOf({ ...picture, focalX: 7, focalY: 100 }, crop)) {
        expect(readVariant(variantFile(variant))).toEqual(variant);
      }
    }
  });

  test.each([
    `${stem}.webp`,
    `${stem}-0320.avif`,
    `${stem}-320.png`,
    `${stem}-16x9-320.avif`,
    `${stem}-16x9.050.50-320.avif`,
    `${stem}-2x1.50.50-320.avif`,
    `${stem.toUpperCase()}-320.avif`,
    `../${stem}-320.avif`,
    `${stem}-320.avif.part`,
    `${stem}-99999.avif`,
  ])('is not %s', (name) => {
    expect(readVariant(name)).toBeNull();
  });
});

test.each([
  ['1080.avif', true],
  ['1600.jpg', true],
  ['1920.jpg', false],
  ['321.avif', false],
  ['1x1.50.50-900.webp', true],
  ['1x1.50.50-1080.webp', false],
  ['1x1.50.51-320.webp', false],
  ['1x1.101.50-320.webp', false],
])('Whether a picture of 1600 × 900 pixels has the variant %s: %j', (end, expected) => {
  expect(isVariantOf(picture, readVariant(`${stem}-${end}`) as Variant)).toBe(expected);
});
