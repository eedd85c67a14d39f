import { wordsOf } from '../text/folding.ts';

/** A picture of the library: a file under /media with what is said of it wherever a story says nothing else. */
export interface Picture {
  id: number;
  /** Name of the file, made from its content. */
  file: string;
  mime: string;
  /** In pixels. */
  width: number;
  height: number;
  bytes: number;
  alt: string;
  caption: string;
  credit: string;
  /** Who or what it came from; for the newsroom alone. */
  source: string;
  /** As it was called where it came from. */
  originalName: string;
  createdAt: string;
  createdBy: number;
}

/** What people say of a picture. */
export type Said = Pick<Picture, 'alt' | 'caption' | 'credit' | 'source'>;

/** The words by which a picture is found, folded, one space between two. */
export const wordsOfPicture = (said: Said & Pick<Picture, 'originalName'>): string =>
  [...wordsOf([said.alt, said.caption, said.credit, said.source, said.originalName].join(' '))]
    .map(({ folded }) => folded)
    .join(' ');

export const pictureLimits = {
  /** Of the picture as it comes, width times height: a small file can unpack to more than the memory holds. */
  pixels: 50_000_000,
  /** Of the picture as it is kept, in pixels. No page shows a wider one. */
  width: 1920,
  /** WebP ends at 16,383. */
  height: 8000,
  /** Of somebody's portrait, a square: its side, and of what comes the shorter side at least. */
  portrait: { side: 320, least: 100 },
  /** In characters. */
  text: 1000,
  originalName: 200,
} as const;

/** Of the first 32 hex digits of the content's SHA-256. */
export const pictureFile = (sha256: string): string => `${sha256.slice(0, 32)}.webp`;

/** Whether it is one that was made to be a portrait. */
export const isPortrait = ({ width, height }: Picture): boolean =>
  width === height && width <= pictureLimits.portrait.side;

export const isPictureFile = (name: string): boolean => /^[\da-f]{32}\.webp$/.test(name);
