import sharp, { type OverlayOptions } from 'sharp';
import { escapeHtml } from '../../text/markdown/plain-text.ts';
import { type CardText, cardSize } from '../card.ts';
import type { Decoded } from '../process.ts';
import type { Box } from '../variant.ts';
import { haveFonts } from './fonts.ts';

const { width, height, picture } = cardSize;
const edge = 56;
/** In pixels. Of the sizes of a text the first that lets it fit. */
const sizes = { beside: [60, 52, 44, 38, 32, 27], alone: [88, 76, 64, 54, 46, 38], name: [34, 28, 23, 19] };
const colours = { paper: '#fffdf9', ink: '#17181c', accent: '#a3160f' };
/** As the files name themselves. */
const serif = 'Newsreader 16pt 16pt, Noto Naskh Arabic, Bold';
const sans = 'Libre Franklin Thin, Noto Naskh Arabic, Bold';

interface Shown {
  text: CardText;
  /** Null where there is none: the headline has all the room. */
  picture: { decoded: Decoded; box: Box } | null;
}

/** A picture of 1200 × 630 pixels, as JPEG: whose story it is, its headline, and the picture at the end of the line. */
export async function drawCard({ text, picture: shown }: Shown): Promise<Buffer> {
  await haveFonts();
  const panel = shown ? width - picture.width : width;
  const room = { width: panel - 2 * edge, height: height - 2 * edge };
  const atRight = text.direction === 'rtl';
  const begin = atRight ? width - edge : edge;
  const name = await fitted(text.site, sizes.name, { ...room, height: 50 });
  const kicker =
    text.kicker &&
    (await drawn(text.kicker, { font: sans, size: 24, colour: colours.accent, room: { ...room, height: 40 } }));
  const headline = await fitted(text.headline, shown ? sizes.beside : sizes.alone, {
    ...room,
    height: room.height - 160,
  });
  const place = ({ input, info }: Drawn, top: number): OverlayOptions => ({
    ...{ input, top },
    left: atRight ? begin - info.width : begin,
  });
  const rule = { create: { width: room.width, height: 3, channels: 3 as const, background: colours.ink } };
  return sharp({ create: { width, height, channels: 3, background: colours.paper } })
    .composite([
      ...(shown ? [{ input: await partOf(shown), left: atRight ? 0 : panel, top: 0 }] : []),
      place(name, edge),
      { input: rule, left: atRight ? width - edge - room.width : edge, top: edge + 58 },
      place(headline, edge + 96),
      ...(kicker ? [place(kicker, height - edge - kicker.info.height)] : []),
    ])
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer();
}

const partOf = ({ decoded: { pixels, raw }, box }: NonNullable<Shown['picture']>): Promise<Buffer> =>
  sharp(pixels, { raw })
    .extract(box)
    .resize({ width: picture.width, height, fit: 'fill' })
    .flatten({ background: colours.paper })
    .toColourspace('srgb')
    .png({ compressionLevel: 1 })
    .toBuffer();

interface Drawn {
  input: Buffer;
  info: { width: number; height: number };
}

interface Drawing {
  font: string;
  size: number;
  colour: string;
  room: { width: number; height: number };
}

async function fitted(text: string, among: number[], room: Drawing['room']): Promise<Drawn> {
  for (const size of among) {
    const headline = await drawn(text, {
      font: serif,
      size,
      colour: colours.ink,
      room: { ...room, height: Number.POSITIVE_INFINITY },
    });
    if (headline.info.height <= room.height) return headline;
  }
  return drawn(text, { font: serif, size: among.at(-1) ?? 0, colour: colours.ink, room });
}

/** What does not fit is cut off. */
async function drawn(text: string, { font, size, colour, room }: Drawing): Promise<Drawn> {
  const markup = `<span foreground="${colour}">${escapeHtml(text)}</span>`;
  const whole = sharp({
    text: {
      text: markup,
      font: `${font} ${size}px`,
      width: room.width,
      dpi: 72,
      rgba: true,
      wrap: 'word-char',
      spacing: Math.round(size / 14),
    },
  });
  const { data, info } = await whole.png().toBuffer({ resolveWithObject: true });
  if (info.height <= room.height && info.width <= room.width) return { input: data, info };
  const part = { left: 0, top: 0, width: Math.min(info.width, room.width), height: Math.min(info.height, room.height) };
  return { input: await sharp(data).extract(part).png().toBuffer(), info: part };
}
