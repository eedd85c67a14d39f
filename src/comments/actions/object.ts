import type { Context } from '../../context.ts';
import { Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { words } from '../../text/language.ts';
import { namesOf } from '../comment.ts';
import { canObject } from '../own.ts';
import { addHistory } from '../queries/decisions.ts';
import { hasObjected } from '../queries/own.ts';
import { changeState } from '../queries/state.ts';
import { type ChangedComment, type Changer, requireOwn, takeLimits } from './change.ts';
import { requireStory } from './post.ts';

/**
 * The writer of a rejected comment says why it should be published: it waits for a moderator again, who reads that.
 * @throws TooMany
 * @throws NotFound where it is not theirs
 * @throws Invalid in the story's language, where it is not rejected, or they objected before
 */
export async function objectTo(
  context: Context,
  changer: Changer,
  { id, path, objection }: ChangedComment & { objection: string },
): Promise<void> {
  await takeLimits(context, changer);
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const story = await requireStory(tx, { path, now });
    const own = await requireOwn(tx, changer, { id, articleId: story.articleId });
    if (!canObject(own, await hasObjected(tx, id))) throw new Invalid({ '': words(story.language).own.object.over });
    await addHistory(tx, { commentId: id, at: now, personId: null, kind: 'objected', detail: objection });
    // It counts as rejected, and since when it was, until somebody decides: to object wins no trust back, and costs none.
    const { rejection, decidedAt } = own;
    await changeState(tx, own, { state: 'held', reason: 'objected', rejection, at: decidedAt, by: null });
    const names = namesOf(own.articleId, false);
    await record(tx, { at: now, actor: changer.actor, action: 'comment.objected', subject: `comment:${id}`, names });
  });
}
