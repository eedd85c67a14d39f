import { z } from 'zod';
import { email, line } from '../http/forms.ts';
import { passkeyLimits } from './passkey.ts';
import { passwordProblem, roles } from './person.ts';

const name = () => line(100, 'A name').refine((text) => text !== '', 'Enter a name.');

const role = () => z.enum(roles, `A role is one of ${roles.join(', ')}.`);

/** As typed: space around a password is part of it. */
const newPassword = () =>
  z
    .string()
    .default('')
    .superRefine((password, context) => {
      const message = passwordProblem(password);
      if (message) context.addIssue({ code: 'custom', message });
    });

export const signInForm = z.object({
  email: email(),
  password: z
    .string()
    .default('')
    .refine((password) => password !== '', 'Enter your password.'),
});

export const setUpForm = z.object({
  token: line(100, 'The token'),
  name: name(),
  email: email(),
  password: newPassword(),
});

export const personForm = z.object({
  name: name(),
  email: email(),
  role: role(),
  password: newPassword(),
});

export const invitationForm = z.object({ name: name(), email: email(), role: role() });

/** To somebody whose name is known here. */
export const returnForm = z.object({ email: email(), role: role() });

export const acceptanceForm = z.object({ name: name(), password: newPassword() });

export const passkeyNameForm = z.object({
  keyName: line(passkeyLimits.name, 'A name').refine((text) => text !== '', 'Enter a name.'),
});

export const resetForm = z.object({ email: email() });
