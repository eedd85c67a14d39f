import type { Site } from '../../db/settings.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { momentLine } from '../../text/dates.ts';
import { direction, languages } from '../../text/language.ts';
import type { Section } from '../../topics/section.ts';
import type { Autosave } from '../article/autosave.ts';
import type { ArticleKind } from '../article.ts';
import type { EditorState } from './editor-state.ts';
import { differenceOfForms } from './fields.ts';

const newAddress: Record<ArticleKind, string> = { story: '/admin/articles/new', page: '/admin/pages/new' };

/** Where the editor of it is. */
export const editorOf = ({ articleId, kind }: Pick<Autosave, 'articleId' | 'kind'>): string =>
  articleId === null ? newAddress[kind] : `/admin/articles/${articleId}`;

/** What the editor's script and form know of how typed text is kept. */
export function keepingModel({ actor, article, kind, keeping }: EditorState) {
  const address = `${editorOf({ articleId: article?.id ?? null, kind })}/autosave`;
  return { ...keeping, address, person: String(actor.id) };
}

export interface UnsavedModel {
  draft: string;
  /** "You have text of 11:52 that was not saved." */
  text: string;
  /** Of what was never saved: there may be several. */
  headline: string | null;
  compareHref: string;
  takeHref: string;
  discardAction: string;
}

export const unsavedModel = ({ unsaved, site, now }: EditorState): UnsavedModel[] =>
  unsaved.map((autosave) => offerOf(autosave, { site, now }));

function offerOf(autosave: Autosave, { site, now }: { site: Site; now: string }): UnsavedModel {
  const { draft, articleId, form, writtenAt } = autosave;
  const when = momentLine(writtenAt, now, { zone: site.zone, language: 'en' });
  return {
    draft,
    text: `You have text of ${when} that was not saved.`,
    headline: articleId === null ? form.headline?.trim() || null : null,
    compareHref: `/admin/autosaves/${draft}`,
    takeHref: `${editorOf(autosave)}?take=${draft}`,
    discardAction: `/admin/autosaves/${draft}/discard`,
  };
}

/** What it is compared with. */
export interface Before {
  form: Form;
  /** Or else the story was saved since. */
  isNewest: boolean;
}

interface Compared {
  autosave: Autosave;
  /** Null for what was never saved. */
  before: Before | null;
}

/** What was typed and not saved, beside what is saved. */
export function unsavedPage(
  { autosave, before }: Compared,
  { site, now, sections }: { site: Site; now: string; sections: Section[] },
): Page {
  const { kind, form } = autosave;
  const language = languages.find((each) => each === form.language) ?? site.language;
  const heading = before ? 'What you changed' : 'What you typed';
  const headline = form.headline?.trim() || 'No headline yet';
  const { takeHref, discardAction, text } = offerOf(autosave, { site, now });
  const model = {
    kind,
    ...{ text, takeHref, discardAction, editorHref: editorOf(autosave) },
    since: before && !before.isNewest ? `The ${kind} was saved since. When you save this, the two are merged.` : null,
    story: { headline, language, direction: direction(language) },
    difference: differenceOfForms({ heading, none: 'It says the same as what is saved.' }, [before?.form ?? {}, form], {
      kind,
      sections,
    }),
  };
  const title = `Not saved: ${headline}`;
  return {
    ...{ layout: 'newsroom', view: 'articles/revisions/unsaved', language: 'en', current: 'stories' },
    ...{ title, site, model },
  };
}
