import type { Story } from '../../articles/queries/reading.ts';
import type { FieldErrors } from '../../errors.ts';
import { dayAndTime, longDateTime } from '../../text/dates.ts';
import { words } from '../../text/language.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';
import { flatten, limits, nothingTyped, type PublishedComment, type Threaded, type Typed, thread } from '../comment.ts';

export interface Link {
  text: string;
  href: string;
}

export interface CommentView {
  /** The element's id is comment-<id>. */
  id: string;
  name: string;
  badge: string | null;
  posted: { iso: string; text: string };
  /** Only where a reply hangs elsewhere than under its parent. */
  inReplyTo: Link | null;
  /** The note on a comment that nobody else sees. */
  waiting: string | null;
  html: SafeHtml;
  /** Null where no reply can be made. */
  replyHref: string | null;
  /** Where a moderator sends it away; null for readers. */
  rejectAction: string | null;
  replies: CommentView[];
}

export interface FieldModel {
  value: string;
  error: string | null;
  limit: string;
}

export interface FormModel {
  action: string;
  heading: string;
  hint: string;
  /** All that is wrong; `href` leads to the field, and is null for the form as a whole. */
  problems: { text: string; href: string | null }[];
  parent: string | null;
  text: FieldModel;
  name: FieldModel;
  email: FieldModel;
  cancel: Link | null;
}

export interface ThreadModel {
  heading: string;
  closed: string | null;
  form: FormModel | null;
  waiting: CommentView | null;
  empty: string | null;
  comments: CommentView[];
}

/** Of a story, what its comments need to know. */
export type CommentedStory = Pick<Story, 'path' | 'language' | 'comments' | 'publishedAt'>;

/**
 * The comments below a story, the same for every reader. Null where comments are closed and there never were any.
 * @param zone the newsroom's, by its IANA name
 * @param moderated with a way to send each away
 */
export function threadModel(
  comments: readonly PublishedComment[],
  { story, zone, moderated = false }: { story: CommentedStory; zone: string; moderated?: boolean },
): ThreadModel | null {
  const closed = story.comments === 'closed';
  if (closed && comments.length === 0) return null;
  const says = words(story.language);
  const names = new Map(comments.map(({ id, name }) => [id, name]));
  const view = ({ comment, replies }: Threaded<PublishedComment>): CommentView => ({
    ...commentView(comment, story, zone),
    replyHref: closed ? null : `${story.path}/comments/${comment.id}/reply`,
    rejectAction: moderated ? `/admin/comments/${comment.id}/reject?state=published&back=story` : null,
    replies: replies.map((reply) => ({ ...view(reply), inReplyTo: answered(reply.comment, comment.id) })),
  });
  const answered = ({ parentId }: PublishedComment, shownUnder: number): Link | null => {
    const name = parentId === null ? undefined : names.get(parentId);
    if (name === undefined || parentId === shownUnder) return null;
    return { text: says.inReplyTo(name), href: `#comment-${parentId}` };
  };
  return {
    heading: comments.length === 0 ? says.commentsHeading : says.comments(comments.length),
    closed: closed ? says.commentsClosed : null,
    form: closed ? null : formModel(story),
    waiting: null,
    empty: comments.length === 0 ? says.noComments : null,
    comments: flatten(thread(comments)).map(view),
  };
}

/** One comment by itself, with nothing below it. */
export function commentView(comment: PublishedComment, story: CommentedStory, zone: string): CommentView {
  const { id, name, html, createdAt, byAuthor } = comment;
  // The story's own date stands above with its year: comments of that year need none.
  const inWords = createdAt.slice(0, 4) === story.publishedAt.slice(0, 4) ? dayAndTime : longDateTime;
  return {
    id: String(id),
    name,
    badge: byAuthor ? words(story.language).author : null,
    posted: { iso: createdAt, text: inWords(createdAt, { zone, language: story.language }) },
    inReplyTo: null,
    waiting: null,
    html: safeHtml(html),
    replyHref: null,
    rejectAction: null,
    replies: [],
  };
}

export interface FormState {
  /** The comment that is answered. */
  parentId: number | null;
  typed: Typed;
  errors: FieldErrors;
}

const untouched: FormState = { parentId: null, typed: nothingTyped, errors: {} };

/** The form that leaves a comment on the story, or answers one. */
export function formModel(story: Omit<CommentedStory, 'publishedAt'>, state: FormState = untouched): FormModel {
  const { parentId, typed, errors } = state;
  const says = words(story.language);
  const rule = story.comments === 'held' ? says.everyCommentRead : says.firstCommentsRead;
  const field = (name: keyof Typed): FieldModel => ({
    value: typed[name],
    error: errors[name] ?? null,
    limit: String(limits[name]),
  });
  return {
    // After a mistake the browser stays at the form.
    action: `${story.path}/comments#leave-a-comment`,
    heading: parentId === null ? says.leaveComment : says.yourReply,
    hint: `${says.emailNotPublished} ${rule}`,
    problems: Object.entries(errors).map(([name, text]) => ({ text, href: name in typed ? `#comment-${name}` : null })),
    parent: parentId === null ? null : String(parentId),
    text: field('text'),
    name: field('name'),
    email: field('email'),
    cancel: null,
  };
}
