import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { renderComment } from '../../text/markdown.ts';
import { namesOf } from '../comment.ts';
import { canModerate } from '../policy.ts';
import { findHeadline } from '../queries/floods.ts';
import { findNote, writeNote } from '../queries/pinned.ts';

export interface Pinning {
  articleId: number;
  /** '' takes it away. */
  text: string;
  /** When the note was pinned that its writer saw; '' where there was none. */
  seen: string;
}

/**
 * Puts a note above the comments of a story, in place of the one that stood there, or takes it away.
 * @throws Forbidden, NotFound, or Conflict where somebody has pinned another one meanwhile
 */
export async function pinNote(context: Context, actor: Actor, { articleId, text, seen }: Pinning): Promise<void> {
  if (!canModerate(actor)) throw new Forbidden('Notes are pinned by moderators and editors.');
  const at = context.now();
  const html = renderComment(text);
  await context.db.transaction(async (tx) => {
    if ((await findHeadline(tx, articleId)) === null) throw new NotFound('There is no such story.');
    const before = await findNote(tx, articleId);
    if ((before?.at ?? '') !== seen) {
      throw new Conflict(
        before
          ? `${before.by} has pinned a note meanwhile. Look at it, then press again.`
          : 'The note was taken away meanwhile. Press again to pin yours.',
      );
    }
    if (!before && text === '') return;
    await writeNote(tx, articleId, text === '' ? null : { text, html, at, personId: actor.id });
    const action = text === '' ? 'comment.note_removed' : 'comment.note_pinned';
    await record(tx, { at, actor, action, subject: `article:${articleId}`, names: namesOf(articleId, true) });
  });
}
