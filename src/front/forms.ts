import { z } from 'zod';
import { type Form, line, parseForm } from '../http/forms.ts';
import { languages } from '../text/language.ts';
import type { NewBreaking } from './front.ts';

const fields = z.object({
  text: line(Number.POSITIVE_INFINITY, 'The text'),
  language: z.enum(languages, 'Choose the language of the text.'),
  story: line(2000, 'The address'),
  // Of "1,5" an hour and a half, as much of the world writes it.
  hours: line(20, 'The number of hours').transform((typed) =>
    typed === '' ? Number.NaN : Number(typed.replace(',', '.')),
  ),
});

/** What the strip shall say; how long it may be and how long it may stay, the action knows. @throws Invalid with a message for each wrong field */
export function breakingForm(form: Form): NewBreaking {
  const { story, ...said } = parseForm(fields, form);
  return { ...said, path: story === '' ? null : storyPath(story) };
}

/** The path of a story's address as it is copied from a browser, or typed. */
export function storyPath(address: string): string {
  const path = URL.parse(address)?.pathname ?? address;
  try {
    return decodeURI(path).normalize('NFC');
  } catch {
    return path;
  }
}
