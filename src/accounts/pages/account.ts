import type { Actor } from '../../db/tables.ts';
import type { Page } from '../../http/render.ts';
import { type MailKind, mailOccasions, mailsOf } from '../mail-choice.ts';
import type { SecondStep } from '../second-step.ts';
import { roleNames } from './people.ts';

interface Shown {
  off: readonly MailKind[];
  step: SecondStep | null;
  notice: string | null;
}

/** Who somebody is here, how they sign in, and which mails they get. */
export function accountPage(actor: Actor, { off, step, notice }: Shown): Page {
  const mails = mailsOf(actor.role).map((kind) => ({
    ...{ name: kind, label: `${mailOccasions[kind].charAt(0).toUpperCase()}${mailOccasions[kind].slice(1)}` },
    checked: !off.includes(kind),
  }));
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    ...{ name: actor.name, email: actor.email, role: roleNames[actor.role], mails },
    ways: [
      {
        ...{ title: 'Second step', href: '/admin/account/second-step' },
        ...(step
          ? { says: 'On: a code of your app after the password.', label: 'Change' }
          : { says: 'Off: your password alone opens your account.', label: 'Set up' }),
      },
    ],
  };
  return { layout: 'newsroom', language: 'en', view: 'accounts/account', title: 'Your account', model };
}
