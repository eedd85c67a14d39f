import type { Logger } from 'pino';
import type { MailConfig } from '../config/mail.ts';
import { openFiles } from './files.ts';
import type { Sender } from './mail.ts';
import { openSmtp } from './smtp.ts';

/** Names under which nobody can have mail: those of the demo's people, and of examples. Source: RFC 2606, RFC 6761. */
const reserved = /[@.](example|invalid|test|localhost)$|[@.]example\.(com|net|org)$/i;

/** By way of the mail server where there is one, into files otherwise; what could never arrive goes into files too. */
export function openSender({ server, folder }: MailConfig, log: Logger): Sender {
  const says = server
    ? 'a mail to an address that nobody has was written to a file'
    : 'a mail was written to a file, since SMTP_URL names no server';
  const files = openFiles(folder, (file) => log.info({ file }, says));
  if (!server) return files;
  const smtp = openSmtp(server);
  return {
    send: (message) => (reserved.test(message.to) ? files : smtp).send(message),
    close() {
      smtp.close();
      files.close();
    },
  };
}
