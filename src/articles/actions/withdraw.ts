import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { requirePossible, textHash } from '../article.ts';
import { canPublish } from '../policy.ts';
import { appendPublication } from '../queries/ledger.ts';
import { findReadingSide, removeReadingSide, writeWithdrawn } from '../queries/reading-side.ts';
import { updateArticle } from '../queries/writing.ts';
import { authorize, findOwn, requireRevision, settleIfDue } from './find.ts';
import { touchedPages } from './touched.ts';

/** Takes the story from readers; its address answers with the reason from then on. @throws Invalid, Conflict */
export async function withdraw(
  context: Context,
  actor: Actor,
  { articleId, reason, at }: { articleId: number; reason: string; at?: string },
): Promise<void> {
  if (!reason) throw new Invalid({ reason: 'Give the reason: readers who come to the address will see it.' });
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const article = await settleIfDue(context, tx, await findOwn(tx, actor, articleId));
    authorize(canPublish(actor));
    requirePossible('withdraw', article.state);
    const shown = await findReadingSide(tx, article.id);
    if (!shown || article.publishedRevisionId === null) throw new Conflict('Readers do not see this story.');
    const revision = await requireRevision(tx, article.publishedRevisionId);
    const time = at ?? now;
    const publication = { articleId, revisionId: revision.id, kind: 'withdrawal', note: reason, at: time } as const;
    await appendPublication(tx, { ...publication, personId: actor.id, textHash: textHash(revision) });
    await removeReadingSide(tx, article.id);
    await writeWithdrawn(tx, {
      article_id: article.id,
      path: shown.path,
      language: revision.language,
      reason,
      at: time,
    });
    await updateArticle(tx, article.id, { state: 'withdrawn', updated_at: now, updated_by: actor.id, note: reason });
    const names = await touchedPages(tx, article.id, { before: shown, now });
    await record(tx, { at: now, actor, action: 'article.withdrawn', subject: `article:${article.id}`, names });
  });
}
