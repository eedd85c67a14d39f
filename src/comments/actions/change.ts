import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { type Language, words } from '../../text/language.ts';
import { renderComment } from '../../text/markdown.ts';
import type { Checked, Client } from '../comment/spam.ts';
import { textKey } from '../comment/wording.ts';
import { namesOf } from '../comment.ts';
import { canChange, isWriter, type OwnComment, stateAfterEdit, whyClosed } from '../own.ts';
import { judge } from '../phases.ts';
import type { Network } from '../queries/networks.ts';
import { blank, findOwn, reviseText } from '../queries/own.ts';
import { noteCheck } from '../queries/spam-checks.ts';
import { changeState } from '../queries/state.ts';
import { examine } from './examine.ts';
import { refused, requireStory } from './post.ts';
import { checkOutside } from './spam-check.ts';

/** Somebody who says that the comment is theirs. */
export interface Changer {
  actor: Actor | null;
  /** SHA-256 of the identity that the browser brought; null where it brought none. */
  browserHash: string | null;
  hasKey: boolean;
  network: Network;
  /** What an outside check is told of the request. */
  client?: Client | null;
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
  const checked = await checkEdit(context, changer, { id, path, now, ...made });
  return context.db.transaction(async (tx) => {
    const story = await requireStory(tx, { path, now });
    const own = await requireOwn(tx, changer, { id, articleId: story.articleId });
    requireInTime(own, now, story.language);
    const before = own.state as 'held' | 'published';
    if (own.text === text) return before;
    const { submission } = await examine(tx, {
      ...{ ...writtenBy(own, changer), ...made, story, now },
      spamAnswer: checked?.answer ?? null,
    });
    const { outcome, reason } = judge(submission);
    if (outcome === 'refuse') throw refused(reason, story, submission);
    const state = stateAfterEdit(own, outcome === 'hold' ? 'hold' : 'publish');
    await reviseText(tx, own, { id, ...made, at: now });
    await noteCheck(tx, { commentId: id, checked, at: now });
    if (state !== before) await changeState(tx, own, { state, reason, at: now, by: null });
    const names = namesOf(own.articleId, before === 'published' || state === 'published');
    await record(tx, { at: now, actor: changer.actor, action: 'comment.edited', subject: `comment:${id}`, names });
    return state;
  });
}

/** What is refused in any case, or changes nothing, nobody outside hears of. */
async function checkEdit(
  context: Context,
  changer: Changer,
  changed: ChangedComment & { text: string; html: string; textKey: string; now: string },
): Promise<Checked | null> {
  const own = changer.client ? await findOwn(context.db.reader, changed.id) : null;
  if (!own || !isTheirs(own, changer) || !canChange(own, changed.now) || own.text === changed.text) return null;
  return checkOutside(context, changer.client, {
    ...{ ...writtenBy(own, changer), ...changed },
    postedAt: own.createdAt,
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
  ...{ changes: own.id, parentId: own.parentId, network: { exact: '', wide: '' } },
  poster: { actor: own.personId === null ? null : actor, browserHash: own.browserHash ?? '', network },
});

export async function requireOwn(tx: Tx, changer: Changer, at: { id: number; articleId: number }): Promise<OwnComment> {
  const own = await findOwn(tx, at.id);
  if (own?.articleId === at.articleId && isTheirs(own, changer)) return own;
  throw new NotFound('There is no such comment.');
}

const isTheirs = (own: OwnComment, changer: Changer): boolean =>
  isWriter(own, { ...changer, actorId: changer.actor?.id ?? null });

function requireInTime(own: OwnComment, now: string, language: Language): void {
  if (!canChange(own, now)) throw new Invalid({ '': whyClosed(own, words(language)) });
}
