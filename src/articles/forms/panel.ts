import { z } from 'zod';
import { type Form, line, parseForm } from '../../http/forms.ts';
import { slugify } from '../../text/slug.ts';
import { type CheckName, checkNames } from '../article/checks.ts';
import { commentsModes, limits } from '../article.ts';
import { id } from '../forms.ts';

const panel = z.object({
  kind: z.enum(['fix', 'update', 'correction'], 'Say what kind of change it is.').default('fix'),
  note: line(limits.note, 'The note'),
  revision: id,
  when: z.enum(['now', 'later'], 'Say when it is to come out.').default('now'),
  at: line(40, 'The time'),
  comments: z.enum(commentsModes, 'Choose whether readers may comment.').optional(),
  // Asked for only where the address is another story's.
  slug: line(200, 'The address ending').transform((text) => slugify(text) || undefined),
});

/** Of a check on the panel: why it is passed over. */
export const passField = (name: CheckName): string => `pass-${name}`;

const passes = z.object(
  Object.fromEntries(checkNames.map((name) => [passField(name), line(limits.note, 'The reason')])),
);

/** The panel on which a story is published. @throws Invalid */
export function panelForm(form: Form) {
  const given = parseForm(passes, form);
  const reasons = Object.fromEntries(checkNames.map((name) => [name, given[passField(name)] ?? '']));
  return { ...parseForm(panel, form), reasons: reasons as Partial<Record<CheckName, string>> };
}
