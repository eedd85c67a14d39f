import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import ExifReader from 'exifreader';
import type { FileParts } from './parts.ts';

/** What may be said of each, the best first. */
export interface Tags {
  title: string[];
  caption: string[];
  credit: string[];
  rights: string[];
  taken: string[];
}

const wanted = {
  exif: ['ImageDescription', 'Artist', 'Copyright', 'DateTimeOriginal'],
  iptc: ['Object Name', 'Headline', 'Caption/Abstract', 'By-line', 'Credit', 'Copyright Notice', 'Date Created'],
  xmp: ['title', 'Headline', 'description', 'creator', 'Credit', 'rights', 'UsageTerms', 'DateCreated'],
};

/** Each part is read by itself, so that one that is broken takes nothing from the others. */
export function readTags({ exif, xmp, resources }: Omit<FileParts, 'hasCredentials'>): Tags {
  const fromXmp = textsIn(xmp && load(segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', xmp))?.xmp, textsOfXmp);
  const fromIptc = textsIn(resources && load(segment(0xed, 'Photoshop 3.0\0', resources))?.iptc, textsOfBytes);
  const fromExif = textsIn(exif && load(segment(0xe1, 'Exif\0\0', exif))?.exif, textsOfBytes);
  const first = (texts: string[]) => texts.slice(0, 1);
  return {
    title: [...first(fromXmp('title')), ...fromIptc('Object Name'), ...fromXmp('Headline'), ...fromIptc('Headline')],
    caption: [...first(fromXmp('description')), ...fromIptc('Caption/Abstract'), ...fromExif('ImageDescription')],
    credit: [
      together(fromXmp('creator'), fromXmp('Credit')),
      together(fromIptc('By-line'), fromIptc('Credit')),
      ...fromExif('Artist'),
    ],
    rights: [
      [...first(fromXmp('rights')), ...first(fromXmp('UsageTerms'))].join('. '),
      ...fromIptc('Copyright Notice'),
      ...fromExif('Copyright'),
    ],
    taken: [...fromExif('DateTimeOriginal'), ...fromXmp('DateCreated'), ...fromIptc('Date Created')],
  };
}

/** "L. Okafor, I. Brandt / Courier", as agencies want to be named. */
function together(people: string[], agencies: string[]): string {
  const by = people.slice(0, 5).join(', ');
  const [agency = ''] = agencies;
  return by.includes(agency) ? by : agency.includes(by) ? agency : `${by} / ${agency}`;
}

type Loaded = Partial<Record<'exif' | 'iptc' | 'xmp', Record<string, unknown>>>;

function load(jpeg: Buffer): Loaded | null {
  try {
    const domParser = new DOMParser({ onError: onErrorStopParsing });
    const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
    return ExifReader.loadView(view, { expanded: true, includeTags: wanted, domParser }) as Loaded;
  } catch {
    return null;
  }
}

/** A JPEG of nothing but this part: whatever file it came in, it is read in one way. */
function segment(marker: number, start: string, part: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xd8, 0xff, marker, 0, 0]);
  head.writeUInt16BE(2 + start.length + part.length, 4);
  return Buffer.concat([head, Buffer.from(start, 'latin1'), part, Buffer.from([0xff, 0xd9])]);
}

type Reading = (tag: { value?: unknown }) => string[];

const textsIn =
  (group: Record<string, unknown> | null | undefined, read: Reading) =>
  (name: string): string[] =>
    [group?.[name]]
      .flat()
      .flatMap((tag) => (tag && typeof tag === 'object' ? read(tag) : []))
      .filter((text) => text.trim() !== '');

/** A text, or a list of such tags: of several languages the default one is the first. */
function textsOfXmp({ value }: { value?: unknown }): string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [];
  return value.flatMap((each) => (typeof each?.value === 'string' ? [each.value] : []));
}

/** What it is encoded in is said seldom and wrongly: UTF-8 where it can be that, or else what Windows made of Latin-1. */
function textsOfBytes({ value }: { value?: unknown }): string[] {
  const items = Array.isArray(value) ? value : [value];
  const bytes = items.every((item) => typeof item === 'number')
    ? Buffer.from(items as number[])
    : Buffer.from(items.filter((item) => typeof item === 'string').join(' '), 'latin1');
  try {
    return [new TextDecoder('utf-8', { fatal: true }).decode(bytes)];
  } catch {
    return [new TextDecoder('windows-1252').decode(bytes)];
  }
}
