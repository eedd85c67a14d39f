import type { Actor } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { datePath, utcToZoned, zoneLabel } from '../../text/dates.ts';
import { providerNames } from '../../text/embeds.ts';
import { direction, type Language, languages, words } from '../../text/language.ts';
import type { Section } from '../../topics/section.ts';
import { type Article, commentsModes, emptyContent, isPossible, type Label, labels } from '../article.ts';
import { canDelete, canEdit, canPublish, canSubmit, canWrite } from '../policy.ts';
import type { HistoryEntry } from '../queries/desk.ts';
import type { ShownMedia } from './blocks.ts';
import { type Check, checks, type TextProblem, textProblems } from './checks.ts';
import { historyModel, momentText, stateNames, stateNote } from './moments.ts';

/** All that the editor's page is made of. `form` holds the fields as they are to be shown: as saved, or as typed. */
export interface EditorState {
  actor: Actor;
  site: Site;
  now: string;
  /** Null for a story that was never saved. */
  article: Article | null;
  form: Form;
  errors: FieldErrors;
  notice: Notice | null;
  sections: Section[];
  picture: (ShownMedia & { originalName: string }) | null;
  history: HistoryEntry[];
  /** Where the story stands on the reading side; null where it does not. */
  path: string | null;
  /** Who changed it last. */
  updatedBy: string | null;
}

export interface Notice {
  text: string;
  link: { href: string; label: string } | null;
}

interface Option {
  value: string;
  label: string;
  selected: boolean;
  language: string;
}

const textFields = [
  ...[
    'revision',
    'headline',
    'shortHeadline',
    'standfirst',
    'body',
    'topics',
    'authors',
    'dateline',
    'translationOf',
    'slug',
    'pictureId',
  ],
  ...['pictureAlt', 'pictureCaption', 'pictureCredit', 'video', 'videoTitle', 'searchTitle', 'searchDescription'],
  ...['bodyPictureAlt', 'bodyPictureCaption', 'bodyPictureCredit'],
] as const;

const errorFields = [
  ...[
    'headline',
    'shortHeadline',
    'standfirst',
    'body',
    'section',
    'topics',
    'authors',
    'label',
    'dateline',
    'language',
    'translationOf',
  ],
  ...[
    'slug',
    'picture',
    'pictureAlt',
    'pictureCaption',
    'pictureCredit',
    'video',
    'videoTitle',
    'searchTitle',
    'searchDescription',
  ],
  ...['comments', 'bodyPicture', 'bodyPictureAlt', 'at'],
] as const;

const pictureHint = 'JPEG, PNG, WebP, AVIF or GIF, at most 25 MB.';

export function editorPage(state: EditorState): Page {
  const { article, form, errors } = state;
  const heading = article ? 'Edit story' : 'New story';
  const address = article ? `/admin/articles/${article.id}` : '/admin/articles';
  const language = languages.find((each) => each === form.language) ?? emptyContent.language;
  const model = {
    heading,
    action: address,
    storiesHref: '/admin/articles',
    state: stateNames[article?.state ?? 'draft'],
    stateNote: stateNote(state),
    viewHref: article?.state === 'published' ? state.path : null,
    ...permissions(state),
    ...remarks(state),
    notice: state.notice,
    summary: summary(errors),
    text: { language, direction: direction(language) },
    fields: fieldValues(form),
    leadKind: { none: form.leadKind === 'none', image: form.leadKind === 'image', video: form.leadKind === 'video' },
    choices: choices(state, language),
    picture: pictureModel(state),
    pictureHint,
    videoHint: `Of ${providerNames().join(', ')}.`,
    slugHint: slugHint(state),
    errors: Object.fromEntries(errorFields.map((name) => [name, errors[name] ?? null])),
    checks: checks(form) satisfies Check[],
    textProblems: textProblems(form.body ?? '') satisfies TextProblem[],
    acts: acts(state, address),
    history: historyModel(state),
  };
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  const title = form.headline ? `${heading}: ${form.headline}` : heading;
  return { layout: 'sheet', view: 'articles/edit/editor', language: 'en', status, title, model };
}

function fieldValues(form: Form): Record<string, string | boolean> {
  const texts = Object.fromEntries(textFields.map((name) => [name, form[name] ?? '']));
  return {
    ...texts,
    removePicture: form.removePicture !== undefined,
    pictureDecorative: form.pictureDecorative !== undefined,
  };
}

/** The same rules that the actions ask; a button that would be refused is not shown. */
function permissions({ actor, article }: EditorState): Record<string, boolean | string | null> {
  const runs = canPublish(actor);
  const state = article?.state ?? 'draft';
  const canSave = article ? canEdit(actor, article) : canWrite(actor);
  return {
    canSave,
    canSubmit: canSave && (article ? canSubmit(actor, article) : true),
    canPublish: runs && isPossible('publish', state),
    canPublishChanges: runs && isPossible('publishChanges', state),
    canSchedule: runs && article !== null && isPossible('schedule', state),
    canUnschedule: runs && isPossible('unschedule', state),
    canWithdraw: runs && isPossible('withdraw', state),
    canReinstate: runs && isPossible('reinstate', state),
    canSendBack: runs && isPossible('sendBack', state),
    canDelete: article !== null && canDelete(actor, article) && isPossible('delete', state),
    previewHref: canSave || !article ? null : `/admin/articles/${article.id}/preview`,
  };
}

function remarks({ actor, article, updatedBy }: EditorState): {
  remark: { from: string; text: string } | null;
  readOnlyReason: string | null;
} {
  const sentBack = article?.state === 'draft' && article.note !== '';
  const readOnly = article !== null && !canEdit(actor, article);
  return {
    remark: sentBack ? { from: `Sent back by ${updatedBy ?? 'an editor'}:`, text: article.note } : null,
    readOnlyReason: readOnly
      ? `This story is ${stateNames[article.state].name.toLowerCase()}: the desk has it now. You can read it here; an editor can send it back to you.`
      : null,
  };
}

function summary(errors: FieldErrors): { title: string; items: { href: string; message: string }[] } | null {
  const items = Object.entries(errors).map(([name, message]) => ({
    href: `#${name === '' ? 'story' : name}`,
    message,
  }));
  return items.length > 0 ? { title: 'Please look at:', items } : null;
}

function choices({ form, sections }: EditorState, language: Language): Record<string, Option[]> {
  const option = (value: string, label: string, chosen: string): Option => ({
    value,
    label,
    selected: value === chosen,
    language: 'en',
  });
  const labelName = (label: Label) => (label === 'news' ? 'News' : words('en').labels[label]);
  const modeNames = { open: 'Open', held: 'Held', closed: 'Closed' };
  return {
    section: [
      option('', 'Choose a section', form.section ?? ''),
      ...sections.map(({ id, name }) => option(String(id), name, form.section ?? '')),
    ],
    label: labels.map((label) => option(label, labelName(label), form.label ?? 'news')),
    language: languages.map((each) => ({ ...option(each, nativeName(each), language), language: each })),
    comments: commentsModes.map((mode) => option(mode, modeNames[mode], form.comments ?? 'open')),
  };
}

const nativeName = (language: Language) =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

function pictureModel({
  picture,
  form,
}: EditorState): { src: string; width: string; height: string; alt: string; about: string } | null {
  if (!picture) return null;
  const { file, width, height, originalName } = picture;
  const about = `${originalName}, ${width} × ${height}`;
  return {
    src: `/media/${file}`,
    width: String(width),
    height: String(height),
    alt: form.pictureAlt || 'The present picture',
    about,
  };
}

function slugHint({ article, site, now, path }: EditorState): string {
  const day = datePath(article?.publishedAt ?? now, site.zone);
  const after = `After /${day}/.`;
  return path && article?.state === 'published'
    ? `${after} The old address will lead on to a new one.`
    : `${after} Made from the headline if empty.`;
}

function acts(state: EditorState, address: string): object | null {
  const { article, errors, form, site, now } = state;
  const possible = article !== null && (canPublish(state.actor) || permissions(state).canDelete);
  if (!possible) return null;
  const at =
    form.at ?? (article.state === 'scheduled' && article.publishedAt ? utcToZoned(article.publishedAt, site.zone) : '');
  return {
    address,
    zoneNote: `The newsroom’s time, ${zoneLabel(site.zone, now)}. It is ${momentText(now, state)} there now.`,
    schedule: { at, error: errors.at ?? null },
    sendBack: { note: form.note ?? '', error: errors.note ?? null },
    withdraw: { reason: form.reason ?? '', error: errors.reason ?? null },
    reinstate: { note: form.note ?? '', error: null },
  };
}
