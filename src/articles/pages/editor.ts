import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { documentAddress } from '../../media/document.ts';
import { recordingAddress } from '../../media/recording.ts';
import { clockOf } from '../../text/durations.ts';
import { providerNames } from '../../text/embeds.ts';
import { direction, languages } from '../../text/language.ts';
import { type ArticleKind, emptyContent } from '../article.ts';
import { assignmentModel } from './assignment.ts';
import { type Check, checks, type TextProblem, textProblems } from './checks.ts';
import { copiesModel } from './copies.ts';
import type { EditorState } from './editor-state.ts';
import { heldModel, holdModel } from './hold.ts';
import { historyModel, stateNames, stateNote } from './moments.ts';
import { notesModel } from './notes.ts';
import { choices, pictureModel, slugHint } from './panel.ts';
import { presenceText } from './presence.ts';
import { previewsModel } from './preview-links.ts';
import { readsNote } from './reads.ts';
import { acts, permissions, remarks } from './steps.ts';
import { tasksModel } from './tasks.ts';
import { keepModel } from './templates.ts';
import { keepingModel, unsavedModel } from './unsaved.ts';

const textFields = [
  ...[
    'revision',
    'headline',
    'shortHeadline',
    'standfirst',
    'body',
    'topics',
    'authors',
    'series',
    'seriesPart',
    'dateline',
    'translationOf',
    'slug',
    'pictureId',
  ],
  ...['pictureAlt', 'pictureCaption', 'pictureCredit', 'video', 'videoTitle', 'searchTitle', 'searchDescription'],
  ...['bodyPictureAlt', 'bodyPictureCaption', 'bodyPictureCredit', 'pictureNumber', 'bodyPictureNumber'],
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
    'series',
    'seriesPart',
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
  ...[
    'pictureNumber',
    'bodyPictureNumber',
    'comments',
    'bodyPicture',
    'bodyPictureAlt',
    'bodyPictureCaption',
    'bodyPictureCredit',
  ],
] as const;

/** Where a new one is sent to. */
const newAddress: Record<ArticleKind, string> = { story: '/admin/articles', page: '/admin/pages' };

const lists: Record<ArticleKind, { text: string; href: string }> = {
  story: { text: 'Stories', href: '/admin/articles' },
  page: { text: 'Pages', href: '/admin/articles?kind=page' },
};

const pictureHint = 'JPEG, PNG, WebP, AVIF or GIF, at most 25 MB.';

export function editorPage(state: EditorState): Page {
  const { article, kind, form, errors } = state;
  const heading = `${article ? 'Edit' : 'New'} ${kind}`;
  const address = article ? `/admin/articles/${article.id}` : newAddress[kind];
  const language = languages.find((each) => each === form.language) ?? emptyContent.language;
  const model = {
    heading,
    action: address,
    kind,
    isStory: kind === 'story',
    list: lists[kind],
    state: stateNames[article?.state ?? 'draft'],
    stateNote: stateNote(state),
    readsNote: readsNote(state.reads),
    viewHref: article?.state === 'published' ? state.path : null,
    ...permissions(state),
    ...remarks(state),
    notice: state.notice,
    reports: state.reports,
    held: state.hold && heldModel(state.hold, state),
    hold: holdModel(state),
    assignment: assignmentModel(state),
    summary: summary(errors),
    text: { language, direction: direction(language) },
    fields: fieldValues(form),
    leadKind: { none: form.leadKind === 'none', image: form.leadKind === 'image', video: form.leadKind === 'video' },
    addByline: addByline(state.strangers),
    choices: choices(state, language),
    picture: pictureModel(state),
    pictureHint,
    videoHosts: state.site.videoHosts,
    chartHosts: state.site.chartHosts,
    videoHint: `Of ${providerNames().join(', ')}, or of a recording of the library: the newest are offered here.`,
    recordings: state.recordings.map((recording) => ({
      address: recordingAddress(recording),
      name: `${recording.title} (${clockOf(recording.seconds)})`,
    })),
    documents: state.documents.map((document) => ({ address: documentAddress(document), name: document.title })),
    slugHint: slugHint(state),
    errors: Object.fromEntries(errorFields.map((name) => [name, errors[name] ?? null])),
    checks: checks(form, kind, state.standing) satisfies Check[],
    textProblems: textProblems(form.body ?? '', state.standing.text.problems) satisfies TextProblem[],
    tasks: tasksModel(state),
    acts: acts(state, address),
    history: historyModel(state),
    notes: notesModel(state),
    previews: previewsModel(state),
    copies: copiesModel(state),
    keep: keepModel(state),
    revisionsHref: article && `${address}/revisions`,
    keeping: keepingModel(state),
    unsaved: unsavedModel(state),
    presence: article && { address: `${address}/presence`, text: presenceText(state.present, kind, state) },
  };
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  const title = form.headline ? `${heading}: ${form.headline}` : heading;
  return { layout: 'sheet', view: 'articles/edit/editor', language: 'en', status, title, script: 'editor', model };
}

/** The label of a button, or null where there is nothing for it to do. */
const addByline = (names: string[]): string | null =>
  names.length === 0 ? null : `Add ${allOf.format(names.map((name) => `“${name}”`))} as a byline, and save`;

const allOf = new Intl.ListFormat('en');

function fieldValues(form: Form): Record<string, string | boolean> {
  const texts = Object.fromEntries(textFields.map((name) => [name, form[name] ?? '']));
  return {
    ...texts,
    removePicture: Boolean(form.removePicture),
    pictureDecorative: Boolean(form.pictureDecorative),
  };
}

function summary(errors: FieldErrors): { title: string; items: { href: string; message: string }[] } | null {
  const items = Object.entries(errors).map(([name, message]) => ({
    href: `#${name === '' ? 'story' : name}`,
    message,
  }));
  return items.length > 0 ? { title: 'Please look at:', items } : null;
}
