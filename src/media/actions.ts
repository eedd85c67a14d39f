import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import type { Actor } from '../db/tables.ts';
import { Conflict, Forbidden } from '../errors.ts';
import { record } from '../events/log.ts';
import { originalOf, prepare, type Source } from './actions/prepare.ts';
import { requireDescribable } from './actions/require.ts';
import { type Coming, keepFiles, removeUnnamed } from './actions/stored.ts';
import { takeOut } from './actions/take-out.ts';
import { makeAhead } from './actions/variants.ts';
import { nothingSaid, type Picture, pictureLimits, type Said } from './picture.ts';
import { canAddPictures } from './policy.ts';
import { pagesWith } from './queries/in-pages.ts';
import { isNeeded, updateMedia } from './queries/library.ts';
import { findMedia, findMediaByFile, insertMedia } from './queries.ts';
import { readSaidByFile, type SaidByFile } from './said-by-file.ts';

export type PictureInput = Described & Source;

interface Described {
  originalName: string;
  alt: string;
  caption: string;
  credit: string;
  source?: string;
  /** A square is cut out, as portraits are; otherwise it stays whole. */
  isPortrait?: boolean;
  /** How far from its top what matters most in it is, in per cent; its middle by default. */
  focalY?: number;
  /** Nobody is about to see it: its sizes are made when they are first asked for. */
  isForLater?: boolean;
  /** The name of the field that errors stand beside; `picture` by default. */
  field?: string;
}

/** The same for who need not know whether it was there. @throws as `takePicture` does */
export async function addPicture(context: Context, actor: Actor, input: PictureInput): Promise<Picture> {
  return (await takePicture(context, actor, input)).picture;
}

/**
 * Adds the picture to the library, or finds it there: the same content is kept once, with what was said of it first.
 * @throws Invalid where the file is no picture, damaged or too large; Forbidden; Unavailable where too many wait, or there is no room
 */
export async function takePicture(context: Context, actor: Actor, input: PictureInput): Promise<Taken> {
  const { files, write, taken } = await bringPicture(context, actor, input);
  return taken(await keepFiles(context, files, write));
}

/** A picture on its way: the files, what writes its row, and what is to be done when that is written. */
export interface Bringing {
  files: Coming[];
  write: (tx: Tx) => Promise<Taken>;
  taken: (taken: Taken) => Taken;
}

/** The same in parts, for who keeps it together with something else. @throws as `takePicture` does */
export async function bringPicture(context: Context, actor: Actor, input: PictureInput): Promise<Bringing> {
  if (!canAddPictures(actor)) throw new Forbidden('Only those who write stories add pictures.');
  const { content, ...prepared } = await prepare(context, input, preparing(input));
  const byFile = await readSaidByFile('path' in input ? input.path : input.buffer);
  const original = input.isPortrait ? null : await originalOf(context, input);
  const file = { name: prepared.file, put: () => context.storage.put(prepared.file, content) };
  const write = async (tx: Tx): Promise<Taken> => {
    const known = await findMediaByFile(tx, prepared.file);
    if (known) return { picture: known, isNew: false };
    const at = context.now();
    const made = {
      focalX: 50,
      focalY: input.focalY ?? 50,
      createdAt: at,
      createdBy: actor.id,
      original: original?.name ?? null,
    };
    const picture = { ...prepared, ...describe(input, byFile), ...made };
    const id = await insertMedia(tx, picture);
    await record(tx, { at, actor, action: 'media.added', subject: `media:${id}`, names: [] });
    return { picture: { id, ...picture }, isNew: true };
  };
  const taken = (written: Taken): Taken => {
    if (written.isNew && !input.isPortrait && !input.isForLater) makeAhead(context, written.picture);
    return written;
  };
  return { files: [...(original ? [original] : []), file], write, taken };
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
    const [file] = await findMedia(tx, [id]);
    const picture = await requireDescribable(tx, actor, { kind: 'picture', file });
    await updateMedia(tx, { ...picture, ...said });
    const names = await pagesWith(tx, 'media', id);
    await record(tx, { at, actor, action: 'media.described', subject: `media:${id}`, names });
  });
}

/**
 * Takes a picture that nothing ever showed out of the library, with its file.
 * @throws Forbidden, NotFound, or Conflict where something shows it, or an old version did
 */
export async function removePicture(context: Context, actor: Actor, id: number): Promise<void> {
  const at = context.now();
  const files = await context.db.transaction(async (tx) => {
    const [file] = await findMedia(tx, [id]);
    const picture = await requireDescribable(tx, actor, { kind: 'picture', file });
    if (await isNeeded(tx, picture)) throw new Conflict('This picture is used, or was: it stays in the library.');
    const files = await takeOut(tx, picture, at);
    await record(tx, { at, actor, action: 'media.removed', subject: `media:${id}`, names: [] });
    return files;
  });
  await removeUnnamed(context, files);
}

/** Whether addPicture would take it; nothing is added. @throws Invalid, Unavailable as addPicture does */
export async function checkPicture(context: Context, input: PictureInput): Promise<void> {
  await prepare(context, input, preparing(input));
}

const preparing = ({ isPortrait = false, field = 'picture' }: PictureInput) => ({ isPortrait, field });

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
