import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { leastPassphrase } from '../config/backup.ts';
import { StartError } from '../errors.ts';

/** Asks whoever sits at the terminal, and shows nothing of what is typed. @throws StartError where nobody does */
export async function askPassphrase(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new StartError('A passphrase is needed, and nobody is there to type it: set BACKUP_PASSPHRASE.');
  }
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
  const typing = createInterface({ input: process.stdin, output: nothing, terminal: true });
  process.stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      typing.question('', resolve);
      typing.once('close', () => reject(new StartError('No passphrase was given.')));
    });
  } finally {
    process.stderr.write('\n');
    typing.close();
  }
}

/** Asks twice. @throws StartError where the two differ, or it is too short */
export async function askNewPassphrase(): Promise<string> {
  const passphrase = await askPassphrase('Passphrase for the backup: ');
  if (passphrase.length < leastPassphrase) {
    throw new StartError(`A passphrase has at least ${leastPassphrase} characters.`);
  }
  if ((await askPassphrase('The same again: ')) !== passphrase) throw new StartError('The two passphrases differ.');
  return passphrase;
}
