import { findTold } from '../../accounts/queries/mail-choices.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import type { Article } from '../article.ts';
import { type LetterAbout, publishedLetter, reviewLetter, sentBackLetter } from '../letter.ts';
import { findKnownPath } from '../queries/addresses.ts';
import { findRevision } from '../queries/writing.ts';

/* Mails to colleagues, in the transaction of what they are told of. Nobody is told what they did themselves. */

interface Happened {
  article: Pick<Article, 'id' | 'kind' | 'revisionId' | 'authorIds' | 'createdBy'>;
  actor: Actor;
  note: string;
}

/** To who is asked, or to the whole desk where nobody is. */
export async function tellReviewAsked(
  context: Context,
  tx: Tx,
  { article, actor, note, reviewerId }: Happened & { reviewerId: number | null },
): Promise<void> {
  const about = await aboutOf(context, tx, article);
  for (const { id, name, email } of await findTold(tx, 'review', reviewerId === null ? 'desk' : [reviewerId])) {
    if (id === actor.id) continue;
    const of = reviewerId === null ? null : name;
    await context.mail.post(tx, { to: email, language: 'en', ...reviewLetter(about, { by: actor.name, of, note }) });
  }
}

/** To those who wrote it. */
export async function tellSentBack(context: Context, tx: Tx, { article, actor, note }: Happened): Promise<void> {
  const letter = sentBackLetter(await aboutOf(context, tx, article), { by: actor.name, note });
  for (const { id, email } of await findTold(tx, 'changes', writersOf(article))) {
    if (id !== actor.id) await context.mail.post(tx, { to: email, language: 'en', ...letter });
  }
}

/** To those who wrote it; the actor is null where the schedule published it. */
export async function tellPublished(
  context: Context,
  tx: Tx,
  { article, actor }: Pick<Happened, 'article'> & { actor: Actor | null },
): Promise<void> {
  const told = (await findTold(tx, 'published', writersOf(article))).filter(({ id }) => id !== actor?.id);
  if (told.length === 0) return;
  const path = await findKnownPath(tx, article.id);
  const letter = publishedLetter(await aboutOf(context, tx, article), { by: actor?.name ?? null, path });
  for (const { email } of told) await context.mail.post(tx, { to: email, language: 'en', ...letter });
}

/** Those it is by; where nobody is, who made it. */
const writersOf = ({ authorIds, createdBy }: Happened['article']): number[] =>
  authorIds.length > 0 ? authorIds : [createdBy];

async function aboutOf(context: Context, tx: Tx, { id, kind, revisionId }: Happened['article']): Promise<LetterAbout> {
  const { name: newsroom } = await readSite(tx);
  const headline = (await findRevision(tx, revisionId))?.headline ?? '';
  return { newsroom, siteUrl: context.config.siteUrl, articleId: id, kind, headline };
}
