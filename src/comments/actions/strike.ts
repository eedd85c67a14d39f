import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden, Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { words } from '../../text/language.ts';
import { renderComment } from '../../text/markdown.ts';
import { strikeOut, strikeQuoted } from '../comment/striking.ts';
import { namesOf } from '../comment.ts';
import { canModerate } from '../policy.ts';
import { addHistory } from '../queries/decisions.ts';
import { findQuoted, findTyped, replaceText, requote } from '../queries/striking.ts';

/**
 * Takes a passage out of a comment for good, and out of what its history quotes; a mark says so where it stood.
 * @throws Forbidden, NotFound, or Invalid where the text does not have the passage
 */
export async function strikePassage(
  context: Context,
  actor: Actor,
  { id, passage }: { id: number; passage: string },
): Promise<void> {
  if (!canModerate(actor)) throw new Forbidden('Passages are struck out by moderators and editors.');
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const comment = await findTyped(tx, id);
    if (!comment || comment.state === 'removed') throw new NotFound('There is no such comment.');
    const mark = words(comment.language).threads.struckOut;
    const text = strikeOut(comment.text, passage, mark);
    if (text === null) throw new Invalid({ passage: 'The text does not have these words. Copy them from it.' });
    await replaceText(tx, comment, { text, html: renderComment(text) });
    await strikeHistory(tx, id, { passage, mark });
    await addHistory(tx, { commentId: id, at, personId: actor.id, kind: 'struck', detail: '' });
    const names = namesOf(comment.articleId, comment.state === 'published');
    await record(tx, { at, actor, action: 'comment.struck', subject: `comment:${id}`, names });
  });
}

async function strikeHistory(tx: Tx, id: number, { passage, mark }: { passage: string; mark: string }): Promise<void> {
  for (const row of await findQuoted(tx, id)) {
    const detail = strikeQuoted(row.detail, passage, mark);
    if (detail !== null) await requote(tx, row.id, detail);
  }
}
