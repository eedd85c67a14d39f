import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { requirePossible } from '../article.ts';
import { canPublish, canSubmit } from '../policy.ts';
import { findReviewers } from '../queries/editing.ts';
import { updateArticle } from '../queries/writing.ts';
import { authorize, findOwn } from './find.ts';
import { tellReviewAsked, tellSentBack } from './tell.ts';

interface Asked {
  articleId: number;
  /** What it is handed in with; '' for nothing. */
  note?: string;
  /** Who is asked to review it; null for the whole desk. */
  reviewerId?: number | null;
}

/** Hands the draft to the desk, or to one of it, who are told by mail. @throws Conflict, Forbidden, Invalid */
export async function submitForReview(context: Context, actor: Actor, asked: Asked): Promise<void> {
  const { articleId, note = '', reviewerId = null } = asked;
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const article = await findOwn(tx, actor, articleId);
    requirePossible('submit', article.state);
    authorize(canSubmit(actor, article));
    const reviewers = await findReviewers(tx, actor);
    if (reviewerId !== null && !reviewers.some(({ id }) => id === reviewerId)) {
      throw new Invalid({ reviewer: 'Choose an editor, or all of them.' });
    }
    const handedIn = { state: 'review', updated_at: now, updated_by: actor.id, note, reviewer_id: reviewerId } as const;
    await updateArticle(tx, articleId, handedIn);
    await tellReviewAsked(context, tx, { article, actor, note, reviewerId });
    await record(tx, { at: now, actor, action: 'article.submitted', subject: `article:${articleId}`, names: [] });
  });
  context.mail.wake();
}

/** Back to the writer, with what is to be done. @throws Invalid, Conflict */
export async function sendBack(
  context: Context,
  actor: Actor,
  { articleId, note }: { articleId: number; note: string },
): Promise<void> {
  if (!note) throw new Invalid({ note: 'Say what the writer should do.' });
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const article = await findOwn(tx, actor, articleId);
    authorize(canPublish(actor));
    requirePossible('sendBack', article.state);
    await updateArticle(tx, articleId, { state: 'draft', updated_at: now, updated_by: actor.id, note });
    await tellSentBack(context, tx, { article, actor, note });
    await record(tx, { at: now, actor, action: 'article.sent_back', subject: `article:${articleId}`, names: [] });
  });
  context.mail.wake();
}
