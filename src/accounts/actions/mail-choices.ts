import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { record } from '../../events/log.ts';
import { type MailKind, mailsOf } from '../mail-choice.ts';
import { setMailsOff } from '../queries/mail-choices.ts';

/** From now on somebody gets these mails, of those that their role gets, and no others. */
export async function chooseMails(context: Context, actor: Actor, wanted: readonly MailKind[]): Promise<void> {
  const at = context.now();
  const off = mailsOf(actor.role).filter((kind) => !wanted.includes(kind));
  await context.db.transaction(async (tx) => {
    await setMailsOff(tx, actor.id, off);
    await record(tx, { at, actor, action: 'person.chose_mails', subject: `person:${actor.id}`, names: [] });
  });
}
