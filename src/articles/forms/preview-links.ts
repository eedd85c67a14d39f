import { z } from 'zod';
import { type Form, line, parseForm } from '../../http/forms.ts';
import { previewDays, previewLimits } from '../article/preview-link.ts';

const making = z.object({
  previewFor: line(previewLimits.recipient, 'The name').refine((name) => name !== '', 'Say for whom the link is.'),
  previewDays: z
    .string()
    .default('')
    .transform(Number)
    .refine((days) => previewDays.some((each) => each === days), 'Choose for how long it works.'),
});

/** @throws Invalid */
export function previewLinkForm(form: Form): { recipient: string; days: number } {
  const { previewFor: recipient, previewDays: days } = parseForm(making, form);
  return { recipient, days };
}
