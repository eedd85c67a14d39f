import { rightsRemark } from '../../media/picture.ts';
import { utcToZoned } from '../../text/dates.ts';
import { type Language, languages, words } from '../../text/language.ts';
import { commentsModes, type Label, labels, pathOf } from '../article.ts';
import type { EditorState } from './editor-state.ts';

export interface Option {
  value: string;
  label: string;
  selected: boolean;
  language: string;
}

export function choices(
  { form, sections }: Pick<EditorState, 'form' | 'sections'>,
  language: Language,
): Record<string, Option[]> {
  const option = (value: string, label: string, chosen: string): Option => ({
    value,
    label,
    selected: value === chosen,
    language: 'en',
  });
  const labelName = (label: Label) => (label === 'news' ? 'News' : words('en').labels[label]);
  return {
    section: [
      option('', 'Choose a section', form.section ?? ''),
      ...sections.map(({ id, name }) => option(String(id), name, form.section ?? '')),
    ],
    label: labels.map((label) => option(label, labelName(label), form.label ?? 'news')),
    language: languages.map((each) => ({ ...option(each, nativeName(each), language), language: each })),
    comments: commentChoices(form.comments ?? 'open'),
  };
}

const modeNames = { open: 'Open', held: 'Held', closed: 'Closed' };

export const commentChoices = (chosen: string): Option[] =>
  commentsModes.map((mode) => ({ value: mode, label: modeNames[mode], selected: mode === chosen, language: 'en' }));

export const nativeName = (language: Language) =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

interface PictureModel {
  src: string;
  width: string;
  height: string;
  alt: string;
  about: string;
  /** That the rights to it have ended, or soon will. */
  rights: string | null;
}

export function pictureModel({ picture, form, site, now }: EditorState): PictureModel | null {
  if (!picture) return null;
  const { file, width, height, originalName } = picture;
  const about = `${originalName}, ${width} × ${height}`;
  return {
    src: `/media/${file}`,
    width: String(width),
    height: String(height),
    alt: form.pictureAlt || 'The present picture',
    about,
    rights: rightsRemark(picture, utcToZoned(now, site.zone).slice(0, 10)),
  };
}

export function slugHint({ article, kind, site, now, path }: EditorState): string {
  const after = `After ${pathOf(kind, '', { publishedAt: article?.publishedAt ?? now, zone: site.zone })}.`;
  return path && article?.state === 'published'
    ? `${after} The old address will lead on to a new one.`
    : `${after} Made from the headline if empty.`;
}
