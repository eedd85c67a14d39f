import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
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

/** Removes what was written for an address. */
export async function forgetFiles(folder: string, address: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names.filter((each) => each.endsWith('.eml'))) {
    const [head = ''] = (await readFile(join(folder, name), 'utf8')).split('\r\n\r\n', 1);
    const [, to = ''] = /^To: *<?([^>\r\n]*)>?\r?$/im.exec(head) ?? [];
    if (to.toLowerCase() === address.toLowerCase()) await rm(join(folder, name));
  }
}
