import { z } from 'zod';
import { type Form, line, parseForm } from '../../http/forms.ts';
import { type TrackKind, trackKinds } from '../../media/recording/track.ts';
import { type Recording, recordingLimits, type SaidOfRecording } from '../../media/recording.ts';

const poster = line(200, 'The number')
  .transform((text) => text.replace(/^.*\/admin\/media\//, ''))
  .refine(
    (text) => /^\d{0,15}$/.test(text),
    'Give the number of a picture of the library, or the address of its page here.',
  )
  .transform((text) => (text === '' ? null : Number(text)));

const said = z.object({
  title: line(recordingLimits.text, 'The title').refine((text) => text !== '', 'Say in a few words what it is.'),
  caption: line(recordingLimits.text, 'The caption'),
  credit: line(recordingLimits.text, 'The credit'),
  source: line(recordingLimits.text, 'The source'),
  poster,
  canDownload: z
    .string()
    .optional()
    .transform((text) => text !== undefined && text !== ''),
});

/** @throws Invalid with a message for each wrong field */
export function recordingForm(form: Form): SaidOfRecording {
  const { poster: posterId, ...rest } = parseForm(said, form);
  return { ...rest, posterId };
}

/** As the form's fields; what `recordingForm` reads back. */
export const formOfRecording = ({ title, caption, credit, source, posterId, canDownload }: Recording): Form => ({
  ...{ title, caption, credit, source, poster: posterId === null ? '' : String(posterId) },
  ...(canDownload ? { canDownload: 'on' } : {}),
});

const track = z.object({
  trackKind: z.enum(trackKinds, 'Choose what the text is.'),
  trackLanguage: line(35, 'The language').transform((tag, context) => {
    const name = languageTag(tag);
    if (name === null) context.addIssue('Give the tag of the language: en, ar, pt-BR.');
    return name ?? '';
  }),
});

/** Null for what is none. Source: BCP 47. */
function languageTag(tag: string): string | null {
  try {
    return tag === '' ? null : (Intl.getCanonicalLocales(tag)[0] ?? null);
  } catch {
    return null;
  }
}

/** @throws Invalid with a message for each wrong field */
export function trackForm(form: Form): { kind: TrackKind; language: string } {
  const { trackKind: kind, trackLanguage: language } = parseForm(track, form);
  return { kind, language };
}
