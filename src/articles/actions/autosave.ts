import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { NotFound } from '../../errors.ts';
import { before } from '../../text/moments.ts';
import { type Autosave, keptDays } from '../article/autosave.ts';
import { type Article, emptyContent, textHash } from '../article.ts';
import { canMake } from '../policy.ts';
import {
  findAutosave,
  findAutosavesOfAll,
  hasAutosaves,
  type Kept,
  removeAutosaves,
  settleAutosaves,
  writeAutosave,
} from '../queries/autosaves.ts';
import { isBlank } from '../queries/redaction.ts';
import { findOwn } from './find.ts';
import { refuseToMake } from './save.ts';

export interface Typed extends Omit<Autosave, 'writtenAt'> {
  /** An older sitting's text, from which this one goes on; '' for none. */
  takes: string;
}

/**
 * Keeps what somebody has typed and not saved, in place of what they had typed before in the same sitting. The story is as it was:
 * no revision, no state, no count and no event comes of it (0020). Whoever may see the story may keep text beside it, since
 * somebody whose story was taken under review while they typed has words to lose too.
 * @returns `redacted` where the text is gone from which it began: what was typed on from that is not kept again
 * @throws NotFound, Forbidden
 */
export async function keepAutosave(
  context: Context,
  actor: Actor,
  { takes, ...typed }: Typed,
): Promise<Kept | 'redacted'> {
  const now = context.now();
  return context.db.transaction(async (tx) => {
    const kind = typed.articleId === null ? typed.kind : (await findOwn(tx, actor, typed.articleId)).kind;
    if (!canMake(actor, kind)) throw refuseToMake(kind);
    if (typed.revisionId !== null && (await isBlank(tx, typed.revisionId))) return 'redacted';
    const kept = await writeAutosave(tx, actor.id, { ...typed, kind, writtenAt: now });
    const { articleId } = typed;
    if (kept === 'kept' && takes) await settleAutosaves(tx, { personId: actor.id, drafts: [takes], articleId, now });
    return kept;
  });
}

/** Forgets a text that was not saved, for good. @returns what it was a text of @throws NotFound */
export async function discardAutosave(context: Context, actor: Actor, draft: string): Promise<Autosave> {
  const now = context.now();
  return context.db.transaction(async (tx) => {
    const found = await findAutosave(tx, { personId: actor.id, draft });
    if (!found) throw new NotFound('This text is not kept any more: it was saved or discarded.');
    await settleAutosaves(tx, { personId: actor.id, drafts: [draft], articleId: found.articleId, now });
    return found;
  });
}

/** These sittings have nothing that is not saved, whatever is still on its way from a browser. */
export async function settleSittings(
  context: Context,
  actor: Actor,
  of: { articleId: number; drafts: string[] },
): Promise<void> {
  const now = context.now();
  await context.db.transaction((tx) => settleAutosaves(tx, { personId: actor.id, ...of, now }));
}

/**
 * With the text of revisions goes what was typed on from them and not saved. What goes on from the newest version, if that one stays,
 * is text that its writer can still change, and stays too.
 */
export async function redactAutosaves(
  tx: Tx,
  { article, revisionIds, textHash: taken }: { article: Article; revisionIds: number[]; textHash: string },
  now: string,
): Promise<void> {
  const stays = revisionIds.includes(article.revisionId) ? null : article.revisionId;
  for (const { personId, draft, revisionId, form } of await findAutosavesOfAll(tx, article.id)) {
    const { headline = '', standfirst = '', body = '' } = form;
    const isSame = textHash({ ...emptyContent, headline, standfirst, body }) === taken;
    if (revisionId === stays && !isSame) continue;
    await settleAutosaves(tx, { personId, drafts: [draft], articleId: article.id, now });
  }
}

/** The sweep: what nobody came back for is forgotten. */
export async function sweepAutosaves(context: Context): Promise<void> {
  const last = before(context.now(), keptDays * 24 * 60 * 60_000);
  // A look costs nobody anything; a transaction holds up those who write.
  if (!(await hasAutosaves(context.db.reader, last))) return;
  await context.db.transaction((tx) => removeAutosaves(tx, last));
}
