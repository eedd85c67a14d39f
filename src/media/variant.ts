import { type Picture, stemOf } from './picture.ts';

/** Shapes that are cut out around what matters most in a picture, width to height. */
export const crops = { '16x9': 16 / 9, '4x3': 4 / 3, '1x1': 1 } as const;
export type Crop = keyof typeof crops;
export const cropKeys = Object.keys(crops) as Crop[];

/** In the order in which they are offered: a browser takes the first that it knows. */
export const formats = ['avif', 'webp', 'jpg'] as const;
export type Format = (typeof formats)[number];

export const mimeOf: Record<Format, string> = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' };

/** In pixels. What lies between two of them is made from the wider one by the browser. */
export const variantWidths = [320, 480, 720, 1080, 1440, 1920] as const;

/** A picture in one shape, width and format. */
export interface Variant {
  /** Of the picture's file, without its ending. */
  stem: string;
  /** Null where it is whole. */
  crop: Crop | null;
  /** Where the crop lies, in per cent of width and height; 50 and 50 where it is whole. */
  focal: FocalPoint;
  /** In pixels. */
  width: number;
  format: Format;
}

export interface FocalPoint {
  x: number;
  y: number;
}

/** In pixels of the picture as it is kept. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

type Shaped = Pick<Picture, 'file' | 'width' | 'height' | 'focalX' | 'focalY'>;

/** The part of the picture that a crop shows: as large as it can be, with what matters most as near to its middle as the edges let it. */
export function boxOf(picture: Omit<Shaped, 'file'>, crop: Crop | null): Box {
  const { width, height } = picture;
  return crop ? boxAround(picture, crops[crop]) : { left: 0, top: 0, width, height };
}

/** The same in any shape, width to height. */
export function boxAround({ width, height, focalX, focalY }: Omit<Shaped, 'file'>, ratio: number): Box {
  const box = {
    width: Math.max(1, Math.min(width, Math.round(height * ratio))),
    height: Math.max(1, Math.min(height, Math.round(width / ratio))),
  };
  const begin = (whole: number, part: number, focal: number) =>
    Math.max(0, Math.min(whole - part, Math.round((whole * focal) / 100 - part / 2)));
  return { left: begin(width, box.width, focalX), top: begin(height, box.height, focalY), ...box };
}

/** The widths in which there is such a part: those of the list, and its own where it is narrower than the widest. */
export function widthsOf(box: Pick<Box, 'width'>): number[] {
  const narrower = variantWidths.filter((width) => width < box.width);
  return narrower.length === variantWidths.length ? narrower : [...narrower, box.width];
}

/** All that there are of a picture in one shape, in every width and format. */
export function variantsOf(picture: Shaped, crop: Crop | null): Variant[] {
  const focal = crop ? { x: picture.focalX, y: picture.focalY } : { x: 50, y: 50 };
  return widthsOf(boxOf(picture, crop)).flatMap((width) =>
    formats.map((format) => ({ stem: stemOf(picture.file), crop, focal, width, format })),
  );
}

/** What its file is called: all that it is made from is in the name, so it never changes. */
export function variantFile({ stem, crop, focal, width, format }: Variant): string {
  const shape = crop ? `-${crop}.${focal.x}.${focal.y}` : '';
  return `${stem}${shape}-${width}.${format}`;
}

/** The file that stands for it in lists of the newsroom. */
export const thumbFile = (picture: Shaped): string => cropFile(picture, '4x3');

/** The narrowest in this shape. */
export function cropFile(picture: Shaped, crop: Crop): string {
  const [narrowest] = variantsOf(picture, crop).filter(({ format }) => format === 'webp');
  return narrowest ? variantFile(narrowest) : picture.file;
}

/** The file for who knows nothing better than JPEG, wide enough for any of them. */
export function jpegFile(picture: Shaped, crop: Crop | null): string {
  const fitting = variantsOf(picture, crop).filter(({ format, width }) => format === 'jpg' && width <= 1080);
  const widest = fitting.at(-1);
  return widest ? variantFile(widest) : picture.file;
}

const name = /^([\da-f]{32})(?:-(16x9|4x3|1x1)\.(\d{1,3})\.(\d{1,3}))?-(\d{1,4})\.(avif|webp|jpg)$/;

/** Null where the name is none of a variant. */
export function readVariant(file: string): Variant | null {
  const [, stem, crop = null, x = '50', y = '50', width, format] = name.exec(file) ?? [];
  if (!stem) return null;
  const variant = { stem, crop, focal: { x: Number(x), y: Number(y) }, width: Number(width), format } as Variant;
  return variantFile(variant) === file ? variant : null;
}

/** Whether the picture has this variant, now that it is cut as it is. */
export const isVariantOf = (picture: Shaped, variant: Variant): boolean =>
  variantsOf(picture, variant.crop).some((each) => variantFile(each) === variantFile(variant));
