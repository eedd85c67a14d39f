import type { CommentState } from '../db/tables.ts';

export type { CommentState } from '../db/tables.ts';

/** In UTF-16 units, as `maxlength` counts them. */
export const limits = { text: 5000, name: 60, email: 254 } as const;

/** The same text again is refused for so long, in milliseconds. */
export const repeatWindow = 24 * 60 * 60 * 1000;

/** The same once more within so many milliseconds is a second press, and answered as the first. */
export const pressWindow = 60 * 1000;

/** A page has room for so many levels of replies; deeper ones stand on the last. */
export const shownLevels = 3;

/** Threads on one page. */
export const threadsOnPage = 20;

/** Of each so many replies, those that came first; the others have pages of their own, `repliesOnPage` on each. */
export const firstReplies = 20;
export const repliesOnPage = 50;

/** By when threads began. */
export type ThreadOrder = 'newest' | 'oldest';

/** Which threads of a story a page shows: those behind the one with this id, in this order; null for the first page. */
export interface ThreadPlace {
  order: ThreadOrder;
  from: number | null;
}

/** What a comment is in while there is one. */
export const states = ['held', 'published', 'rejected'] as const satisfies readonly CommentState[];

/** As readers see it; `html` is safe. */
export interface PublishedComment {
  id: number;
  parentId: number | null;
  name: string;
  html: string;
  createdAt: string;
  /** When its writer changed it. */
  editedAt: string | null;
  isPicked: boolean;
  /** How many recommend it. */
  recommended: number;
  /** Written by somebody of the newsroom, signed in; `author` by a person of the story's byline. */
  by: 'author' | 'staff' | 'reader';
}

/** One in a thread; of one that readers do not see, only its place. */
export interface ThreadedComment extends PublishedComment {
  threadId: number;
  state: CommentState;
}

export interface Comment extends Omit<PublishedComment, 'by' | 'recommended'> {
  articleId: number;
  /** The comment at the head of its thread, itself where it answers none. */
  threadId: number;
  /** Its place there, 0 at the head. */
  threadIndex: number;
  state: CommentState;
  decidedAt: string | null;
  decidedByName: string | null;
  /** Of its story; null where readers do not see it now. */
  path: string | null;
}

export interface Threaded<Node> {
  comment: Node;
  replies: Threaded<Node>[];
}

interface Linked {
  id: number;
  parentId: number | null;
}

/** Hangs each comment under the one that it answers, keeping the order. One whose parent is not among them stands by itself. */
export function thread<Node extends Linked>(comments: readonly Node[]): Threaded<Node>[] {
  const known = new Map(comments.map((comment) => [comment.id, { comment, replies: [] as Threaded<Node>[] }]));
  const top: Threaded<Node>[] = [];
  for (const node of known.values()) {
    const parent = node.comment.parentId === null ? undefined : known.get(node.comment.parentId);
    (parent?.replies ?? top).push(node);
  }
  return top;
}

/** Without those that readers do not see, but for what others hang on, so that threads stay whole. */
export function pruned<Node extends { state: CommentState }>(threads: readonly Threaded<Node>[]): Threaded<Node>[] {
  const kept = new Set<Threaded<Node>>();
  const all: Threaded<Node>[] = [];
  const ahead = [...threads];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    all.push(next);
    ahead.push(...next.replies);
  }
  // Those below come after what they hang on.
  for (const node of all.reverse()) {
    node.replies = node.replies.filter((reply) => kept.has(reply));
    if (node.comment.state === 'published' || node.replies.length > 0) kept.add(node);
  }
  return threads.filter((each) => kept.has(each));
}

/** The same with at most `levels` levels: each deeper reply follows what it answers on the last. */
export function flatten<Node>(threads: readonly Threaded<Node>[], levels = shownLevels): Threaded<Node>[] {
  if (levels <= 1) return inReadingOrder(threads).map((comment) => ({ comment, replies: [] }));
  return threads.map(({ comment, replies }) => ({ comment, replies: flatten(replies, levels - 1) }));
}

/** Without recursion: two people who answer each other can go deeper than a stack. */
function inReadingOrder<Node>(threads: readonly Threaded<Node>[]): Node[] {
  const found: Node[] = [];
  const ahead = [...threads].reverse();
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    found.push(next.comment);
    for (const reply of next.replies.toReversed()) ahead.push(reply);
  }
  return found;
}

/** What is known of earlier comments with one email from one browser. */
export interface History {
  /** When one under the same name was last published. */
  lastPublished: string | null;
  /** When one was last rejected, whatever the name. */
  lastRejected: string | null;
}

/** Let through before, and not rejected since. */
export const isTrusted = ({ lastPublished, lastRejected }: History): boolean =>
  lastPublished !== null && (lastRejected === null || lastRejected < lastPublished);

/** What became of a comment that was just posted. */
export interface PostedComment {
  id: number;
  /** Of its story. */
  path: string;
  state: CommentState;
}

/** The fields of the form as they were typed, to be shown again. */
export interface Typed {
  text: string;
  name: string;
  email: string;
  /** Of the box that asks for mails about replies: '' where it is not ticked. */
  replies: string;
}

export const nothingTyped: Typed = { text: '', name: '', email: '', replies: '' };

/** The names of what a change touches (events/log.ts); readers' pages are among it where they see the comment before or after. */
export const namesOf = (articleId: number, readersSee: boolean): string[] =>
  readersSee ? [`comments:${articleId}`, `article:${articleId}`] : [`comments:${articleId}`];
