import type { Actor } from '../../db/tables.ts';
import type { Page } from '../../http/render.ts';
import { type MailKind, mailOccasions, mailsOf } from '../mail-choice.ts';
import { hasAny, recoveryCount, type SecondSteps } from '../second-step.ts';
import { roleNames } from './people.ts';

interface Shown {
  off: readonly MailKind[];
  steps: SecondSteps;
  notice: string | null;
}

/** Who somebody is here, how they sign in, and which mails they get. */
export function accountPage(actor: Actor, { off, steps, notice }: Shown): Page {
  const mails = mailsOf(actor.role).map((kind) => ({
    ...{ name: kind, label: `${mailOccasions[kind].charAt(0).toUpperCase()}${mailOccasions[kind].slice(1)}` },
    checked: !off.includes(kind),
  }));
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    ...{ name: actor.name, email: actor.email, role: roleNames[actor.role], mails },
    ways: waysIn(steps),
    codes: hasAny(steps) ? codesOf(steps) : null,
  };
  return { layout: 'newsroom', language: 'en', view: 'accounts/account', title: 'Your account', model };
}

/** How they sign in beside the password, and where that is changed. */
const waysIn = ({ appSince, passkeys }: SecondSteps) => [
  { title: 'Password', href: '/admin/account/password', label: 'Change', says: 'Known to you alone.' },
  {
    ...{ title: 'App for codes', href: '/admin/account/second-step' },
    ...(appSince === null
      ? { says: 'Off. An app on your telephone makes a code, which is asked for after the password.', label: 'Set up' }
      : { says: 'On: a code of your app after the password.', label: 'Change' }),
  },
  {
    ...{ title: 'Passkeys', href: '/admin/account/passkeys' },
    ...(passkeys === 0
      ? { says: 'None. A device of yours signs you in by your finger, face or its number.', label: 'Add one' }
      : { says: passkeys === 1 ? 'One.' : `${passkeys}.`, label: 'See them' }),
  },
  {
    ...{ title: 'Sessions', href: '/admin/account/sessions', label: 'See them' },
    says: 'Where you are signed in, and since when. You can end one or all others.',
  },
];

const codesOf = ({ codesLeft }: SecondSteps) => ({
  says: codesLeft === 0 ? 'None is left. Make new ones, in case you lose the rest.' : leftOf(codesLeft),
  isFew: codesLeft <= 2,
});

const leftOf = (left: number): string => (left === 1 ? 'One is left.' : `${left} of ${recoveryCount} are left.`);
