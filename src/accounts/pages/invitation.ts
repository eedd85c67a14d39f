import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime, zoneLabel } from '../../text/dates.ts';
import type { Invitation, Standing } from '../invitation.ts';
import { passwordLimits } from '../person.ts';
import { roleNames } from './people.ts';

const page = { layout: 'sheet', language: 'en' } as const;

export interface AcceptanceState {
  token: string;
  invitation: Invitation;
  /** As it was typed. */
  name: string;
  errors: FieldErrors;
  status: number;
}

/** Where somebody who was invited makes their account. The password is never sent back. */
export function invitationPage(site: Site, { token, invitation, name, errors, status }: AcceptanceState): Page {
  const items = Object.entries(errors).map(([field, message]) => ({ href: `#${field || 'password'}`, message }));
  const model = {
    siteName: site.name,
    action: `/admin/invitation/${token}`,
    email: invitation.email,
    role: roleNames[invitation.role].toLowerCase(),
    until: `${longDateTime(invitation.expiresAt, { zone: site.zone, language: 'en' })} (${zoneLabel(site.zone, invitation.expiresAt)})`,
    name,
    passwordRule: `At least ${passwordLimits.least} characters. A short sentence is good.`,
    summary: items.length === 0 ? null : { title: 'The account was not made. Please look at:', items },
    errors: { name: errors.name ?? null, password: errors.password ?? null },
  };
  return { ...page, view: 'accounts/invitation', title: 'Your invitation', status, model };
}

type Over = Exclude<Standing, 'open'> | 'unknown';

const askAnew = 'Ask whoever invited you for a new one: an administrator can send it again.';
const overTexts: Record<Over, { heading: string; text: string; status: number }> = {
  expired: { heading: 'This invitation has expired', text: askAnew, status: 410 },
  used: {
    heading: 'This invitation was used',
    text: 'The account is made. Sign in with your email and the password that you chose. If that was not you, tell an administrator at once.',
    status: 410,
  },
  revoked: {
    heading: 'This invitation was withdrawn',
    text: 'It does not work any more. If you think that this is a mistake, ask whoever invited you.',
    status: 410,
  },
  replaced: {
    heading: 'There is a newer invitation',
    text: 'You were sent another mail since. Please use the link in the newest one.',
    status: 410,
  },
  unknown: {
    heading: 'This is no invitation',
    text: `Check that you opened the whole address of the mail; it may have been broken into two lines. ${askAnew}`,
    status: 404,
  },
};

/** What to do with a link that is worth nothing. */
export function invitationOverPage(site: Site, over: Over): Page {
  const { heading, text, status } = overTexts[over];
  const model = { siteName: site.name, heading, text, canSignIn: over === 'used' };
  return { ...page, view: 'accounts/invitation-over', title: heading, status, model };
}
