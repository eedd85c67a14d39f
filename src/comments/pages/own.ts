import type { Story } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import { clock } from '../../text/dates.ts';
import { words } from '../../text/language.ts';
import { limits } from '../comment.ts';
import { canChange, changeableUntil, type OwnComment, whyClosed } from '../own.ts';
import type { FieldModel, Link } from './form.ts';
import { unlisted } from './posting.ts';

export interface OwnModel {
  story: Link;
  heading: string;
  note: string;
  /** All that is wrong; `href` leads to the field, and is null for the form as a whole. */
  problems: { text: string; href: string | null }[];
  /** Null where nothing can be done about it any more, and nothing was typed that would be lost. */
  text: FieldModel | null;
  /** Null where nothing can be done about it any more. */
  actions: { edit: string; remove: string } | null;
}

export interface Changing {
  own: OwnComment;
  /** What the signed address says; '' for who came without. */
  key: string;
  now: string;
  /** Null where nothing was typed yet. */
  typed: string | null;
  errors: FieldErrors;
  status: number;
}

/** Where a writer changes a comment of their own, or deletes it. */
export function ownPage(story: Story, site: Site, changing: Changing): Page {
  const { own, key, now, typed, errors, status } = changing;
  const says = words(story.language);
  const isOpen = canChange(own, now);
  const at = (act: string) => `${story.path}/comments/${own.id}/${act}${key && `?key=${key}`}`;
  const text = typed ?? (isOpen ? own.text : null);
  const model: OwnModel = {
    story: { text: story.headline, href: `${story.path}#comments` },
    heading: says.own.heading,
    note: isOpen ? says.own.until(clock(changeableUntil(own), { zone: site.zone })) : whyClosed(own, says),
    problems: Object.entries(errors).map(([name, said]) => ({
      text: said,
      href: name === 'text' ? '#comment-text' : null,
    })),
    text: text === null ? null : { value: text, error: errors.text ?? null, limit: String(limits.text) },
    actions: isOpen ? { edit: at('edit'), remove: at('delete') } : null,
  };
  const title = `${model.heading} | ${story.headline} | ${site.name}`;
  const { language, sectionId: section } = story;
  return { ...{ layout: 'reader', view: 'comments/own', head: unlisted }, status, language, section, title, model };
}
