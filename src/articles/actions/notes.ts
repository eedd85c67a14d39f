import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { canRemoveNote } from '../policy.ts';
import { deleteNote, findNote, insertNote } from '../queries/notes.ts';
import { isJustNoted } from '../queries/pressed-twice.ts';
import { authorize, findOwn } from './find.ts';

/** Leaves a note beside the story for colleagues: for everybody who may see it there; one, where the button was pressed twice. @throws Invalid, NotFound */
export async function addNote(
  context: Context,
  actor: Actor,
  { articleId, text }: { articleId: number; text: string },
): Promise<void> {
  if (text === '') throw new Invalid({ storyNote: 'Write the note first.' });
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await findOwn(tx, actor, articleId);
    if (await isJustNoted(tx, { articleId, by: actor.id, text, now })) return;
    await insertNote(tx, { articleId, text, createdAt: now, createdBy: actor.id });
    await record(tx, { at: now, actor, action: 'article.noted', subject: `article:${articleId}`, names: [] });
  });
}

/** Takes a note away for good. @throws NotFound, Forbidden */
export async function removeNote(
  context: Context,
  actor: Actor,
  { articleId, noteId }: { articleId: number; noteId: number },
): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await findOwn(tx, actor, articleId);
    const note = await findNote(tx, { articleId, noteId });
    if (!note) throw new NotFound('This note is not there any more. Somebody may have removed it.');
    authorize(canRemoveNote(actor, note));
    await deleteNote(tx, noteId);
    await record(tx, { at: now, actor, action: 'article.note_removed', subject: `article:${articleId}`, names: [] });
  });
}
