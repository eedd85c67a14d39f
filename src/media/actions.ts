import type { Context } from '../context.ts';
import type { Actor } from '../db/tables.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../events/log.ts';
import { type Picture, pictureLimits } from './picture.ts';
import { canAddPictures } from './policy.ts';
import { type Prepared, preparePicture, preparePortrait, Unreadable } from './process.ts';
import { findMediaByFile, insertMedia } from './queries.ts';

/** A file by its path, as uploads and the command line have it, or its content. */
export type PictureInput = Described & ({ path: string } | { buffer: Buffer });

interface Described {
  originalName: string;
  alt: string;
  caption: string;
  credit: string;
  /** A square is cut out, as portraits are; otherwise it stays whole. */
  isPortrait?: boolean;
  /** The name of the field that errors stand beside; `picture` by default. */
  field?: string;
}

/**
 * Adds the picture to the library, or finds it there: the same content is kept once, with what was said of it first.
 * @throws Invalid where the file is no picture, damaged or too large; Forbidden; Unavailable where too many wait.
 */
export async function addPicture(context: Context, actor: Actor, input: PictureInput): Promise<Picture> {
  if (!canAddPictures(actor)) throw new Forbidden('Only those who write stories add pictures.');
  const { content, ...prepared } = await prepare(input);
  // First the file: a row without one would be a hole in a page, a file without a row harms nobody.
  await context.storage.put(prepared.file, content);
  const at = context.now();
  return context.db.transaction(async (tx) => {
    const known = await findMediaByFile(tx, prepared.file);
    if (known) return known;
    const picture = { ...prepared, ...describe(input), createdAt: at, createdBy: actor.id };
    const id = await insertMedia(tx, picture);
    await record(tx, { at, actor, action: 'media.added', subject: `media:${id}`, names: [`media:${id}`] });
    return { id, ...picture };
  });
}

/** Whether addPicture would take it; nothing is added. @throws Invalid, Unavailable as addPicture does */
export async function checkPicture(input: PictureInput): Promise<void> {
  await prepare(input);
}

async function prepare({ field = 'picture', isPortrait = false, ...input }: PictureInput): Promise<Prepared> {
  try {
    return await (isPortrait ? preparePortrait : preparePicture)('path' in input ? input.path : input.buffer);
  } catch (error) {
    throw error instanceof Unreadable ? new Invalid({ [field]: error.message }) : error;
  }
}

const describe = ({ originalName, alt, caption, credit }: Described) => ({
  originalName: plain(originalName, pictureLimits.originalName),
  alt: plain(alt, pictureLimits.text),
  caption: plain(caption, pictureLimits.text),
  credit: plain(credit, pictureLimits.text),
});

/** Without controls: PostgreSQL takes no NUL, and no page wants the others. */
const plain = (text: string, limit: number) =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, limit);
