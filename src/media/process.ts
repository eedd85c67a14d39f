import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import sharp, { type Sharp, type WebpOptions } from 'sharp';
import { Unavailable } from '../errors.ts';
import { type Picture, pictureFile, pictureLimits } from './picture.ts';

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
// Each file is read once.
sharp.cache(false);

export type Prepared = Pick<Picture, 'file' | 'mime' | 'width' | 'height' | 'bytes'> & { content: Buffer };

/** Why a file is no picture that can be kept; the message is for who sent it. */
export class Unreadable extends Error {}

/** In seconds, for one picture. */
const patience = 20;
const quality = 80;

/**
 * Decodes the whole picture (of several frames the first), turns it as its camera said, makes it at most as large as pages
 * need, and encodes it anew as WebP: nothing of the file that came is left, so no place, name or hidden content either.
 * @param source the path of a file, or its content
 * @throws Unreadable where it is no picture, damaged or too large; Unavailable where too many wait.
 */
export function preparePicture(source: string | Buffer): Promise<Prepared> {
  return readable(() => prepare(source));
}

/**
 * The same for the picture of a person: of what is there the square that draws most attention, which in a portrait is the face, no
 * larger than pages show it.
 * @throws as preparePicture does, and Unreadable where it is too small
 */
export function preparePortrait(source: string | Buffer): Promise<Prepared> {
  return readable(async () => {
    const { autoOrient } = await open(source).metadata();
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

function readable(prepareIt: () => Promise<Prepared>): Promise<Prepared> {
  return inTurn(async () => {
    try {
      return await prepareIt();
    } catch (error) {
      throw new Unreadable(reasonOf(error as Error), { cause: error });
    }
  });
}

async function prepare(source: string | Buffer): Promise<Prepared> {
  const { isPalette } = await open(source).metadata();
  const lossy = await encode(source, { quality });
  // Drawn pictures of few colours, such as charts and maps, are sharper without loss, and often smaller.
  const lossless = isPalette ? await encode(source, { lossless: true }) : lossy;
  return kept(lossless.data.length < lossy.data.length ? lossless : lossy);
}

function kept({ data: content, info }: Encoded): Prepared {
  const file = pictureFile(createHash('sha256').update(content).digest('hex'));
  return { content, file, mime: 'image/webp', width: info.width, height: info.height, bytes: content.length };
}

type Encoded = Awaited<ReturnType<typeof encode>>;

/** A damaged part is refused, rather than shown grey. */
const open = (source: string | Buffer): Sharp =>
  sharp(source, { limitInputPixels: pictureLimits.pixels, failOn: 'warning' });

const encode = (source: string | Buffer, options: WebpOptions) =>
  open(source)
    .timeout({ seconds: patience })
    .autoOrient()
    .resize({ width: pictureLimits.width, height: pictureLimits.height, fit: 'inside', withoutEnlargement: true })
    .webp(options)
    .toBuffer({ resolveWithObject: true });

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
  if (/timeout/.test(message)) return 'The picture takes too long to read. Make it smaller, then try again.';
  return 'The picture is damaged or not whole. Open it, save it again as JPEG or PNG, then try again.';
}

const atOnce = 2;
const mostWaiting = 50;
const turns = pLimit(atOnce);

/** A picture takes a core and some hundred megabytes while it is worked on, so the others wait. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (turns.pendingCount >= mostWaiting) {
    throw new Unavailable('Too many pictures are being worked on just now. Please try again in a minute.');
  }
  return turns(work);
}
