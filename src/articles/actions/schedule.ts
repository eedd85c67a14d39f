import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { requirePossible } from '../article.ts';
import { canPublish } from '../policy.ts';
import { findDue } from '../queries/desk.ts';
import { findReadingSide, removeReadingSide } from '../queries/reading-side.ts';
import { findArticle, updateArticle } from '../queries/writing.ts';
import { authorize, findOwn, settleIfDue } from './find.ts';
import { findChecked, type Target } from './publish.ts';
import { showToReaders } from './reading-side.ts';
import { touchedPages } from './touched.ts';

/** The story comes out at `at`, with nobody awake: it is on the reading side from now on, dated then. @throws Invalid, Conflict */
export async function schedule(
  context: Context,
  actor: Actor,
  target: Omit<Target, 'consequence'> & { at: string },
): Promise<void> {
  const now = context.now();
  const { articleId, at } = target;
  if (at <= now) throw new Invalid({ at: 'That time has passed. Choose a later one, or publish now.' });
  await context.db.transaction(async (tx) => {
    const { article, revision } = await findChecked(context, tx, { ...target, actor, now, act: 'schedule' });
    const names = await showToReaders(tx, { article, revision, ledger: [], publishedAt: at, now });
    await updateArticle(tx, articleId, {
      state: 'scheduled',
      published_at: at,
      updated_at: now,
      updated_by: actor.id,
      note: '',
    });
    await record(tx, { at: now, actor, action: 'article.scheduled', subject: `article:${articleId}`, names });
  });
}

/** Back to draft; readers will see nothing. @throws Conflict */
export async function unschedule(context: Context, actor: Actor, articleId: number): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const article = await settleIfDue(context, tx, await findOwn(tx, actor, articleId));
    authorize(canPublish(actor));
    requirePossible('unschedule', article.state);
    const names = await takeOffSchedule(tx, actor, { articleId, now });
    await record(tx, { at: now, actor, action: 'article.unscheduled', subject: `article:${articleId}`, names });
  });
}

/** A scheduled story is a draft, and nowhere on the reading side. @returns the names of the pages that would have shown it */
export async function takeOffSchedule(
  tx: Tx,
  actor: Actor,
  { articleId, now }: { articleId: number; now: string },
): Promise<string[]> {
  const shown = await findReadingSide(tx, articleId);
  await removeReadingSide(tx, articleId);
  await updateArticle(tx, articleId, { state: 'draft', published_at: null, updated_at: now, updated_by: actor.id });
  return touchedPages(tx, articleId, { before: shown, now });
}

/** The sweep: writes down what came out since the last time. Returns how many stories that were. */
export async function publishDue(context: Context): Promise<number> {
  const now = context.now();
  const due = await findDue(context.db.reader, now);
  for (const id of due) {
    await context.db.transaction(async (tx) => {
      const article = await findArticle(tx, id);
      if (article) await settleIfDue(context, tx, article);
    });
  }
  // A story that came out is told of by mail.
  if (due.length > 0) context.mail.wake();
  return due.length;
}
