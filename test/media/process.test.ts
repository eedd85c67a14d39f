import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { isPictureFile, toneOf } from '../../src/media/picture.ts';
import { decode, encode, preparePicture } from '../../src/media/process.ts';
import { formats } from '../../src/media/variant.ts';

const demo = (name: string) => join(import.meta.dirname, '../../demo/images', name);

/** Noise, so that no format makes it small. */
const noise = (width = 300, height = 200) =>
  sharp({
    create: { width, height, channels: 3, background: '#c33', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  });

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#fff' } });

const drawing = sharp(demo('hall.png')).resize(300);
const jpeg = await drawing.clone().jpeg().toBuffer();
const png = await drawing.clone().png().toBuffer();
const tiff = await noise(10, 10).tiff().toBuffer();
const webp = await drawing.clone().webp().toBuffer();
const avif = await drawing.clone().avif().toBuffer();
const part = (content: Buffer, share: number) => content.subarray(0, Math.floor(content.length * share));

describe('A picture', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('as %s becomes WebP', async (format) => {
    const prepared = await preparePicture(await noise(60, 40).toFormat(format).toBuffer());
    expect(prepared).toMatchObject({ mime: 'image/webp', width: 60, height: 40, bytes: prepared.content.length });
    expect(isPictureFile(prepared.file)).toBe(true);
    expect(await sharp(prepared.content).metadata()).toMatchObject({ format: 'webp', width: 60, height: 40 });
  });

  test('is at most 1920 pixels wide, and never made larger', async () => {
    expect(await preparePicture(await plain(4000, 3000).jpeg().toBuffer())).toMatchObject({
      width: 1920,
      height: 1440,
    });
    expect(await preparePicture(await plain(40, 30).jpeg().toBuffer())).toMatchObject({ width: 40, height: 30 });
  });

  test('that is far too tall is made to fit', async () => {
    expect(await preparePicture(await plain(500, 40_000).png().toBuffer())).toMatchObject({ width: 100, height: 8000 });
  });

  test('is turned as the camera was held', async () => {
    const turned = await plain(300, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await preparePicture(turned)).toMatchObject({ width: 200, height: 300 });
  });

  test('keeps nothing of what the camera wrote: no place, no name, no thumbnail', async () => {
    const gps = {
      GPSLatitudeRef: 'N',
      GPSLatitude: '52/1 4/1 30/1',
      GPSLongitudeRef: 'E',
      GPSLongitude: '4/1 18/1 0/1',
    };
    const telling = await noise()
      .withExif({ IFD0: { Artist: 'Lena Okafor', Copyright: 'Courier' }, IFD3: gps })
      .withXmp(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>',
      )
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const before = await sharp(telling).metadata();
    expect(before.exif).toBeDefined();
    const { content } = await preparePicture(telling);
    const after = await sharp(content).metadata();
    for (const name of ['exif', 'xmp', 'iptc', 'icc', 'orientation'] as const) expect(after[name]).toBeUndefined();
    expect(content.includes('Okafor')).toBe(false);
  });

  test('of several frames becomes its first', async () => {
    const frames = await Promise.all(['#f00', '#00f'].map((background) => frame(background)));
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    const { content } = await preparePicture(moving);
    const { dominant } = await sharp(content).stats();
    expect(dominant.r).toBeGreaterThan(dominant.b);
  });

  test('keeps what shows through', async () => {
    const clear = sharp({ create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    const { content } = await preparePicture(await clear.png().toBuffer());
    expect(await sharp(content).metadata()).toMatchObject({ hasAlpha: true });
  });

  test('that was drawn in few colours is kept without loss where that is smaller', async () => {
    const bars = Buffer.from([0, 255]);
    const drawn = sharp(Buffer.concat(Array.from({ length: 20_000 }, () => bars)), {
      raw: { width: 200, height: 200, channels: 1 },
    });
    const source = await drawn.png({ palette: true, colours: 2 }).toBuffer();
    const { content } = await preparePicture(source);
    expect(await sharp(content).raw().toBuffer()).toEqual(await sharp(source).toColourspace('srgb').raw().toBuffer());
  });

  test('has a name that its content makes', async () => {
    const [first, again, other] = await Promise.all([
      preparePicture(jpeg),
      preparePicture(jpeg),
      preparePicture(demo('hall.png')),
    ]);
    expect(first.file).toBe(again.file);
    expect(other.file).not.toBe(first.file);
  });

  test('can be read from a file', async () => {
    expect(await preparePicture(demo('hall.png'))).toMatchObject({ mime: 'image/webp' });
  });
});

const frame = (background: string) =>
  sharp({ create: { width: 40, height: 40, channels: 3, background } })
    .png()
    .toBuffer();

const damaged = (content: Buffer) =>
  Buffer.from(content).fill(0xff, Math.floor(content.length / 2), Math.floor(content.length / 2) + 40);

const notUsable = 'This is not a picture that can be used. Choose a JPEG, PNG, WebP, AVIF or GIF file.';
const notWhole = 'The picture is damaged or not whole. Open it, save it again as JPEG or PNG, then try again.';
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="/etc/passwd"/></svg>';

describe('Refused is', () => {
  test.each([
    ['nothing', Buffer.alloc(0), notUsable],
    ['a text', Buffer.from('Some two hundred dockers.'), notUsable],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), notUsable],
    ['an SVG', Buffer.from(svg), notUsable],
    ['an SVG behind a comment', Buffer.from(`<?xml version="1.0"?><!-- GIF89a -->${svg}`), notUsable],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), notUsable],
    ['a TIFF', tiff, notUsable],
    ['a script that begins like a GIF', Buffer.from('GIF89a/*<script>*/=1;alert(1)//</script>'), notWhole],
    ['the head of a JPEG and nothing more', jpeg.subarray(0, 20), notWhole],
    ['a JPEG cut in half', part(jpeg, 0.5), notWhole],
    ['a JPEG that lacks its end', part(jpeg, 0.99), notWhole],
    ['a PNG cut in half', part(png, 0.5), notWhole],
    ['a PNG with a wrong middle', damaged(png), notWhole],
    ['a JPEG with a wrong middle', damaged(jpeg), notWhole],
    ['a WebP cut in half', part(webp, 0.5), notWhole],
    ['an AVIF cut in half', part(avif, 0.5), notWhole],
    ['a file that is not there', demo('nothing.png'), 'There is no such file.'],
    ['an SVG in a file', demo('source/hall.svg'), notUsable],
  ])('%s', async (_what, source, message) => {
    await expect(preparePicture(source)).rejects.toThrow(message);
  });

  test('a small file that unpacks to more than 50 million pixels', async () => {
    const bomb = await plain(8000, 6400).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(500_000);
    await expect(preparePicture(bomb)).rejects.toThrow(
      'The picture has more than 50 million pixels. Make it smaller, then try again.',
    );
  });
});

test('A picture with a page hidden behind it loses the page', async () => {
  const polyglot = Buffer.concat([jpeg, Buffer.from('<script>alert(document.domain)</script>')]);
  const { content } = await preparePicture(polyglot);
  expect(content.includes('<script>')).toBe(false);
});

describe('The tone of a picture', () => {
  test.each([
    ['red', '#d02020', '02'],
    ['a dark blue', '#102060', '51'],
    ['a light green', '#a0f0a0', '33'],
    ['grey', '#808080', '82'],
    ['black', '#000000', '80'],
    ['white', '#ffffff', '84'],
  ])('of one that is %s', async (_what, background, expected) => {
    const source = await sharp({ create: { width: 30, height: 20, channels: 3, background } })
      .png()
      .toBuffer();
    expect((await preparePicture(source)).tone).toBe(expected);
  });

  test('is none where something shows through', async () => {
    const background = { r: 200, g: 0, b: 0, alpha: 0.5 };
    const clear = await sharp({ create: { width: 20, height: 20, channels: 4, background } })
      .png()
      .toBuffer();
    expect((await preparePicture(clear)).tone).toBe('');
  });

  test('goes round the circle of colours', () => {
    expect(toneOf({ red: 255, green: 0, blue: 10 })).toBe('02');
    expect(toneOf({ red: 255, green: 0, blue: 255 })).toBe('72');
  });
});

describe('A variant', () => {
  const kinds = { avif: 'heif', webp: 'webp', jpg: 'jpeg' };

  test.each(formats)('as %s is of that kind, cut out and made smaller', async (format) => {
    const decoded = await decode(jpeg, { width: 300, height: 169 });
    const box = { left: 10, top: 20, width: 160, height: 90 };
    const content = await encode(decoded, { box, width: 80, format });
    expect(await sharp(content).metadata()).toMatchObject({ format: kinds[format], width: 80, height: 45 });
  });

  test('shows the part that its box says', async () => {
    const halves = await sharp({ create: { width: 100, height: 60, channels: 3, background: '#f00' } })
      .composite([{ input: { create: { width: 50, height: 60, channels: 3, background: '#00f' } }, left: 50, top: 0 }])
      .png()
      .toBuffer();
    const decoded = await decode(halves, { width: 100, height: 60 });
    const box = { left: 55, top: 0, width: 40, height: 60 };
    const content = await encode(decoded, { box, width: 40, format: 'jpg' });
    const { channels } = await sharp(content).stats();
    expect(channels.map(({ mean }) => Math.round(mean / 64))).toEqual([0, 0, 4]);
  });

  test.each([
    ['turned as the camera was held', () => noise(60, 40).withMetadata({ orientation: 6 }).jpeg(), 40, 60],
    ['of the colours of print', () => noise(60, 40).toColourspace('cmyk').jpeg(), 60, 40],
    ['of sixteen bits', () => noise(60, 40).toColourspace('rgb16').png(), 60, 40],
    ['grey', () => noise(60, 40).greyscale().png(), 60, 40],
  ])('of a picture that is %s', async (_what, source, width, height) => {
    const decoded = await decode(await source().toBuffer(), { width, height });
    const box = { left: 0, top: 0, width, height };
    for (const format of formats) {
      const content = await encode(decoded, { box, width: 20, format });
      expect(await sharp(content).metadata()).toMatchObject({
        format: kinds[format],
        width: 20,
        space: expect.stringMatching(/^(srgb|b-w)$/),
      });
    }
  });

  test('as JPEG is white where something shows through', async () => {
    const background = { r: 0, g: 0, b: 0, alpha: 0 };
    const clear = await sharp({ create: { width: 20, height: 20, channels: 4, background } })
      .png()
      .toBuffer();
    const decoded = await decode(clear, { width: 20, height: 20 });
    const content = await encode(decoded, {
      box: { left: 0, top: 0, width: 20, height: 20 },
      width: 20,
      format: 'jpg',
    });
    expect((await sharp(content).stats()).channels.map(({ mean }) => mean)).toEqual([255, 255, 255]);
  });
});
