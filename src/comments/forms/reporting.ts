import { z } from 'zod';
import { type Form, parseForm, prose } from '../../http/forms.ts';
import type { Words } from '../../text/language.ts';
import { type CommentReport, noteLimit, reportReasons } from '../reported.ts';

/** @throws Invalid in the reader's language; what stands in the field that nobody sees is said of the form as a whole */
export function commentReportForm(form: Form, { flags, errors }: Words): CommentReport {
  const schema = z.object({
    reason: z.enum(reportReasons, { error: flags.reasonMissing }),
    // Lengths are looked at here, so that the message is in the reader's language.
    note: prose(Number.POSITIVE_INFINITY, '')
      .transform((text) => text.replace(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/g, '').trim())
      .refine((text) => text.length <= noteLimit, flags.noteTooLong(noteLimit)),
    website: z
      .string()
      .default('')
      .refine((trap) => trap.trim() === '', errors.trapFilled),
  });
  const { reason, note } = parseForm(schema, form);
  return { reason, note };
}
