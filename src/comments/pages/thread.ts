import type { Story } from '../../articles/queries/reading.ts';
import { words } from '../../text/language.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';
import { closedByStory, closedText } from '../comment/closing.ts';
import { firstReplies, type ThreadPlace } from '../comment.ts';
import type { FoundThread, ThreadsPage } from '../queries/threads.ts';
import { type CommentedStory, type FormModel, formModel, type Link } from './form.ts';
import { type Around, type CommentView, commentView, headView, momentOf, permanent, viewsOf } from './view.ts';

export interface ThreadModel {
  heading: string;
  closed: string | null;
  form: FormModel | null;
  /** To the form, where it stands on another page. */
  write: Link | null;
  waiting: CommentView | null;
  empty: string | null;
  /** What the newsroom says above them. */
  note: { name: string; posted: CommentView['posted']; html: SafeHtml } | null;
  picks: CommentView[];
  /** The ways to sort; none where there is nothing to sort. */
  orders: (Link & { current: boolean })[];
  /** Where a script learns what came after the first `seen`; null where it need not. */
  news: { href: string; seen: string } | null;
  /** Of its comments; null where there are none. */
  feed: Link | null;
  comments: CommentView[];
  more: Link | null;
}

/** The comments below a story, the same for every reader. Null where comments are closed and there never were any. */
export function threadModel(found: ThreadsPage, around: Around): ThreadModel | null {
  const { story, zone } = around;
  const { counts, place, threads, picks, note, hasMore } = found;
  const closed = story.comments === 'closed';
  const standing = story.standing ?? closedByStory;
  // What opens again is said, even where nobody has spoken.
  if (closed && counts.published === 0 && !note && standing.opens === null) return null;
  const says = words(story.language);
  const last = threads.at(-1);
  return {
    heading: counts.published === 0 ? says.commentsHeading : says.comments(counts.published),
    closed: closed ? closedText(standing, says) : null,
    form: closed ? null : formModel(story, around),
    write: null,
    waiting: null,
    empty: counts.published === 0 ? (closed ? says.noCommentsClosed : says.noComments) : null,
    note: note && { name: note.name, posted: momentOf(note.at, story, zone), html: safeHtml(note.html) },
    picks: picks.map((pick) => permanent(commentView(pick, story, zone), story)),
    orders: counts.published > 1 ? ordersOf(story, place) : [],
    news: closed ? null : { href: `${story.path}/comments/news`, seen: String(counts.published) },
    feed: counts.published > 0 ? { text: says.threads.feed, href: `${story.path}/comments/feed.xml` } : null,
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
