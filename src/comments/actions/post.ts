import type { Context } from '../../context.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { words } from '../../text/language.ts';
import { renderComment } from '../../text/markdown.ts';
import { closedText } from '../comment/closing.ts';
import type { Client } from '../comment/spam.ts';
import { textKey } from '../comment/wording.ts';
import { namesOf, type PostedComment } from '../comment.ts';
import { judge, type Reason, refusal, type Submission } from '../phases.ts';
import { hashNetwork, type Network } from '../queries/networks.ts';
import { type CommentedOn, findCommentedOn } from '../queries/posting.ts';
import { noteCheck } from '../queries/spam-checks.ts';
import { addComment } from '../queries/state.ts';
import { findComment } from '../queries/thread.ts';
import { examine } from './examine.ts';
import { checkOutside } from './spam-check.ts';
import { subscribe } from './subscribing.ts';

/** Who posts: a member of staff, or a reader in a browser. */
export interface Poster {
  actor: Actor | null;
  /** SHA-256 of the browser's identity. */
  browserHash: string;
  /** Where the request comes from. */
  network: Network;
  /** What an outside check is told of the request. */
  client?: Client | null;
}

/** What was typed, cleaned; of somebody signed in, the name and email of the account count instead. */
export interface CommentInput {
  /** The story's address. */
  path: string;
  parentId: number | null;
  text: string;
  name: string;
  email: string;
  /** The field that people do not see. */
  website: string;
  /** Whether the writer wants mails about replies. */
  replies?: boolean;
}

/**
 * Takes a reader's comment: it is published, or held for a moderator. One that is sent once more, as by a second press, is answered as the first.
 * @throws TooMany
 * @throws NotFound where readers see no story at the address
 * @throws Invalid in the story's language, where a phase refuses it
 */
export async function postComment(context: Context, poster: Poster, input: CommentInput): Promise<PostedComment> {
  await context.limits.take('comment', poster.network.exact);
  const now = context.now();
  const { name, email } = poster.actor ?? input;
  const { website: trap, path, replies, ...typed } = input;
  const written = { ...typed, name, email, browserHash: poster.browserHash };
  const rendered = { html: renderComment(input.text), textKey: textKey(input.text) };
  const posting = { ...written, ...rendered, trap, poster, now, changes: null };
  const checked = await checkOutside(context, poster.client, { ...posting, path, postedAt: now });
  const spamAnswer = checked?.answer ?? null;
  return context.db.together(async (tx) => {
    const story = await requireStory(tx, { path, now });
    const network = await hashNetwork(tx, poster.network, now);
    const facts = await examine(tx, { ...posting, story, network, spamAnswer });
    const { outcome, reason } = judge(facts.submission);
    if (outcome === 'again' && facts.first) return { ...facts.first, path };
    if (outcome === 'refuse') throw refused(reason, story, facts.submission);
    const threadId = await requireParent(tx, story, input.parentId);
    const state = outcome === 'publish' ? 'published' : 'held';
    const { articleId } = story;
    const personId = poster.actor?.id ?? null;
    const id = await addComment(tx, {
      ...{ ...written, ...rendered, network, threadId, articleId, personId },
      ...{ state, reason, createdAt: now },
    });
    await noteCheck(tx, { commentId: id, checked, at: now });
    if (replies) await subscribe(context, tx, { commentId: id, path, email, browserHash: poster.browserHash });
    const names = namesOf(articleId, state === 'published');
    await record(tx, { at: now, actor: poster.actor, action: 'comment.posted', subject: `comment:${id}`, names });
    return { id, path, state };
  });
}

/** In the story's language. */
export function refused(reason: Reason, { language, standing }: CommentedOn, submission: Submission): Invalid {
  const says = words(language);
  return new Invalid(refusal(reason, says, { ...submission, closed: closedText(standing, says) }));
}

export async function requireStory(db: Db, at: { path: string; now: string }): Promise<CommentedOn> {
  const story = await findCommentedOn(db, at);
  if (!story) throw new NotFound('There is no story at this address.');
  return story;
}

/** The thread of what is answered; null where nothing is. */
async function requireParent(tx: Tx, story: CommentedOn, parentId: number | null): Promise<number | null> {
  if (parentId === null) return null;
  const parent = await findComment(tx, parentId);
  if (parent?.state === 'published' && parent.articleId === story.articleId) return parent.threadId;
  throw new Invalid({ '': words(story.language).errors.parentGone });
}
