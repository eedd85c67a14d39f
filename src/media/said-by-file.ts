import type { Flag } from '../db/columns.ts';
import { pictureLimits } from './picture.ts';
import { type FileParts, findParts, openBytes } from './said-by-file/parts.ts';
import { readTags } from './said-by-file/tags.ts';

/** What a picture's file says of it: '' and null where it says nothing. Never where it was taken. */
export interface SaidByFile {
  title: string;
  caption: string;
  credit: string;
  rights: string;
  /** "YYYY-MM-DD" */
  takenOn: string | null;
  /** 1 where there are content credentials in it, whatever they are worth. */
  hasCredentials: Flag;
}

const nothing: SaidByFile = { title: '', caption: '', credit: '', rights: '', takenOn: null, hasCredentials: 0 };

/**
 * Reads IPTC-IIM, XMP and Exif of a JPEG, PNG or WebP, and whether there are content credentials in one of these, an AVIF or a HEIC.
 * XMP goes before IPTC, and IPTC before Exif (https://web.archive.org/web/20180919181934/http://www.metadataworkinggroup.org/pdf/mwg_guidance.pdf).
 * A file that is broken or hostile says nothing: nothing throws.
 * @param source the path of a file, or its content
 */
export async function readSaidByFile(source: string | Buffer): Promise<SaidByFile> {
  const parts = await readParts(source);
  if (!parts) return nothing;
  const tags = readTags(parts);
  return {
    title: clean(tags.title),
    caption: clean(tags.caption.filter((text) => !fromFactory.test(text))),
    credit: clean(tags.credit),
    rights: clean(tags.rights),
    takenOn: dayOf(tags.taken),
    hasCredentials: parts.hasCredentials ? 1 : 0,
  };
}

async function readParts(source: string | Buffer): Promise<FileParts | null> {
  const bytes = await openBytes(source).catch(() => null);
  if (!bytes) return null;
  try {
    return await findParts(bytes);
  } catch {
    return null;
  } finally {
    await bytes.close();
  }
}

/** What cameras write where nobody wrote anything. */
const fromFactory = /^\s*((fuji|kodak|konica|minolta|olympus|samsung|sony)\w* )?(digital (still )?camera|dsc)\s*$/i;

/** Direction overrides and what cannot be seen, as http/forms.ts takes them out of what is typed. */
const deceptive = /[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/g;
const longRuns = /(\p{M}{30})\p{M}+/gu;

/** The first that says something, as one line. What no encoding makes sense of says nothing. */
function clean(texts: string[]): string {
  const lines = texts.map((text) =>
    text
      .slice(0, 20 * pictureLimits.text)
      .toWellFormed()
      .replace(longRuns, '$1')
      .normalize('NFC')
      .replace(deceptive, '')
      .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
      .trim(),
  );
  const said = lines.find((text) => /[\p{L}\p{N}]/u.test(text) && !text.includes('\uFFFD')) ?? '';
  return said
    .slice(0, pictureLimits.text)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .trim();
}

/** Of "2026:11:20 10:00:00", "2026-11-20T10:00:00+01:00" and "20261120"; no picture is older than photography. */
function dayOf(texts: string[]): string | null {
  for (const text of texts) {
    const [, year, month, day] = /^\s*([12]\d{3})[-:]?([01]\d)[-:]?([0-3]\d)(?!\d)/.exec(text) ?? [];
    const found = `${year}-${month}-${day}`;
    const time = new Date(`${found}T00:00:00.000Z`);
    if (year && Number(year) >= 1826 && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(found))
      return found;
  }
  return null;
}
