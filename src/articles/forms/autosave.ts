import { z } from 'zod';
import { type Form, parseForm } from '../../http/forms.ts';
import { draftPattern } from '../article/autosave.ts';

/** What stands beside the story on its page, for the buttons of its next steps and of its assignment. */
export const besideFields = [
  ...(['reviewer', 'reviewNote', 'note', 'reason', 'heldFor', 'holdReason', 'storyNote'] as const),
  ...(['assignee', 'assignedEditor', 'plannedAt', 'brief'] as const),
];

/** All that somebody can type into the editor's form, or choose there; files are not among it. */
const keptFields = [
  ...(['headline', 'shortHeadline', 'standfirst', 'body', 'section', 'topics', 'authors', 'series'] as const),
  ...(['seriesPart', 'label', 'dateline', 'language', 'translationOf', 'slug', 'leadKind', 'pictureId'] as const),
  ...(['pictureAlt', 'pictureDecorative', 'pictureCaption', 'pictureCredit', 'removePicture'] as const),
  ...(['video', 'videoTitle', 'searchTitle', 'searchDescription', 'comments', 'at'] as const),
  ...(['pictureNumber', 'bodyPictureNumber'] as const),
  ...(['bodyPictureAlt', 'bodyPictureCaption', 'bodyPictureCredit'] as const),
  ...besideFields,
];

/** Of a form, what an autosave keeps. */
export const keptOf = (form: Form): Form =>
  Object.fromEntries(
    [...keptFields, 'revision'].flatMap((name) => (form[name] === undefined ? [] : [[name, form[name]]])),
  );

const number = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const draft = z.string().regex(draftPattern);

const autosave = z.object({
  draft,
  takes: draft.or(z.literal('')).default(''),
  turn: number,
  person: number,
  revision: number.nullable().catch(null),
});

export interface AutosaveInput extends z.output<typeof autosave> {
  fields: Form;
}

/** What the editor's script sends; texts are kept as they were typed, wrong ones too. @throws Invalid */
export const autosaveForm = (form: Form): AutosaveInput => ({
  ...parseForm(autosave, form),
  fields: keptOf(form),
});

/** From which revision the editor began that says it is open. */
export const presenceForm = (form: Form) => parseForm(autosave.pick({ revision: true }), form);

/** The sitting of a form of the editor, and the one whose text it took; what is no such name is left out. */
export const draftsIn = ({ draft: own = '', takes = '' }: Form): { draft: string | null; takes: string | null } => ({
  draft: draftPattern.test(own) ? own : null,
  takes: draftPattern.test(takes) ? takes : null,
});
