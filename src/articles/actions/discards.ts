import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { before } from '../../text/moments.ts';
import { type Article, discardedDays, isPossible } from '../article.ts';
import { canDeleteForGood, canDiscard } from '../policy.ts';
import { type Discarded, findDiscarded, findDiscardedBefore, setDiscarded } from '../queries/discards.ts';
import { findHold } from '../queries/holds.ts';
import { deleteArticle } from '../queries/writing.ts';
import { authorize, findOwn, settleIfDue } from './find.ts';

/** A draft leaves every list, and can be brought back for thirty days. Only what readers never saw can go. @throws Conflict, Forbidden */
export async function discard(context: Context, actor: Actor, articleId: number): Promise<Article> {
  return context.db.transaction((tx) => discardDraft(context, tx, { actor, articleId }));
}

/** The same, as a transaction's work. @throws Conflict, Forbidden, NotFound */
async function discardDraft(
  context: Context,
  tx: Tx,
  { actor, articleId }: { actor: Actor; articleId: number },
): Promise<Article> {
  const now = context.now();
  const article = await settleIfDue(context, tx, await findOwn(tx, actor, articleId));
  authorize(canDiscard(actor, article));
  if (!isPossible('discard', article.state)) {
    throw new Conflict(
      'A story that readers saw cannot be discarded, but withdrawn; a scheduled one goes back to draft first.',
    );
  }
  const hold = await findHold(tx, articleId);
  if (hold)
    throw new Conflict(`${hold.by} holds this for ${hold.heldFor}. It can be discarded when the hold is lifted.`);
  await setDiscarded(tx, articleId, { at: now, personId: actor.id });
  await record(tx, { at: now, actor, action: 'article.discarded', subject: `article:${articleId}`, names: [] });
  return article;
}

/** As it was, with all its versions. @throws NotFound */
export async function bringBack(context: Context, actor: Actor, articleId: number): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    await requireDiscarded(tx, actor, articleId);
    await setDiscarded(tx, articleId, null);
    await record(tx, { at: now, actor, action: 'article.brought_back', subject: `article:${articleId}`, names: [] });
  });
}

/** Takes a discarded draft away at once, with all its versions: what must be gone does not wait. @throws Forbidden, NotFound */
export async function deleteForGood(context: Context, actor: Actor, articleId: number): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    authorize(canDeleteForGood(actor));
    await requireDiscarded(tx, actor, articleId);
    await remove(tx, { actor, articleId, now });
  });
}

/** The sweep: drafts whose days are over are gone. Returns how many those were. */
export async function removeExpired(context: Context): Promise<number> {
  const now = context.now();
  const last = before(now, discardedDays * 24 * 60 * 60_000);
  let removed = 0;
  for (const articleId of await findDiscardedBefore(context.db.reader, last)) {
    await context.db.transaction(async (tx) => {
      // Somebody may have brought it back meanwhile.
      const discarded = await findDiscarded(tx, articleId);
      if (!discarded || discarded.at > last) return;
      await remove(tx, { actor: null, articleId, now });
      removed += 1;
    });
  }
  return removed;
}

async function requireDiscarded(tx: Tx, actor: Actor, articleId: number): Promise<Discarded> {
  const discarded = await findDiscarded(tx, articleId);
  if (!discarded || !canDiscard(actor, discarded))
    throw new NotFound('This is not among the discarded drafts. Somebody may have brought it back.');
  return discarded;
}

/** What belongs to it goes with its row: versions, notes, its record of pictures. The pictures stay in the library. */
async function remove(
  tx: Tx,
  { actor, articleId, now }: { actor: Actor | null; articleId: number; now: string },
): Promise<void> {
  await deleteArticle(tx, articleId);
  await record(tx, { at: now, actor, action: 'article.deleted', subject: `article:${articleId}`, names: [] });
}
