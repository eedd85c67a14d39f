import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid } from '../../errors.ts';
import { slugify } from '../../text/slug.ts';
import { ensureTopics, findSections } from '../../topics/queries.ts';
import type { FilingChange } from '../article/filing.ts';
import { type Article, type CommentsMode, type Content, limits, type Revision } from '../article.ts';
import { canEdit } from '../policy.ts';
import { isBlank } from '../queries/redaction.ts';
import { findRevision } from '../queries/writing.ts';
import { fileByName } from './filing.ts';
import { authorize, findOwn, requireRevision, settleIfDue } from './find.ts';
import { addRevision, EditConflict } from './save.ts';

/** What a story is filed under, as its page of filing says it; topics and bylines by name. */
export interface Refiling {
  articleId: number;
  /** The revision whose filing was seen. */
  baseRevisionId: number | null;
  sectionId: number | null;
  topics: string[];
  authors: string[];
  comments: CommentsMode;
}

/**
 * Files the newest text anew, as a revision of its own. A text that somebody saved meanwhile stays; a filing that somebody changed
 * meanwhile is not written over.
 * @throws EditConflict, Conflict, Invalid, Forbidden, NotFound
 */
export async function refile(context: Context, actor: Actor, refiling: Refiling): Promise<void> {
  const { articleId, baseRevisionId, topics, authors, ...chosen } = refiling;
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const { article, newest } = await findNewest(context, tx, { actor, articleId });
    const seen = baseRevisionId === null ? null : await findRevision(tx, baseRevisionId);
    if (seen?.articleId !== articleId || filingOf(seen) !== filingOf(newest)) throw new EditConflict(newest.id);
    const names = { topics, authors, series: '', original: '' };
    // Of what is not asked for here nothing is looked up anew.
    const written = { ...newest, ...chosen, seriesPart: null };
    const filed = await fileByName(tx, { actor, kind: article.kind, content: written, names });
    const { seriesId, seriesPart, translationOf } = newest;
    await keep(tx, actor, { newest, content: { ...filed, seriesId, seriesPart, translationOf }, now, context });
  });
}

/** One thing is so of the story from now on. Nothing is saved where it was. @throws Conflict, Invalid, Forbidden, NotFound */
export async function changeFiling(
  context: Context,
  actor: Actor,
  { articleId, change }: { articleId: number; change: FilingChange },
): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const { newest } = await findNewest(context, tx, { actor, articleId });
    await keep(tx, actor, { newest, content: { ...newest, ...(await changed(tx, newest, change)) }, now, context });
  });
}

async function changed(tx: Tx, newest: Revision, change: FilingChange): Promise<Partial<Content>> {
  if ('sectionId' in change) {
    const sections = await findSections(tx);
    if (sections.some(({ id }) => id === change.sectionId)) return change;
    throw new Invalid({ section: 'This section does not exist any more. Choose another one.' });
  }
  if (!('topic' in change)) return change;
  const slug = slugify(change.topic);
  if (slug === '') throw new Invalid({ topics: `“${change.topic}” cannot be a topic: it has no letters.` });
  const topicIds = [...new Set([...newest.topicIds, ...(await ensureTopics(tx, [{ name: change.topic, slug }]))])];
  if (topicIds.length > limits.topics) throw new Invalid({ topics: `It has ${limits.topics} topics already.` });
  return { topicIds };
}

async function findNewest(
  context: Context,
  tx: Tx,
  { actor, articleId }: { actor: Actor; articleId: number },
): Promise<{ article: Article; newest: Revision }> {
  const article = await settleIfDue(context, tx, await findOwn(tx, actor, articleId));
  authorize(canEdit(actor, article));
  requireStory(article);
  if (await isBlank(tx, article.revisionId))
    throw new Conflict('The newest version was redacted. Restore another first.');
  return { article, newest: await requireRevision(tx, article.revisionId) };
}

/** @throws Conflict */
export function requireStory({ kind }: Pick<Article, 'kind'>): void {
  if (kind !== 'story') throw new Conflict('Pages beside the stories are filed under nothing.');
}

/** Nothing is saved where nothing changes. */
async function keep(
  tx: Tx,
  actor: Actor,
  { newest, content, ...around }: { newest: Revision; content: Content; now: string; context: Context },
): Promise<void> {
  if (filingOf(content) === filingOf(newest)) return;
  const saving = { articleId: newest.articleId, baseRevisionId: newest.id, kind: 'save', content } as const;
  await addRevision(tx, actor, { ...saving, ...around });
}

const filingOf = ({ sectionId, topicIds, authorIds, comments }: Content): string =>
  JSON.stringify([sectionId, topicIds, authorIds, comments]);
