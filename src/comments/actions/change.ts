import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { type Language, words } from '../../text/language.ts';
import { renderComment } from '../../text/markdown.ts';
import { textKey } from '../comment/wording.ts';
import { namesOf } from '../comment.ts';
import { canChange, isWriter, type OwnComment, stateAfterEdit, whyClosed } from '../own.ts';
import { judge } from '../phases.ts';
import type { Network } from '../queries/networks.ts';
import { blank, findOwn, reviseText } from '../queries/own.ts';
import { changeState } from '../queries/state.ts';
import { examine } from './examine.ts';
import { refused, requireStory } from './post.ts';

/** Somebody who says that the comment is theirs. */
export interface Changer {
  actor: Actor | null;
  /** SHA-256 of the identity that the browser brought; null where it brought none. */
  browserHash: string | null;
  hasKey: boolean;
  network: Network;
}

export interface ChangedComment {
  id: number;
  /** The story's address. */
  path: string;
}

/**
 * Puts another text in place of the writer's own. It passes the rules as a new comment does.
 * @throws TooMany
 * @throws NotFound where it is not theirs
 * @throws Invalid in the story's language, where a rule refuses it or its time is over
 */
export async function editComment(
  context: Context,
  changer: Changer,
  { id, path, text }: ChangedComment & { text: string },
): Promise<'held' | 'published'> {
  await takeLimits(context, changer);
  const now = context.now();
  const made = { text, html: renderComment(text), textKey: textKey(text) };
  return context.db.transaction(async (tx) => {
    const story = await requireStory(tx, { path, now });
    const own = await requireOwn(tx, changer, { id, articleId: story.articleId });
    requireInTime(own, now, story.language);
    const before = own.state as 'held' | 'published';
    if (own.text === text) return before;
    const { submission } = await examine(tx, { ...writtenBy(own, changer), ...made, story, now });
    const { outcome, reason } = judge(submission);
    if (outcome === 'refuse') throw refused(reason, story, submission);
    const state = stateAfterEdit(own, outcome === 'hold' ? 'hold' : 'publish');
    await reviseText(tx, own, { id, ...made, at: now });
    if (state !== before) await changeState(tx, own, { state, reason, at: now, by: null });
    const names = namesOf(own.articleId, before === 'published' || state === 'published');
    await record(tx, { at: now, actor: changer.actor, action: 'comment.edited', subject: `comment:${id}`, names });
    return state;
  });
}

/**
 * Takes the writer's own comment away for good; where others hang on it, its place stays.
 * @throws TooMany
 * @throws NotFound where it is not theirs
 * @throws Invalid in the story's language, where its time is over
 */
export async function removeComment(context: Context, changer: Changer, { id, path }: ChangedComment): Promise<void> {
  await takeLimits(context, changer);
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const story = await requireStory(tx, { path, now });
    const own = await requireOwn(tx, changer, { id, articleId: story.articleId });
    if (own.state === 'removed') return;
    requireInTime(own, now, story.language);
    await changeState(tx, own, { state: 'removed', reason: 'writer', at: now, by: null });
    await blank(tx, id, now);
    const names = namesOf(own.articleId, own.state === 'published');
    await record(tx, { at: now, actor: changer.actor, action: 'comment.removed', subject: `comment:${id}`, names });
  });
}

export async function takeLimits({ limits }: Context, { network, browserHash }: Changer): Promise<void> {
  await limits.take('comment-change', network.exact);
  if (browserHash !== null) await limits.take('comment-change', browserHash);
}

/** What the rules look at beside the text, as it was when it was posted. */
const writtenBy = (own: OwnComment, { actor, network }: Changer) => ({
  ...{ name: own.name, email: own.email, browserHash: own.browserHash ?? '', trap: '' },
  ...{ changes: own.id, parentId: null, network: { exact: '', wide: '' } },
  poster: { actor: own.personId === null ? null : actor, browserHash: own.browserHash ?? '', network },
});

export async function requireOwn(tx: Tx, changer: Changer, at: { id: number; articleId: number }): Promise<OwnComment> {
  const own = await findOwn(tx, at.id);
  const claimant = { ...changer, actorId: changer.actor?.id ?? null };
  if (own?.articleId === at.articleId && isWriter(own, claimant)) return own;
  throw new NotFound('There is no such comment.');
}

function requireInTime(own: OwnComment, now: string, language: Language): void {
  if (!canChange(own, now)) throw new Invalid({ '': whyClosed(own, words(language)) });
}
