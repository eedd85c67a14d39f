import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { writeWhole } from '../storage/disk.ts';
import { fieldsOf, type Sender } from './mail.ts';

/** Writes each message into a file that mail programs open; `tell` hears which. The same message again is the same file. */
export function openFiles(folder: string, tell: (file: string) => void): Sender {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async send(message) {
      const { message: content } = await transport.sendMail(fieldsOf(message));
      // Mails are nobody else's on this machine.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${message.at.replaceAll(':', '-')}-${message.id.split('@')[0]}.eml`);
      await writeWhole(file, content as Buffer);
      tell(file);
    },
    close: () => transport.close(),
  };
}
