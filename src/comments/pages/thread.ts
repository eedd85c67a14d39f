import type { Story } from '../../articles/queries/reading.ts';
import { dayAndTime, longDateTime } from '../../text/dates.ts';
import { words } from '../../text/language.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';
import {
  firstReplies,
  flatten,
  type PublishedComment,
  pruned,
  type Threaded,
  type ThreadedComment,
  type ThreadPlace,
  thread,
} from '../comment.ts';
import { canChange } from '../own.ts';
import type { FoundThread, ThreadsPage } from '../queries/threads.ts';
import { type CommentedStory, type FormModel, formModel, type Link } from './form.ts';

export interface CommentView {
  /** The element's id is comment-<id>. */
  id: string;
  name: string;
  badge: string | null;
  /** That an editor picked it. */
  picked: string | null;
  posted: { iso: string; text: string };
  /** That its writer changed it. */
  edited: string | null;
  /** Where it can be found for good. */
  permalink: string;
  /** Only where a reply hangs elsewhere than under its parent. */
  inReplyTo: Link | null;
  /** The note on a comment that nobody else sees. */
  waiting: string | null;
  /** In place of the text of one that readers do not see. */
  gone: string | null;
  html: SafeHtml;
  /** Where its writer can change it, while there is time: shown to whoever was led to this comment. */
  ownHref: string | null;
  /** Null where no reply can be made. */
  replyHref: string | null;
  /** Where a moderator sends it away; null for readers. */
  rejectAction: string | null;
  replies: CommentView[];
  /** To the replies that this page has no room for. */
  moreReplies: Link | null;
}

export interface ThreadModel {
  heading: string;
  closed: string | null;
  form: FormModel | null;
  waiting: CommentView | null;
  empty: string | null;
  /** What the newsroom says above them. */
  note: { name: string; posted: CommentView['posted']; html: SafeHtml } | null;
  picks: CommentView[];
  /** The ways to sort; none where there is nothing to sort. */
  orders: (Link & { current: boolean })[];
  comments: CommentView[];
  more: Link | null;
}

export interface Around {
  story: CommentedStory;
  /** The newsroom's, by its IANA name. */
  zone: string;
  now: string;
  /** With a way to send each away. */
  moderated?: boolean;
}

/** The comments below a story, the same for every reader. Null where comments are closed and there never were any. */
export function threadModel(found: ThreadsPage, around: Around): ThreadModel | null {
  const { story, zone } = around;
  const { counts, place, threads, picks, note, hasMore } = found;
  const closed = story.comments === 'closed';
  if (closed && counts.published === 0 && !note) return null;
  const says = words(story.language);
  const last = threads.at(-1);
  return {
    heading: counts.published === 0 ? says.commentsHeading : says.comments(counts.published),
    closed: closed ? says.commentsClosed : null,
    form: closed ? null : formModel(story),
    waiting: null,
    empty: counts.published === 0 ? (closed ? says.noCommentsClosed : says.noComments) : null,
    note: note && { name: note.name, posted: momentOf(note.at, story, zone), html: safeHtml(note.html) },
    picks: picks.map((pick) => permanent(commentView(pick, story, zone), story)),
    orders: counts.published > 1 ? ordersOf(story, place) : [],
    comments: threads.map((each) => threadView(each, around)),
    more: hasMore && last ? { text: says.threads.more, href: threadsHref(story, { ...place, from: last.id }) } : null,
  };
}

const ordersOf = (story: CommentedStory, { order, from }: ThreadPlace) =>
  (['newest', 'oldest'] as const).map((each) => ({
    text: words(story.language).threads[each],
    href: each === 'newest' ? `${story.path}#comments` : threadsHref(story, { order: each, from: null }),
    current: each === order && from === null,
  }));

/** Where a page of a story's threads is; the first, newest first, stands below the story itself. */
export function threadsHref({ path }: Pick<Story, 'path'>, { order, from }: ThreadPlace): string {
  const asked = new URLSearchParams({ order, ...(from !== null && { from: String(from) }) });
  return `${path}/comments?${asked}#comments`;
}

/** The replies behind the `after`-th of a thread. */
export const repliesHref = ({ path }: Pick<Story, 'path'>, { id, after }: { id: number; after: number }): string =>
  `${path}/comments/${id}/thread?after=${after}#comments`;

function threadView({ id, replies, comments }: FoundThread, around: Around): CommentView {
  const [first] = comments;
  if (!first) throw new Error(`The thread ${id} was found without its head.`);
  // Of a thread that is shown for what comes later, all that is here may have been taken away.
  const head = viewsOf(comments, around)[0] ?? headView(first, around);
  if (replies <= firstReplies) return head;
  const text = words(around.story.language).threads.moreReplies;
  return { ...head, moreReplies: { text, href: repliesHref(around.story, { id, after: firstReplies }) } };
}

/** As a tree, without what readers do not see, but for what others hang on. */
export const viewsOf = (comments: readonly ThreadedComment[], around: Around): CommentView[] =>
  flatten(pruned(thread(comments))).map((each) => viewIn(comments, around)(each, null));

/** The head of a thread without what hangs on it, whether or not readers see it. */
export const headView = (head: ThreadedComment, around: Around): CommentView =>
  viewIn([head], around)({ comment: head, replies: [] }, null);

/** How those are shown that stand on a page with these. */
function viewIn(comments: readonly ThreadedComment[], { story, zone, now, moderated = false }: Around) {
  const says = words(story.language);
  const names = new Map(comments.map(({ id, name }) => [id, name]));
  const view = ({ comment, replies }: Threaded<ThreadedComment>, under: number | null): CommentView => {
    const { id, parentId, state } = comment;
    const isShown = state === 'published';
    const shown = permanent(commentView(comment, story, zone), story);
    return {
      ...(isShown ? shown : { ...shown, name: '', badge: null, picked: null, edited: null }),
      gone: isShown ? null : state === 'removed' ? says.threads.removed : says.threads.gone,
      inReplyTo: parentId === null || parentId === under ? null : answered(parentId),
      ownHref: canChange(comment, now) && isShown ? `${story.path}/comments/${id}/edit` : null,
      replyHref: story.comments === 'closed' || !isShown ? null : `${story.path}/comments/${id}/reply`,
      rejectAction: moderated && isShown ? `/admin/comments/${id}/reject?state=published&back=story` : null,
      replies: replies.map((reply) => view(reply, id)),
    };
  };
  const answered = (parentId: number): Link | null => ({
    text: names.get(parentId) ? says.inReplyTo(names.get(parentId) ?? '') : says.threads.answersEarlier,
    href: names.has(parentId) ? `#comment-${parentId}` : `${story.path}/comments/${parentId}`,
  });
  return view;
}

const permanent = (view: CommentView, { path }: CommentedStory): CommentView => ({
  ...view,
  permalink: `${path}/comments/${view.id}`,
});

/** One comment by itself, with nothing below it. */
export function commentView(comment: PublishedComment, story: CommentedStory, zone: string): CommentView {
  const { id, name, html, createdAt, editedAt, isPicked, by } = comment;
  const says = words(story.language);
  return {
    id: String(id),
    name,
    badge: by === 'author' ? says.author : by === 'staff' ? says.threads.staff : null,
    picked: isPicked ? says.threads.picked : null,
    posted: momentOf(createdAt, story, zone),
    edited: editedAt && says.threads.edited,
    permalink: `#comment-${id}`,
    inReplyTo: null,
    waiting: null,
    gone: null,
    html: safeHtml(html),
    ownHref: null,
    replyHref: null,
    rejectAction: null,
    replies: [],
    moreReplies: null,
  };
}

function momentOf(iso: string, story: CommentedStory, zone: string): CommentView['posted'] {
  // The story's own date stands above with its year: comments of that year need none.
  const inWords = iso.slice(0, 4) === story.publishedAt.slice(0, 4) ? dayAndTime : longDateTime;
  return { iso, text: inWords(iso, { zone, language: story.language }) };
}
