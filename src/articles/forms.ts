import { z } from 'zod';
import { type Form, line, parseForm, prose } from '../http/forms.ts';
import { looksLikeVideo, providerNames } from '../text/embeds.ts';
import { languages } from '../text/language.ts';
import { findRecording } from '../text/recordings.ts';
import { slugify } from '../text/slug.ts';
import { commentsModes, type FiledNames, labels, leadKinds, limits, type Unfiled } from './article.ts';

/** What the editor's form holds, without its files. */
export interface EditorInput {
  baseRevisionId: number | null;
  content: Unfiled;
  names: FiledNames;
  press: Press;
}

/** What the buttons of the editor's form ask for. */
export const presses = [
  'save',
  'preview',
  'submit',
  'publish',
  'publish-changes',
  'add-picture',
  'fill-videos',
  'add-byline',
] as const;
export type Press = (typeof presses)[number];

/** Of something in the database; null for what is none. */
export const id = z
  .string()
  .default('')
  .transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : null));

/** What stands between commas. */
export const namesIn = (text: string): string[] =>
  text
    .split(/[,،]/)
    .map((name) => name.trim())
    .filter(Boolean);

/** Names with commas between them. */
export const names = (limit: number, what: string) =>
  line(2000, what)
    .transform(namesIn)
    .refine((list) => list.length <= limit, `${what}: at most ${limit}.`);

const ticked = z
  .string()
  .optional()
  .transform((text) => text !== undefined && text !== '');

const part = line(20, 'The part')
  .refine(
    (text) => text === '' || (/^\d{1,4}$/.test(text) && Number(text) > 0),
    `The part is a number from 1 to ${limits.seriesPart}, or nothing.`,
  )
  .transform((text) => (text === '' ? null : Number(text)));

const video = line(500, 'The address').refine(
  (text) => text === '' || looksLikeVideo(text) || findRecording(text) !== null,
  `This is not the address of a video at ${providerNames().join(', ')}, nor of a recording of the library.`,
);

const editor = z.object({
  revision: id,
  press: z.enum(presses).catch('save'),
  headline: line(limits.headline, 'The headline'),
  shortHeadline: line(limits.shortHeadline, 'The short headline'),
  standfirst: line(limits.standfirst, 'The standfirst'),
  body: prose(limits.body, 'The text'),
  section: id,
  topics: names(limits.topics, 'Topics'),
  authors: names(limits.authors, 'Bylines'),
  series: line(limits.series, 'The name of the series'),
  seriesPart: part,
  label: z.enum(labels, 'Choose one of the labels.').default('news'),
  dateline: line(limits.dateline, 'The dateline'),
  language: z.enum(languages, 'Choose one of the languages.').default('en'),
  translationOf: line(500, 'The address'),
  slug: line(200, 'The address ending').transform(slugify),
  leadKind: z.enum(leadKinds, 'Choose what stands above the text.').default('none'),
  pictureId: id,
  pictureAlt: line(limits.caption, 'The alternative text'),
  pictureDecorative: ticked,
  pictureCaption: line(limits.caption, 'The caption'),
  pictureCredit: line(limits.credit, 'The credit'),
  removePicture: ticked,
  video,
  videoTitle: line(limits.headline, 'The title'),
  searchTitle: line(limits.searchTitle, 'The title'),
  searchDescription: line(limits.searchDescription, 'The description'),
  comments: z.enum(commentsModes, 'Choose whether readers may comment.').default('open'),
});

/** @throws Invalid with a message for each wrong field. A draft may lack anything; what is there must be in bounds. */
export function editorForm(form: Form): EditorInput {
  const { revision, press, topics, authors, series, translationOf, section, pictureId, removePicture, ...input } =
    parseForm(editor, form);
  const {
    pictureAlt,
    pictureDecorative,
    pictureCaption,
    pictureCredit,
    video: address,
    videoTitle,
    ...content
  } = input;
  return {
    baseRevisionId: revision,
    press,
    names: { topics, authors, series, original: translationOf },
    content: {
      ...content,
      sectionId: section,
      leadMediaId: removePicture ? null : pictureId,
      leadAlt: pictureAlt,
      leadDecorative: pictureDecorative,
      leadCaption: pictureCaption,
      leadCredit: pictureCredit,
      leadVideo: address,
      leadVideoTitle: videoTitle,
    },
  };
}

const bodyPicture = z.object({
  bodyPictureAlt: line(limits.caption, 'The alternative text'),
  bodyPictureCaption: line(limits.caption, 'The caption'),
  bodyPictureCredit: line(limits.credit, 'The credit'),
});

/** The line that shows the picture, to stand at the end of the text; one that the library describes needs no words of its own. */
export function figureLine(form: Form, { id: mediaId, isDescribed }: { id: number; isDescribed: boolean }): string {
  const { bodyPictureAlt: alt, bodyPictureCaption: caption, bodyPictureCredit: credit } = parseForm(bodyPicture, form);
  const given = {
    media: String(mediaId),
    ...(alt ? { alt } : isDescribed ? {} : { decorative: 'true' }),
    caption,
    credit,
  };
  const attributes = Object.entries(given).filter(([, value]) => value !== '');
  return `::figure{${attributes.map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`).join(' ')}}`;
}

const note = z.object({ note: line(limits.note, 'The note') });
const reason = z.object({ reason: line(limits.note, 'The reason') });

const reviewing = z.object({ reviewer: id, reviewNote: line(limits.note, 'The note') });

/** Whom a draft is handed in to, null for the whole desk, and with what note. @throws Invalid */
export function reviewForm(form: Form): { reviewerId: number | null; note: string } {
  const { reviewer: reviewerId, reviewNote: note } = parseForm(reviewing, form);
  return { reviewerId, note };
}

export const noteForm = (form: Form) => parseForm(note, form);
export const reasonForm = (form: Form) => parseForm(reason, form);

const redaction = z.object({
  publication: id.refine((chosen) => chosen !== null, 'Choose what is to be redacted.'),
  password: z
    .string()
    .default('')
    .refine((password) => password !== '', 'Enter your password.'),
  reason: line(limits.note, 'The reason').refine(
    (text) => text !== '',
    'Give the reason: readers see it in the history of the story.',
  ),
});

export const redactionForm = (form: Form) => parseForm(redaction, form);

/** Of colleagues, beside a story. */
const storyNote = z.object({ storyNote: prose(limits.storyNote, 'A note') });

export const storyNoteForm = (form: Form) => {
  const { storyNote: text } = parseForm(storyNote, form);
  return { storyNote: text.trim() };
};

const translating = z.object({ translateTo: line(35, 'The language') });

export const translateForm = (form: Form) => parseForm(translating, form);

const keeping = z.object({ templateName: line(limits.templateName, 'The name'), replaces: id });
const template = z.object({ name: line(limits.templateName, 'The name') });

export const keepForm = (form: Form) => parseForm(keeping, form);
export const templateForm = (form: Form) => parseForm(template, form);

/** From which newest revision somebody restores an older one. */
const restoring = z.object({ newest: id });

export const restoreForm = (form: Form) => ({ baseRevisionId: parseForm(restoring, form).newest });
