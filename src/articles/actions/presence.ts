import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { NotFound } from '../../errors.ts';
import { presentSince, writtenBefore } from '../article/presence.ts';
import type { Article } from '../article.ts';
import { canEdit, canSee } from '../policy.ts';
import {
  findPresent,
  hasAbsent,
  type Present,
  removeAbsent,
  removePresent,
  writePresent,
} from '../queries/presence.ts';
import { findArticle } from '../queries/writing.ts';
import { findOwn } from './find.ts';

/**
 * Somebody has the story open in the editor, and their browser says so every few seconds: it is written down once and again from time
 * to time, so that all processes know. It changes nothing of the story, and no event comes of it (0020).
 * @returns the story, and who else has it open @throws NotFound
 */
export async function beThere(
  context: Context,
  actor: Actor,
  articleId: number,
): Promise<{ article: Article; others: Present[] }> {
  const now = context.now();
  const article = await findArticle(context.db.reader, articleId);
  if (!article || !canSee(actor, article)) throw new NotFound('There is no such story, or it is not yours to see.');
  const present = await findPresent(context.db.reader, [articleId], presentSince(now));
  const own = present.find(({ personId }) => personId === actor.id);
  if (canEdit(actor, article) && (!own || own.seenAt < writtenBefore(now))) {
    const row = { articleId, personId: actor.id, since: own?.since ?? now, seenAt: now };
    await context.db.transaction(async (tx) => {
      // Somebody may have deleted it meanwhile.
      if (await findArticle(tx, articleId)) await writePresent(tx, row);
    });
  }
  return { article, others: present.filter(({ personId }) => personId !== actor.id) };
}

/** They closed it. @throws NotFound */
export async function leave(context: Context, actor: Actor, articleId: number): Promise<void> {
  await context.db.transaction(async (tx) => {
    await findOwn(tx, actor, articleId);
    await removePresent(tx, { articleId, personId: actor.id });
  });
}

/** The sweep: who has left without a word is forgotten. */
export async function sweepPresence(context: Context): Promise<void> {
  const before = presentSince(context.now());
  if (!(await hasAbsent(context.db.reader, before))) return;
  await context.db.transaction((tx) => removeAbsent(tx, before));
}
