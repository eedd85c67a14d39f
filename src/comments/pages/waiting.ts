import type { Story } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { RejectionReason } from '../../db/tables.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import { words } from '../../text/language.ts';
import type { Comment } from '../comment.ts';
import { longestObjection } from '../own.ts';
import type { FieldModel, FormModel, Link } from './form.ts';
import { unlisted } from './posting.ts';
import { type CommentView, commentView } from './view.ts';

export interface WaitingModel {
  heading: string;
  /** Of a headline that is set smaller. */
  long: boolean;
  comment: CommentView;
  /** Null where it is too late. */
  edit: Link | null;
  problems: FormModel['problems'];
  /** Null where nothing can be said against what was decided. */
  objection: { action: string; field: FieldModel } | null;
  back: Link;
}

export interface Waiting {
  comment: Comment;
  rejection: RejectionReason | null;
  /** Where its writer changes it; null where it is too late. */
  edit: string | null;
  /** Where they object to a rejection; null where they cannot. */
  object: string | null;
  hasObjected: boolean;
  /** What was typed as an objection, and what is wrong with it. */
  typed: string;
  errors: FieldErrors;
}

/** What the writer of a comment sees that nobody else does: that it waits, or was not let through. */
export function waitingPage(story: Story, site: Site, asked: Waiting): Page {
  const { comment, rejection, edit, object, typed, errors } = asked;
  const says = words(story.language);
  const own = commentView({ ...comment, by: 'reader', recommended: 0 }, story, site.zone);
  const isRejected = comment.state === 'rejected';
  const because = rejection === null ? '' : ` ${says.own.because[rejection]}`;
  const waiting = isRejected
    ? `${says.notLetThrough}${because}`
    : asked.hasObjected
      ? says.own.object.waiting
      : says.waiting;
  const problems = Object.entries(errors).map(([name, text]) => ({ text, href: name ? '#comment-objection' : null }));
  const model: WaitingModel = {
    heading: story.headline,
    long: story.headline.length > 90,
    comment: { ...own, name: says.you, waiting },
    edit: edit === null ? null : { text: says.own.link, href: edit },
    problems,
    objection: object === null ? null : { action: object, ...objectionField(typed, errors) },
    back: { text: says.backToStory, href: `${story.path}#comments` },
  };
  return {
    layout: 'reader',
    status: problems.length > 0 ? 422 : 200,
    view: 'comments/waiting',
    language: story.language,
    section: story.sectionId,
    title: `${story.headline} | ${site.name}`,
    head: unlisted,
    model,
  };
}

const objectionField = (value: string, errors: FieldErrors) => ({
  field: { value, error: errors.objection ?? null, limit: String(longestObjection) },
});
