import { z } from 'zod';
import { type PreviewAnswerKind, previewLimits } from '../../articles/article/preview-link.ts';
import { type Form, line, parseForm, prose } from '../../http/forms.ts';
import type { Words } from '../../text/language.ts';

// Lengths are looked at here, so that the messages are in the reader's language.
const any = Number.POSITIVE_INFINITY;
const invisible = /[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/g;

const answering = ({ previews: { errors } }: Words, kind: PreviewAnswerKind) =>
  z.object({
    name: line(any, '')
      .refine((name) => /[\p{L}\p{N}]/u.test(name), errors.nameMissing)
      .refine((name) => name.length <= previewLimits.name, errors.nameTooLong(previewLimits.name)),
    remark: prose(any, '')
      .transform((text) => text.replace(invisible, '').trim())
      .refine((text) => kind === 'approval' || /[\p{L}\p{N}\p{S}\p{P}]/u.test(text), errors.noteMissing)
      .refine((text) => text.length <= previewLimits.text, errors.noteTooLong(previewLimits.text)),
    revision: z
      .string()
      .default('')
      .transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : 0)),
  });

/** What somebody says by a link. @throws Invalid in the language of the story */
export function previewAnswerForm(form: Form, words: Words) {
  const kind: PreviewAnswerKind = form.press === 'approve' ? 'approval' : 'note';
  const { name, remark, revision } = parseForm(answering(words, kind), form);
  return { kind, name, text: remark, revisionId: revision };
}
