import { boxOf, type Crop, type Format, formats, mimeOf, variantFile, variantsOf } from '../../media/variant.ts';
import type { Card, ShownPicture } from '../queries/reading.ts';

/** For <picture>. */
export interface Picture {
  /** The best first; `media` where it is for some screens only. */
  sources: Source[];
  /** As JPEG, for who knows nothing better. */
  src: string;
  /** In pixels, so that its room is kept; `alt` is '' where the picture only decorates, as it does on cards. */
  width: string;
  height: string;
  alt: string;
  /** What stands there while it loads: two digits of media/picture.ts, or null. */
  tone: string | null;
  /** As wide as its column, most windows would not hold its height. */
  isTall: boolean;
}

interface Source {
  type: string;
  srcset: string;
  /** How wide it is shown, as the layout has it. */
  sizes: string;
  media: string | null;
}

interface Shape {
  crop: Crop | null;
  sizes: string;
  /** In pixels: three for each of the layout's at its widest, and no more than are seen. */
  upTo: number;
  media?: string;
}

const phone = '(max-width: 52rem)';
const square: Shape = { crop: '1x1', sizes: '6.5rem', upTo: 320, media: phone };
const text = '(min-width: 52rem) 38rem, 100vw';
const wide = '(min-width: 68rem) 54rem, (min-width: 52rem) 38rem, 100vw';

/** Where a picture stands. The last shape is for every screen that has none of its own. */
const places = {
  /** Above a story, whole. */
  lead: [{ crop: null, sizes: wide, upTo: 1920 }],
  figure: [{ crop: null, sizes: text, upTo: 1920 }],
  poster: [{ crop: '16x9', sizes: wide, upTo: 1920 }],
  'lead-card': [{ crop: '16x9', sizes: '(min-width: 52rem) 50rem, 100vw', upTo: 1920 }],
  card: [{ crop: '16x9', sizes: '(min-width: 52rem) 24rem, 100vw', upTo: 1080 }],
  /** Beside others, where a phone shows it small. */
  'later-card': [square, { crop: '16x9', sizes: '24rem', upTo: 1080 }],
  row: [{ crop: '4x3', sizes: '(min-width: 52rem) 10rem, 6.5rem', upTo: 480 }],
  related: [{ crop: '4x3', sizes: '6.5rem', upTo: 320 }],
  /** The first page of a document. */
  sheet: [{ crop: null, sizes: '6.5rem', upTo: 320 }],
} as const satisfies Record<string, readonly Shape[]>;

/** Whether its card has a picture. */
export const isPictured = ({ leadKind, pictureFile }: Pick<Card, 'leadKind' | 'pictureFile'>): boolean =>
  leadKind !== 'none' && pictureFile !== null;

export type PicturePlace = keyof typeof places;

export function pictureModel(picture: ShownPicture, place: PicturePlace, alt: string): Picture {
  const shapes: readonly Shape[] = places[place];
  const last = shapes.at(-1) as Shape;
  const { width, height } = boxOf(picture, last.crop);
  return {
    sources: shapes.flatMap((shape) =>
      formats.filter((format) => format !== 'jpg').map((format) => sourceOf(picture, shape, format)),
    ),
    src: filesOf(picture, { ...last, upTo: Math.min(last.upTo, 1080) }, 'jpg').at(-1)?.path ?? '',
    width: String(width),
    height: String(height),
    alt,
    tone: picture.tone || null,
    isTall: height > width * 0.8,
  };
}

function sourceOf(picture: ShownPicture, shape: Shape, format: Format): Source {
  const files = filesOf(picture, shape, format);
  const srcset = files.map(({ path, width }) => (files.length === 1 ? path : `${path} ${width}w`)).join(', ');
  return { type: mimeOf[format], srcset, sizes: shape.sizes, media: shape.media ?? null };
}

/** From narrow to wide; one at least. */
function filesOf(picture: ShownPicture, { crop, upTo }: Shape, format: Format): { path: string; width: number }[] {
  const all = variantsOf(picture, crop).filter((variant) => variant.format === format);
  const fitting = all.filter(({ width }) => width <= upTo);
  return (fitting.length > 0 ? fitting : all.slice(0, 1)).map((variant) => ({
    path: `${picture.folder ?? '/media'}/${variantFile(variant)}`,
    width: variant.width,
  }));
}
