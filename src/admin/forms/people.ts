import { z } from 'zod';
import { type Contributor, personLimits, roles } from '../../accounts/person.ts';
import { type Form, line, parseForm, prose } from '../../http/forms.ts';

const said = {
  name: line(personLimits.name, 'The name').refine((text) => text !== '', 'Enter a name.'),
  // As people copy it: with its slashes.
  slug: line(200, 'The address').transform((text) => text.replace(/\/+$/, '').replace(/^.*\//, '')),
  bio: prose(personLimits.bio, 'The biography').transform((text) => text.trim()),
};

const id = z
  .string()
  .default('')
  .transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : null));

const person = z.object({
  ...said,
  pictureId: id,
  removePicture: z.string().optional(),
  role: z.enum(roles, `A role is one of ${roles.join(', ')}.`).optional(),
});

/** @throws Invalid with a message for each wrong field */
export function personForm(form: Form) {
  const { slug: address, removePicture, pictureId, role, ...known } = parseForm(person, form);
  return { ...known, address, pictureId: removePicture ? null : pictureId, role: role ?? null };
}

/** @throws Invalid with a message for each wrong field */
export function guestForm(form: Form) {
  const { slug: address, ...known } = parseForm(z.object(said), form);
  return { ...known, address };
}

/** As the form's fields; what these functions read back. */
export const formOfPerson = ({ name, slug, bio, pictureId, role }: Contributor): Form => ({
  ...{ name, slug, bio },
  pictureId: pictureId === null ? '' : String(pictureId),
  ...(role && { role }),
});
