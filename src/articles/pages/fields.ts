import type { Form } from '../../http/forms.ts';
import { languages } from '../../text/language.ts';
import type { Section } from '../../topics/section.ts';
import { comparable } from '../article/merging.ts';
import { type ArticleKind, commentsModes, labels, leadKinds, pageFields } from '../article.ts';
import { type ComparedField, type DifferenceModel, differingFields } from './difference.ts';

export { comparable } from '../article/merging.ts';

/** A field of the editor as it is named where versions are compared. */
export interface FieldFacts {
  name: string;
  label: string;
  /** Rows of a text area; null where one of a few values is chosen. */
  rows: number | null;
  /** Written in the story's language. */
  spoken: boolean;
}

const text = (name: string, label: string, rows: number, spoken = true): FieldFacts => ({ name, label, rows, spoken });
const choice = (name: string, label: string): FieldFacts => ({ name, label, rows: null, spoken: false });

const storyFields: readonly FieldFacts[] = [
  text('headline', 'Headline', 2),
  text('standfirst', 'Standfirst', 3),
  text('body', 'Text', 18),
  choice('section', 'Section'),
  text('topics', 'Topics', 2),
  text('authors', 'Bylines', 2, false),
  text('series', 'Series', 1),
  text('seriesPart', 'Part', 1, false),
  choice('leadKind', 'Lead'),
  text('video', 'Video address', 1, false),
  text('videoTitle', 'Video title', 1),
  choice('pictureId', 'Picture'),
  text('pictureAlt', 'Alternative text', 2),
  choice('pictureDecorative', 'Decorative picture'),
  text('pictureCaption', 'Caption', 2),
  text('pictureCredit', 'Credit', 1),
  choice('label', 'Label'),
  choice('language', 'Language'),
  text('translationOf', 'Translation of', 1, false),
  text('dateline', 'Dateline', 1),
  text('shortHeadline', 'Short headline', 1),
  text('slug', 'Address ending', 1),
  choice('comments', 'Comments are'),
  text('searchTitle', 'Title for search engines', 1),
  text('searchDescription', 'Description', 3),
];

const onPages = new Set<string>(pageFields);

/** Everything that a revision holds, in the order of the editor. */
export const comparedFields: Record<ArticleKind, readonly FieldFacts[]> = {
  story: storyFields,
  page: storyFields.filter(({ name }) => onPages.has(name)),
};

/** The value of a choice in words. */
export function valueName(name: string, value: string, sections: Section[]): string {
  if (name === 'section') return sections.find(({ id }) => String(id) === value)?.name ?? 'No section';
  if (name === 'pictureId') return value === '' ? 'No picture' : `Picture ${value}`;
  if (name === 'pictureDecorative') return value === '' ? 'No' : 'Yes';
  const known: readonly string[] = [...labels, ...leadKinds, ...commentsModes, ...languages];
  const spelled = value.replaceAll('-', ' ');
  return known.includes(value) ? `${spelled.charAt(0).toUpperCase()}${spelled.slice(1)}` : value;
}

/** The fields in which the two are not the same. */
export const differing = (kind: ArticleKind, one: Form, other: Form): FieldFacts[] =>
  comparedFields[kind].filter(({ name }) => comparable(one, name) !== comparable(other, name));

/** "Headline, Text", in the order of the editor. */
export const namedFields = (kind: ArticleKind, names: string[]): string =>
  comparedFields[kind]
    .filter(({ name }) => names.includes(name))
    .map(({ label }) => label)
    .join(', ');

/** What changed from the one to the other, in every field; `none` says that nothing did. */
export function differenceOfForms(
  { heading, none }: { heading: string; none: string },
  [before, after]: [Form, Form],
  { kind, sections }: { kind: ArticleKind; sections: Section[] },
): DifferenceModel {
  const compared = comparedFields[kind].map(({ name, label, rows }): ComparedField => {
    const isWhole = rows === null;
    const values = (form: Form) => {
      const value = comparable(form, name);
      return isWhole ? [valueName(name, value, sections)] : value.split(/\n{2,}/).filter(Boolean);
    };
    return { label, before: values(before), after: values(after), isWhole };
  });
  const { fields, isCut } = differingFields(compared);
  const remarks = [...(fields.length === 0 ? [none] : []), ...(isCut ? ['More changed than is shown here.'] : [])];
  return { heading, remarks, fields };
}
