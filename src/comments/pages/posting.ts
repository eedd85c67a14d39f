import type { Story } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { Head, Page } from '../../http/render.ts';
import { words } from '../../text/language.ts';
import { closedByStory, closedText } from '../comment/closing.ts';
import type { Comment } from '../comment.ts';
import { type CommentedStory, type FormModel, type FormState, formModel, type Link } from './form.ts';
import { type CommentView, commentView } from './view.ts';

/** A page of one person's own. */
export const unlisted: Head = {
  description: null,
  canonical: null,
  image: null,
  type: 'website',
  alternates: [],
  jsonLd: null,
  robots: 'noindex',
};

export interface WriteModel {
  story: Link;
  heading: string;
  form: FormModel;
}

export interface ReplyModel extends Omit<WriteModel, 'form'> {
  parent: CommentView;
  /** Null where comments are closed and nothing was typed. */
  form: FormModel | null;
  closed: string | null;
}

export interface Writing extends Omit<FormState, 'parentId'> {
  /** The comment that is answered, as readers see it. */
  parent: Comment | null;
  status: number;
}

/** The form on a page of its own: to answer a comment, or to put right what was wrong. */
export function writePage(story: Story & CommentedStory, site: Site, { parent, status, ...state }: Writing): Page {
  const says = words(story.language);
  const shared = {
    layout: 'reader',
    script: 'comments',
    status,
    language: story.language,
    section: story.sectionId,
    head: unlisted,
  } as const;
  const toStory = { text: story.headline, href: story.path };
  const cancel = { text: says.backToStory, href: `${story.path}#comments` };
  const form = { ...formModel(story, site, { ...state, parentId: parent?.id ?? null }), cancel };
  if (!parent) {
    const model: WriteModel = { story: toStory, heading: story.headline, form };
    return { ...shared, view: 'comments/write', title: `${story.headline} | ${site.name}`, model };
  }
  const quoted = commentView({ ...parent, by: 'reader', recommended: 0 }, story, site.zone);
  const isClosed = story.comments === 'closed' && status === 200;
  const model: ReplyModel = {
    ...{ story: toStory, heading: says.replyTo(parent.name), parent: quoted },
    ...(isClosed ? { closed: closedText(story.standing ?? closedByStory, says), form: null } : { closed: null, form }),
  };
  return { ...shared, view: 'comments/reply', title: `${model.heading} | ${story.headline} | ${site.name}`, model };
}
