import { z } from 'zod';
import { type Form, line, parseForm } from '../../http/forms.ts';
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
