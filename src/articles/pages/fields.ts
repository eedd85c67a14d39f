import type { Form } from '../../http/forms.ts';
import { languages } from '../../text/language.ts';
import type { Section } from '../../topics/section.ts';
import { type ArticleKind, commentsModes, labels, leadKinds, pageFields } from '../article.ts';

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

/** As a browser posts it: line ends differ from what is stored, and a list may be spaced otherwise. */
export const comparable = (form: Form, name: string): string => (form[name] ?? '').replace(/\r\n?/g, '\n').trim();
