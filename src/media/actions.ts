import { buffer } from 'node:stream/consumers';
import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import type { Actor } from '../db/tables.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../events/log.ts';
import { nothingSaid, type Picture, pictureLimits, type Said } from './picture.ts';
import { canAddPictures, canDescribe } from './policy.ts';
import { type Prepared, preparePicture, preparePortrait, Unreadable } from './process.ts';
import { deleteMedia, isNeeded, updateMedia } from './queries/library.ts';
import { findMedia, findMediaByFile, insertMedia } from './queries.ts';
import { readSaidByFile, type SaidByFile } from './said-by-file.ts';

/** A file by its path, as uploads and the command line have it, or its content. */
export type PictureInput = Described & ({ path: string } | { buffer: Buffer });

interface Described {
  originalName: string;
  alt: string;
  caption: string;
  credit: string;
  source?: string;
  /** A square is cut out, as portraits are; otherwise it stays whole. */
  isPortrait?: boolean;
  /** The name of the field that errors stand beside; `picture` by default. */
  field?: string;
}

/** The same for who need not know whether it was there. @throws as `takePicture` does */
export async function addPicture(context: Context, actor: Actor, input: PictureInput): Promise<Picture> {
  return (await takePicture(context, actor, input)).picture;
}

/**
 * Adds the picture to the library, or finds it there: the same content is kept once, with what was said of it first.
 * @throws Invalid where the file is no picture, damaged or too large; Forbidden; Unavailable where too many wait.
 */
export async function takePicture(context: Context, actor: Actor, input: PictureInput): Promise<Taken> {
  if (!canAddPictures(actor)) throw new Forbidden('Only those who write stories add pictures.');
  const { content, ...prepared } = await prepare(input);
  const byFile = await readSaidByFile('path' in input ? input.path : input.buffer);
  // First the file: a row without one would be a hole in a page, a file without a row harms nobody.
  await context.storage.put(prepared.file, content);
  const at = context.now();
  const taken = await context.db.transaction(async (tx) => {
    const known = await findMediaByFile(tx, prepared.file);
    if (known) return { picture: known, isNew: false };
    const picture = { ...prepared, ...describe(input, byFile), createdAt: at, createdBy: actor.id };
    const id = await insertMedia(tx, picture);
    await record(tx, { at, actor, action: 'media.added', subject: `media:${id}`, names: [`media:${id}`] });
    return { picture: { id, ...picture }, isNew: true };
  });
  // Somebody may have removed the same picture meanwhile.
  if (!(await context.storage.open(prepared.file))) await context.storage.put(prepared.file, content);
  return taken;
}

export interface Taken {
  picture: Picture;
  /** Its content was not in the library before. */
  isNew: boolean;
}

/** Says something else of the picture: where stories say nothing of their own, readers see it at once. @throws Forbidden, NotFound */
export async function describePicture(
  context: Context,
  actor: Actor,
  { id, ...said }: Said & { id: number },
): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const picture = await requireDescribable(tx, actor, id);
    await updateMedia(tx, { ...picture, ...said });
    await record(tx, { at, actor, action: 'media.described', subject: `media:${id}`, names: [`media:${id}`] });
  });
}

/**
 * Takes a picture that nothing ever showed out of the library, with its file.
 * @throws Forbidden, NotFound, or Conflict where something shows it, or an old version did
 */
export async function removePicture(context: Context, actor: Actor, id: number): Promise<void> {
  const at = context.now();
  const file = await context.db.transaction(async (tx) => {
    const picture = await requireDescribable(tx, actor, id);
    if (await isNeeded(tx, picture)) throw new Conflict('This picture is used, or was: it stays in the library.');
    await deleteMedia(tx, id);
    await record(tx, { at, actor, action: 'media.removed', subject: `media:${id}`, names: [`media:${id}`] });
    return picture.file;
  });
  // The row is gone first: a file that nothing names harms nobody.
  await removeFile(context, file);
}

/** Whoever adds the same picture meanwhile has the file after it, too: they look for it when their row is written, and here the row is looked for when it is gone. */
async function removeFile({ db, storage }: Context, file: string): Promise<void> {
  const isBack = async () => (await db.transaction((tx) => findMediaByFile(tx, file))) !== null;
  const stored = await storage.open(file);
  if (!stored || (await isBack())) return;
  const content = await buffer(stored.stream());
  await storage.remove(file);
  if (await isBack()) await storage.put(file, content);
}

async function requireDescribable(tx: Tx, actor: Actor, id: number): Promise<Picture> {
  const [picture] = await findMedia(tx, [id]);
  if (!picture) throw new NotFound('There is no such picture in the library.');
  if (!canDescribe(actor, picture)) throw new Forbidden('Editors change this picture, and whoever added it.');
  return picture;
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

/** What nobody typed is taken from the file. */
const describe = ({ originalName, alt, caption, credit, source = '' }: Described, byFile: SaidByFile) => ({
  ...{ ...nothingSaid, ...byFile },
  source: plain(source, pictureLimits.text),
  originalName: plain(originalName, pictureLimits.originalName),
  alt: plain(alt, pictureLimits.text),
  caption: plain(caption, pictureLimits.text) || byFile.caption,
  credit: plain(credit, pictureLimits.text) || byFile.credit,
});

/** Without controls: PostgreSQL takes no NUL, and no page wants the others. */
const plain = (text: string, limit: number) =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, limit);
