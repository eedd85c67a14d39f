import type { Flag } from '../db/columns.ts';
import { longDate, type Place } from '../text/dates.ts';
import { wordsOf } from '../text/folding.ts';
import type { Language } from '../text/language.ts';

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
  /** What the newsroom calls it; readers never see it. */
  title: string;
  /** In the newsroom's language. */
  alt: string;
  /** JSON: the same in other languages, by language. */
  alts: string;
  caption: string;
  credit: string;
  /** Who or what it came from; for the newsroom alone. */
  source: string;
  /** Who owns it and under which terms; for the newsroom alone. */
  rights: string;
  /** The last day on which it may be shown, "YYYY-MM-DD"; null where nobody set one. */
  rightsUntil: string | null;
  /** The day on which it was taken, "YYYY-MM-DD", where its file said so. */
  takenOn: string | null;
  /** 1 where its file carried content credentials (C2PA). Nobody checked them. */
  hasCredentials: Flag;
  /** Name in the storage of the file as it came, which nobody is sent; null where it was not kept. */
  original: string | null;
  /** What matters most in it, in per cent of its width and height from the left and the top. */
  focalX: number;
  focalY: number;
  /** What stands for it while it loads; '' for nothing. */
  tone: string;
  /** What it looks like, as picture/look.ts says it; null where nobody looked, and where there is next to nothing to see. */
  look: string | null;
  /** As it was called where it came from. */
  originalName: string;
  createdAt: string;
  createdBy: number;
}

/** What people say of a picture. */
export type Said = Pick<
  Picture,
  'title' | 'alt' | 'alts' | 'caption' | 'credit' | 'source' | 'rights' | 'rightsUntil' | 'focalX' | 'focalY'
>;

/** Where nothing is said of it. */
export const nothingSaid = {
  ...{ title: '', alt: '', alts: '{}', caption: '', credit: '', source: '', rights: '', rightsUntil: null },
  ...{ focalX: 50, focalY: 50 },
} as const satisfies Said;

/** What a story in this language says of the picture where it says nothing of its own; '' where nobody described it. */
export const altIn = ({ alt, alts }: Pick<Picture, 'alt' | 'alts'>, language: Language): string =>
  (JSON.parse(alts) as Partial<Record<Language, string>>)[language] || alt;

/** What a picture is called: its title, or what is said of it, or how its file came. */
export const nameOf = ({
  title,
  alt,
  caption,
  originalName,
}: Pick<Picture, 'title' | 'alt' | 'caption' | 'originalName'>): string =>
  title || alt || caption || originalName || 'A picture without words';

/** The words by which a picture is found, folded, one space between two. */
export const wordsOfPicture = (
  said: Omit<Said, 'rightsUntil' | 'focalX' | 'focalY'> & Pick<Picture, 'originalName'>,
): string =>
  [
    ...wordsOf(
      [
        ...[said.title, said.alt, ...Object.values(JSON.parse(said.alts) as Record<string, string>)],
        ...[said.caption, said.credit, said.source, said.rights, said.originalName],
      ].join(' '),
    ),
  ]
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
export const pictureFile = (sha256: string): string => pictureFileOf(sha256.slice(0, 32));

export const pictureFileOf = (stem: string): string => `${stem}.webp`;

/** What the names of all that is made of it begin with. */
export const stemOf = (file: string): string => file.replace(/\.\w+$/, '');

/** Whether it is one that was made to be a portrait. */
export const isPortrait = ({ width, height }: Picture): boolean =>
  width === height && width <= pictureLimits.portrait.side;

/** Of the first 32 hex digits of the SHA-256 of a file as it came. */
export const originalFile = (sha256: string): string => `${sha256.slice(0, 32)}.original`;

/** A colour by its hue, one of eight or 8 for none, and its lightness, one of five: two digits, for which the style sheet has a colour. */
export function toneOf({ red, green, blue }: { red: number; green: number; blue: number }): string {
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const lightness = Math.min(4, Math.floor(((most + least) / 2 / 256) * 5));
  const range = most - least;
  if (range < 24) return `8${lightness}`;
  const sixth =
    most === red
      ? ((green - blue) / range + 6) % 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return `${Math.round((sixth * 8) / 6) % 8}${lightness}`;
}

export const isPictureFile = (name: string): boolean => /^[\da-f]{32}\.webp$/.test(name);

/** Whoever shows a picture hears of it so many days before the rights to it end. */
export const rightsNotice = 7;

/** The last day, "YYYY-MM-DD", of those that end soon. */
export const soonEnding = (today: string): string =>
  new Date(Date.parse(`${today}T00:00:00.000Z`) + rightsNotice * 24 * 60 * 60_000).toISOString().slice(0, 10);

export interface RightsEnd {
  isOver: boolean;
  /** "Monday 23 November 2026" */
  on: string;
}

/** That the rights to it have ended on this day "YYYY-MM-DD", or will soon; null where neither. */
export function rightsEndOf({ rightsUntil }: Pick<Picture, 'rightsUntil'>, today: string): RightsEnd | null {
  if (rightsUntil === null || rightsUntil > soonEnding(today)) return null;
  return { isOver: rightsUntil < today, on: longDate(`${rightsUntil}T12:00:00.000Z`, inEnglish) };
}

/** The same as a sentence, for the newsroom. */
export function rightsRemark(picture: Pick<Picture, 'rightsUntil'>, today: string): string | null {
  const end = rightsEndOf(picture, today);
  return end && `The rights to it ${end.isOver ? 'ended' : 'end'} on ${end.on}.`;
}

const inEnglish: Place = { zone: 'UTC', language: 'en' };
