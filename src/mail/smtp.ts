import { createTransport } from 'nodemailer';
import type { MailServer } from '../config/mail.ts';
import { fieldsOf, type Sender } from './mail.ts';

const seconds = 1000;

/** A connection for each message: mails are few, and a kept one would be dead by the next. */
export function openSmtp({ auth, ...server }: MailServer): Sender {
  const timeouts = { connectionTimeout: 15 * seconds, greetingTimeout: 15 * seconds, socketTimeout: 30 * seconds };
  const transport = createTransport({ ...server, ...timeouts, ...(auth && { auth }) });
  return {
    async send(message) {
      await transport.sendMail(fieldsOf(message));
    },
    close: () => transport.close(),
  };
}
