import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict } from '../../errors.ts';
import { record } from '../../events/log.ts';
import type { Picture } from '../picture.ts';
import { findPortrayed, pagesWith } from '../queries/in-pages.ts';
import { replaceFile } from '../queries/replacing.ts';
import { findMedia, findMediaByFile } from '../queries.ts';
import { readSaidByFile } from '../said-by-file.ts';
import { originalOf, prepare, type Source } from './prepare.ts';
import { requireDescribable } from './require.ts';
import { keepFiles } from './stored.ts';
import { makeAhead } from './variants.ts';

/**
 * Puts another file in the place of the picture's, wherever it is shown; what is said of it stays. The old file is kept, and whoever
 * asks for it is led to the new one.
 * @throws Forbidden, NotFound; Invalid beside `file` where it is no picture; Conflict where the library has it as another picture
 */
export async function replacePicture(
  context: Context,
  actor: Actor,
  { id, source }: { id: number; source: Source },
): Promise<void> {
  const isPortrait = (await findPortrayed(context.db.reader, id)).length > 0;
  await requirePicture(context.db.reader, actor, id);
  const { content, ...prepared } = await prepare(context, source, { isPortrait, field: 'file' });
  const { takenOn, hasCredentials } = await readSaidByFile('path' in source ? source.path : source.buffer);
  const original = isPortrait ? null : await originalOf(context, source);
  const coming = { name: prepared.file, put: () => context.storage.put(prepared.file, content) };
  const files = original ? [original, coming] : [coming];
  const replaced = await keepFiles(context, files, async (tx): Promise<Picture | null> => {
    const at = context.now();
    const picture = await requirePicture(tx, actor, id);
    const known = await findMediaByFile(tx, prepared.file);
    if (known?.id === id) return null;
    if (known) throw new Conflict('The library has this picture already, as another one: choose that in the stories.');
    // What mattered most in the old one says nothing of the new one.
    const middle = { focalX: 50, focalY: 50 };
    const next = { ...picture, ...prepared, ...middle, original: original?.name ?? null, takenOn, hasCredentials };
    await replaceFile(tx, { picture, next, at, actor });
    const names = await pagesWith(tx, 'media', id);
    await record(tx, { at, actor, action: 'media.replaced', subject: `media:${id}`, names });
    return next;
  });
  if (replaced && !isPortrait) makeAhead(context, replaced);
}

async function requirePicture(db: Db, actor: Actor, id: number): Promise<Picture> {
  const [file] = await findMedia(db, [id]);
  return requireDescribable(db, actor, { kind: 'picture', file });
}
