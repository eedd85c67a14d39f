import type { Site } from '../../db/settings.ts';
import type { Keeping } from '../../http/render.ts';
import { dayAndTime, longDateTime } from '../../text/dates.ts';
import { words } from '../../text/language.ts';
import { earliest } from '../../text/moments.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';
import { flatten, type PublishedComment, pruned, type Threaded, type ThreadedComment, thread } from '../comment.ts';
import { changeableUntil } from '../own.ts';
import type { CommentedStory, Link } from './form.ts';

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
  /** Where readers say what is wrong with it; null in one's own. */
  reportHref: string | null;
  /** Null where the newsroom does not want it. `count` is null for none. */
  recommend: { action: string; count: string | null } | null;
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

export interface Around {
  story: CommentedStory;
  /** The newsroom's, by its IANA name. */
  zone: string;
  now: string;
  /** Whether readers can recommend comments. */
  recommends: boolean;
  /** Whether comments are checked outside. */
  spamCheck: Site['spamCheck'];
  /** With a way to send each away. */
  moderated?: boolean;
}

/**
 * How long a page with these below its story stays as it is: comments open and close, and for a while a writer is led to where they can
 * change theirs. What is below a story changes with it.
 */
export function threadKeeping(
  comments: readonly ThreadedComment[],
  { story, now }: { story: CommentedStory & { articleId: number }; now: string },
): Keeping {
  const changeable = comments.map(changeableUntil).filter((until) => until > now);
  const freshUntil = earliest([story.standing?.freshUntil ?? null, ...changeable]);
  return { names: [`article:${story.articleId}`], at: now, freshUntil };
}

/** As a tree, without what readers do not see, but for what others hang on. */
export const viewsOf = (comments: readonly ThreadedComment[], around: Around): CommentView[] =>
  flatten(pruned(thread(comments))).map((each) => viewIn(comments, around)(each, null));

/** The head of a thread without what hangs on it, whether or not readers see it. */
export const headView = (head: ThreadedComment, around: Around): CommentView =>
  viewIn([head], around)({ comment: head, replies: [] }, null);

/** How those are shown that stand on a page with these. */
function viewIn(comments: readonly ThreadedComment[], around: Around) {
  const { story, zone, now, moderated = false } = around;
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
      reportHref: isShown ? `${shown.permalink}/report` : null,
      recommend: isShown ? recommendOf(comment, around) : null,
      ownHref: isShown && now < changeableUntil(comment) ? `${story.path}/comments/${id}/edit` : null,
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

function recommendOf({ id, recommended }: ThreadedComment, { story, recommends }: Around): CommentView['recommend'] {
  if (!recommends || story.comments === 'closed') return null;
  const count = recommended === 0 ? null : words(story.language).flags.count(recommended);
  return { action: `${story.path}/comments/${id}/recommend`, count };
}

export const permanent = (view: CommentView, { path }: CommentedStory): CommentView => ({
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
    ...{ reportHref: null, recommend: null, ownHref: null },
    replyHref: null,
    rejectAction: null,
    replies: [],
    moreReplies: null,
  };
}

export function momentOf(iso: string, story: CommentedStory, zone: string): CommentView['posted'] {
  // The story's own date stands above with its year: comments of that year need none.
  const inWords = iso.slice(0, 4) === story.publishedAt.slice(0, 4) ? dayAndTime : longDateTime;
  return { iso, text: inWords(iso, { zone, language: story.language }) };
}
