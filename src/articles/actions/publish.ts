import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict } from '../../errors.ts';
import { record } from '../../events/log.ts';
import {
  type Act,
  type Article,
  type CommentsMode,
  type Publication,
  type PublicationKind,
  type Revision,
  requirePossible,
  textHash,
} from '../article.ts';
import { canPublish } from '../policy.ts';
import { appendPublication, findPublications } from '../queries/ledger.ts';
import { isBlank } from '../queries/redaction.ts';
import { insertRevision, updateArticle } from '../queries/writing.ts';
import { passChecks, type Reasons } from './checks.ts';
import { authorize, findOwn, requireRevision, settleIfDue } from './find.ts';
import { recordMediaUses, showToReaders } from './reading-side.ts';
import { tellPublished } from './tell.ts';

/** What a story is published with: all of it in the same transaction. */
export interface Target {
  articleId: number;
  /** The revision that the editor saw; another newest one is a conflict. */
  revisionId: number;
  /** As the story has it, where nothing is said. */
  comments?: CommentsMode | undefined;
  /** The end of the address. */
  slug?: string | undefined;
  /** Of checks that block and are passed over. */
  reasons?: Reasons | undefined;
  consequence?: Consequence | undefined;
}

/** First publication. Readers see the story from `at` on: now, unless an archive is being brought in. @throws Invalid, Conflict */
export async function publish(context: Context, actor: Actor, target: Target & { at?: string }): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const { article, revision } = await findChecked(context, tx, { ...target, actor, now, act: 'publish' });
    const { at = now, consequence } = target;
    const publication = await putOut(tx, { actor, article, revision, kind: 'first', note: '', at, now });
    await consequence?.(tx, publication);
    // Nobody is told of an archive that is brought in.
    if (target.at === undefined) await tellPublished(context, tx, { article, actor });
  });
  context.mail.wake();
}

/** What else is done in the transaction of a publication: of a feature that stands on this one, which hands it in. */
export type Consequence = (tx: Tx, publication: Publication) => Promise<void>;

/** Readers get the newest revision. A correction says what was wrong, and an update may. @throws Invalid, Conflict */
export async function publishChanges(
  context: Context,
  actor: Actor,
  change: Target & { kind: 'fix' | 'update' | 'correction'; note: string; at?: string },
): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const { kind, note, at = now, consequence } = change;
    const wanted = { ...change, actor, now, act: 'publishChanges', change: { kind, note } } as const;
    const { article, revision } = await findChecked(context, tx, wanted);
    const publication = await putOut(tx, { actor, article, revision, kind, note, at, now });
    await consequence?.(tx, publication);
  });
}

/** A withdrawn story stands where it stood again, as readers last saw it; where that was redacted, as saved since. @throws Conflict */
export async function reinstate(
  context: Context,
  actor: Actor,
  { articleId, note }: { articleId: number; note: string },
): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const article = await settleIfDue(context, tx, await findOwn(tx, actor, articleId));
    authorize(canPublish(actor));
    requirePossible('reinstate', article.state);
    const revision = await requireRevision(tx, await revisionToReinstate(tx, article));
    // What readers saw before was looked at then.
    if (revision.id !== article.publishedRevisionId) {
      await passChecks(tx, { actor, article, revision, siteUrl: context.config.siteUrl, now });
    }
    await putOut(tx, { actor, article, revision, kind: 'reinstatement', note, at: now, now });
  });
}

async function revisionToReinstate(tx: Tx, { publishedRevisionId, revisionId }: Article): Promise<number> {
  if (publishedRevisionId !== null && !(await isBlank(tx, publishedRevisionId))) return publishedRevisionId;
  if (!(await isBlank(tx, revisionId))) return revisionId;
  throw new Conflict('The text of this story was redacted. Write and save another one first, then publish it again.');
}

interface Wanted extends Target {
  actor: Actor;
  act: Act;
  now: string;
  /** Of what readers see already. */
  change?: { kind: string; note: string };
}

/** The story as it is to come out, with what was chosen for it, and looked at. @throws Conflict, Forbidden, Invalid, NotFound */
export async function findChecked(
  context: Context,
  tx: Tx,
  wanted: Wanted,
): Promise<{ article: Article; revision: Revision }> {
  const { actor, now, change, reasons } = wanted;
  const article = await settleIfDue(context, tx, await findOwn(tx, actor, wanted.articleId));
  authorize(canPublish(actor));
  requirePossible(wanted.act, article.state);
  if (article.revisionId !== wanted.revisionId) {
    throw new Conflict('Somebody else saved this story meanwhile. Look at the newest version, then publish it.');
  }
  const saved = await requireRevision(tx, wanted.revisionId);
  if (wanted.act === 'publishChanges' && article.publishedRevisionId === saved.id) {
    throw new Conflict('Readers already see this version. Change the story first, then publish the changes.');
  }
  const revision = await withChoices(tx, saved, wanted);
  await passChecks(tx, { actor, article, revision, change, reasons, siteUrl: context.config.siteUrl, now });
  return { article: { ...article, revisionId: revision.id }, revision };
}

/** What is chosen where a story is published is part of it: a revision on top. */
async function withChoices(tx: Tx, revision: Revision, wanted: Wanted): Promise<Revision> {
  const { comments = revision.comments, slug = revision.slug, actor, now } = wanted;
  if (comments === revision.comments && slug === revision.slug) return revision;
  const made = { articleId: revision.articleId, kind: 'publish', actor, now } as const;
  return requireRevision(tx, await insertRevision(tx, { ...made, content: { ...revision, comments, slug } }));
}

interface PuttingOut {
  actor: Actor;
  article: Article;
  revision: Revision;
  kind: PublicationKind;
  note: string;
  /** What readers are told; the past where an archive is brought in. */
  at: string;
  now: string;
}

/** The ledger's row, the reading side, the state, the event: all of it or nothing. */
export async function putOut(tx: Tx, putting: PuttingOut): Promise<Publication> {
  const { actor, article, revision, kind, note, at, now } = putting;
  const publication = { articleId: article.id, revisionId: revision.id, kind, note, at };
  await appendPublication(tx, { ...publication, personId: actor.id, textHash: textHash(revision) });
  const ledger = await findPublications(tx, article.id);
  const publishedAt = kind === 'first' ? at : (article.publishedAt ?? now);
  const names = await showToReaders(tx, { article, revision, ledger, publishedAt, now });
  await recordMediaUses(tx, article.id, [revision]);
  await updateArticle(tx, article.id, {
    state: 'published',
    published_revision_id: revision.id,
    published_at: publishedAt,
    updated_at: now,
    updated_by: actor.id,
    note: '',
  });
  const action = kind === 'first' ? 'article.published' : `article.${kind}`;
  await record(tx, { at: now, actor, action, subject: `article:${article.id}`, names });
  return ledger.at(-1) as Publication;
}
