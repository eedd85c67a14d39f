import type { Actor } from '../../db/tables.ts';
import type { Page } from '../../http/render.ts';
import { type MailKind, mailOccasions, mailsOf } from '../mail-choice.ts';
import { roleNames } from './people.ts';

/** Who somebody is here, and which mails they get. */
export function accountPage(actor: Actor, { off, notice }: { off: readonly MailKind[]; notice: string | null }): Page {
  const mails = mailsOf(actor.role).map((kind) => ({
    ...{ name: kind, label: `${mailOccasions[kind].charAt(0).toUpperCase()}${mailOccasions[kind].slice(1)}` },
    checked: !off.includes(kind),
  }));
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    ...{ name: actor.name, email: actor.email, role: roleNames[actor.role], mails },
  };
  return { layout: 'newsroom', language: 'en', view: 'accounts/account', title: 'Your account', model };
}
