import type { Story } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import { type Words, words } from '../../text/language.ts';
import type { Standing } from '../comment/closing.ts';
import { limits, nothingTyped, type Typed } from '../comment.ts';

/** Of a story, what its comments need to know. */
export type CommentedStory = Pick<Story, 'path' | 'language' | 'comments' | 'publishedAt'> & { standing?: Standing };

export interface Link {
  text: string;
  href: string;
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
  /** That comments are checked outside, and where that is told of; null where they are not. */
  outside: { text: string; link: Link } | null;
  /** All that is wrong; `href` leads to the field, and is null for the form as a whole. */
  problems: { text: string; href: string | null }[];
  parent: string | null;
  text: FieldModel;
  name: FieldModel;
  email: FieldModel;
  /** Whether the writer wants mails about replies. */
  replies: boolean;
  cancel: Link | null;
}

export interface FormState {
  /** The comment that is answered. */
  parentId: number | null;
  typed: Typed;
  errors: FieldErrors;
}

const untouched: FormState = { parentId: null, typed: nothingTyped, errors: {} };

/** What the company says that checks comments for spam. */
const outsidePrivacy = 'https://akismet.com/privacy/';

export const outsideLink = ({ outside }: Words): Link => ({ text: outside.link, href: outsidePrivacy });

/** The form that leaves a comment on the story, or answers one. */
export function formModel(
  story: Omit<CommentedStory, 'publishedAt'>,
  { spamCheck }: Pick<Site, 'spamCheck'>,
  state: FormState = untouched,
): FormModel {
  const { parentId, typed, errors } = state;
  const says = words(story.language);
  const rule = story.comments === 'held' ? says.everyCommentRead : says.firstCommentsRead;
  const field = (name: 'text' | 'name' | 'email'): FieldModel => ({
    value: typed[name],
    error: errors[name] ?? null,
    limit: String(limits[name]),
  });
  return {
    // After a mistake the browser stays at the form.
    action: `${story.path}/comments#leave-a-comment`,
    heading: parentId === null ? says.leaveComment : says.yourReply,
    hint: `${says.emailNotPublished} ${rule}`,
    outside: spamCheck === 'on' ? { text: says.outside.form, link: outsideLink(says) } : null,
    problems: Object.entries(errors).map(([name, text]) => ({ text, href: name in typed ? `#comment-${name}` : null })),
    parent: parentId === null ? null : String(parentId),
    text: field('text'),
    name: field('name'),
    email: field('email'),
    replies: typed.replies !== '',
    cancel: null,
  };
}
