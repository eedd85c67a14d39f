import { createHash } from 'node:crypto';
import sharp, {
  type AvifOptions,
  type JpegOptions,
  type Metadata,
  type OutputInfo,
  type Sharp,
  type WebpOptions,
} from 'sharp';
import { mostPixels, tooManyPixels } from './images/decoding.ts';
import { refuseHeic } from './images/heic.ts';
import { type Prepared, tooLong, Unreadable } from './images/work.ts';
import { lookOf, lookSize } from './picture/look.ts';
import { pictureFile, pictureLimits, toneOf } from './picture.ts';
import type { Box, Format } from './variant.ts';

// What a file is, its bytes say, whatever it is called. No other decoder can be reached: not SVG, which is a document
// that names other files, nor the many rare ones that nobody tests against hostile files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifFile',
    'VipsForeignLoadHeifBuffer',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadNsgifBuffer',
  ],
});
// Each file is read once, by one thread: what serves readers has the others.
sharp.cache(false);
sharp.concurrency(1);

/** In seconds, for one picture. */
const patience = 20;
const quality = 80;

/**
 * Decodes the whole picture (of several frames the first), turns it as its camera said, makes it at most as large as pages
 * need, and encodes it anew as WebP: nothing of the file that came is left, so no place, name or hidden content either.
 * @param source the path of a file, or its content
 * @throws Unreadable where it is no picture, damaged or too large
 */
export function preparePicture(source: string | Buffer): Promise<Prepared> {
  return readable(async () => {
    const { isPalette } = await metadataOf(source);
    const lossy = await fitted(source).webp({ quality }).toBuffer({ resolveWithObject: true });
    if (!isPalette) return kept(lossy);
    // Drawn pictures of few colours, such as charts and maps, are sharper without loss, and often smaller.
    const lossless = await fitted(source).webp({ lossless: true }).toBuffer({ resolveWithObject: true });
    return kept(lossless.data.length < lossy.data.length ? lossless : lossy);
  });
}

/**
 * The same for the picture of a person: of what is there the square that draws most attention, which in a portrait is the face, no
 * larger than pages show it.
 * @throws as preparePicture does, and Unreadable where it is too small
 */
export function preparePortrait(source: string | Buffer): Promise<Prepared> {
  return readable(async () => {
    const { autoOrient } = await metadataOf(source);
    const shorter = Math.min(autoOrient.width, autoOrient.height);
    if (shorter < pictureLimits.portrait.least) throw new Error('too small');
    const side = Math.min(shorter, pictureLimits.portrait.side);
    const square = open(source)
      .timeout({ seconds: patience })
      .autoOrient()
      .resize({ width: side, height: side, fit: 'cover', position: 'attention' });
    return kept(await square.webp({ quality }).toBuffer({ resolveWithObject: true }));
  });
}

/** A picture as pages show it at most, decoded. */
export interface Decoded {
  pixels: Buffer;
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
  /** Of few colours, as charts and maps are. */
  isDrawn: boolean;
}

/** @param size in pixels, of the picture as it is kept. @throws Unreadable */
export function decode(source: Buffer, { width, height }: { width: number; height: number }): Promise<Decoded> {
  return readable(async () => {
    const { isPalette = false } = await open(source).metadata();
    const { data, info } = await open(source)
      .timeout({ seconds: patience })
      .autoOrient()
      .resize({ width, height, fit: 'fill' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { pixels: data, raw: { width, height, channels: info.channels }, isDrawn: isPalette };
  });
}

// The default effort of AVIF takes fourteen times as long for files a tenth smaller.
const effort = 2;
const encodings: Record<Format, (picture: Sharp, isDrawn: boolean) => Sharp> = {
  avif: (picture, isDrawn) => picture.avif(isDrawn ? drawn.avif : photograph.avif),
  webp: (picture, isDrawn) => picture.webp(isDrawn ? drawn.webp : photograph.webp),
  jpg: (picture, isDrawn) => picture.flatten({ background: '#fff' }).jpeg(isDrawn ? drawn.jpg : photograph.jpg),
};
interface Options {
  avif: AvifOptions;
  webp: WebpOptions;
  jpg: JpegOptions;
}
const photograph: Options = {
  avif: { effort, quality: 50, chromaSubsampling: '4:2:0' },
  webp: { quality: 74 },
  jpg: { quality: 74, mozjpeg: true },
};
/** Thin lines in colour want all of it. */
const drawn: Options = {
  avif: { effort, quality: 60, chromaSubsampling: '4:4:4' },
  webp: { quality: 90, nearLossless: true },
  jpg: { quality: 84, mozjpeg: true, chromaSubsampling: '4:4:4' },
};

/** The part of a picture that the box shows, in a width and a format. */
export function encode(
  { pixels, raw, isDrawn }: Decoded,
  { box, width, format }: { box: Box; width: number; format: Format },
): Promise<Buffer> {
  const part = sharp(pixels, { raw }).timeout({ seconds: patience }).extract(box).resize({ width });
  return encodings[format](part, isDrawn).toBuffer();
}

async function readable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(reasonOf(error as Error), { cause: error });
  }
}

async function kept({ data: content, info }: { data: Buffer; info: OutputInfo }): Promise<Prepared> {
  const file = pictureFile(createHash('sha256').update(content).digest('hex'));
  const { width, height } = info;
  const facts = { file, mime: 'image/webp', width, height, bytes: content.length };
  return { content, ...facts, tone: await tone(content), look: await look(content) };
}

/** Of the whole; none where something shows through. */
async function tone(content: Buffer): Promise<string> {
  const { data, info } = await sharp(content).resize(1, 1, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
  const [red = 0, green = red, blue = red] = data;
  return info.channels === 4 ? '' : toneOf({ red, green, blue });
}

/** On white, where something shows through. */
async function look(content: Buffer): Promise<string | null> {
  const small = sharp(content)
    .flatten({ background: '#fff' })
    .greyscale()
    .resize({ ...lookSize, fit: 'fill' });
  return lookOf(await small.raw().toBuffer());
}

/** @throws Unreadable where it cannot be decoded, or not without too much memory */
async function metadataOf(source: string | Buffer): Promise<Metadata> {
  await refuseHeic(source);
  const metadata = await open(source).metadata();
  const { width, height, channels, depth, isProgressive = false, chromaSubsampling: chroma = '', pages = 1 } = metadata;
  const bits = depth === 'uchar' ? 8 : 16;
  const coded = { format: metadata.format, width, height, channels, bits, isProgressive, chroma, frames: pages };
  if (width * height > mostPixels(coded)) throw new Unreadable(tooManyPixels(coded));
  return metadata;
}

/** A damaged part is refused, rather than shown grey. */
const open = (source: string | Buffer): Sharp =>
  sharp(source, { limitInputPixels: pictureLimits.pixels, failOn: 'warning' });

const fitted = (source: string | Buffer) =>
  open(source)
    .timeout({ seconds: patience })
    .autoOrient()
    .resize({ width: pictureLimits.width, height: pictureLimits.height, fit: 'inside', withoutEnlargement: true });

function reasonOf({ message }: Error): string {
  if (/pixel limit/.test(message))
    return 'The picture has more than 50 million pixels. Make it smaller, then try again.';
  if (/unsupported image format|Input Buffer is empty/.test(message)) {
    return 'This is not a picture that can be used. Choose a JPEG, PNG, WebP, AVIF or GIF file.';
  }
  if (message === 'too small') {
    return `The picture is too small: it needs ${pictureLimits.portrait.least} pixels on each side at least.`;
  }
  if (/file is missing/.test(message)) return 'There is no such file.';
  if (/timeout/.test(message)) return tooLong;
  return 'The picture is damaged or not whole. Open it, save it again as JPEG or PNG, then try again.';
}
