import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import { passwordLimits, resetMinutes } from '../person.ts';
import type { Refusal } from './second-step.ts';

const page = { layout: 'sheet', language: 'en' } as const;

export const passwordRule = `At least ${passwordLimits.least} characters. A short sentence is good.`;

interface Asked {
  email: string;
  /** The mail is on its way, if there is anybody to have it. */
  isSent: boolean;
  refusal: Refusal | null;
}

/** Where somebody asks for a link who has forgotten the password. */
export function askResetPage({ name }: Site, { email, isSent, refusal }: Asked): Page {
  const sent = `If there is an account with that address, a mail is on its way to it. Its link works once, for ${resetMinutes} minutes.`;
  const model = { siteName: name, email, sent: isSent ? sent : null, error: refusal?.message ?? null };
  return { ...page, view: 'accounts/ask-reset', title: 'Another password', status: refusal?.status ?? 200, model };
}

interface Choosing {
  token: string;
  email: string;
  refusal: Refusal | null;
}

/** Where the link leads. The password is never sent back. */
export function resetPage({ name }: Site, { token, email, refusal }: Choosing): Page {
  const model = {
    ...{ siteName: name, action: `/admin/reset/${token}`, email, passwordRule },
    ...{ error: refusal?.message ?? null },
  };
  return { ...page, view: 'accounts/reset', title: 'Another password', status: refusal?.status ?? 200, model };
}

/** What to do with a link that is worth nothing. */
export function resetOverPage({ name }: Site): Page {
  return { ...page, view: 'accounts/reset-over', title: 'Another password', status: 404, model: { siteName: name } };
}

/** Where whoever is signed in chooses another one. Neither is sent back. */
export function ownPasswordPage(
  { name }: Site,
  { email, errors, status }: { email: string; errors: FieldErrors; status: number },
): Page {
  const model = {
    ...{ siteName: name, email, passwordRule },
    errors: { password: errors.password ?? errors[''] ?? null, newPassword: errors.newPassword ?? null },
  };
  return { ...page, view: 'accounts/own-password', title: 'Change the password', status, model };
}
