import { z } from 'zod';
import { type Form, line, parseForm } from '../../http/forms.ts';
import { type Picture, pictureLimits, type Said } from '../../media/picture.ts';
import { dayBounds } from '../../text/dates.ts';
import type { Language } from '../../text/language.ts';
import { otherLanguages } from './filing.ts';

export const altField = (language: Language): string => `alt-${language}`;

/** Of the width or the height, whole. */
const perCent = z
  .string()
  .default('50')
  .transform((text) => text.trim())
  .refine((text) => /^\d{1,3}$/.test(text) && Number(text) <= 100, 'Give a whole number from 0 to 100.');

const said = (own: Language) =>
  z.object({
    ...{ title: line(pictureLimits.text, 'The title'), alt: line(pictureLimits.text, 'The alternative text') },
    ...Object.fromEntries(
      otherLanguages(own).map((language) => [altField(language), line(pictureLimits.text, 'The alternative text')]),
    ),
    caption: line(pictureLimits.text, 'The caption'),
    credit: line(pictureLimits.text, 'The credit'),
    source: line(pictureLimits.text, 'The source'),
    rights: line(pictureLimits.text, 'What is said of the rights'),
    ...{ focalX: perCent, focalY: perCent },
    rightsUntil: line(10, 'The day').refine(
      (text) => text === '' || dayBounds(text, 'UTC') !== null,
      'Give the day as year, month and day, like 2026-11-30.',
    ),
  });

/**
 * @param own the newsroom's language: its alternative text stands where there is none in a story's
 * @throws Invalid with a message for each wrong field
 */
export function pictureForm(form: Form, own: Language): Said {
  const { title, alt, caption, credit, source, rights, rightsUntil, focalX, focalY, ...others } = parseForm(
    said(own),
    form,
  );
  const alts = otherLanguages(own).flatMap((language) => {
    const text = (others as Form)[altField(language)];
    return text ? [[language, text]] : [];
  });
  return {
    ...{ title, alt, alts: JSON.stringify(Object.fromEntries(alts)), caption, credit, source, rights },
    rightsUntil: rightsUntil || null,
    ...{ focalX: Number(focalX), focalY: Number(focalY) },
  };
}

/** As the form's fields; what `pictureForm` reads back. */
export function formOfPicture(picture: Picture, own: Language): Form {
  const { title, alt, caption, credit, source, rights, rightsUntil } = picture;
  const known = JSON.parse(picture.alts) as Partial<Record<Language, string>>;
  const alts = otherLanguages(own).map((language) => [altField(language), known[language] ?? '']);
  return {
    ...{ title, alt, caption, credit, source, rights, rightsUntil: rightsUntil ?? '' },
    ...{ focalX: String(picture.focalX), focalY: String(picture.focalY) },
    ...Object.fromEntries(alts),
  };
}
