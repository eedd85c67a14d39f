import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { purgeErased } from '../comments/actions/erasing.ts';
import { erasePerson, exportPerson } from '../comments/actions/personal-data.ts';
import { emailForm } from '../comments/forms.ts';
import { isEmpty } from '../comments/personal-data.ts';
import type { Context } from '../context.ts';
import { NotFound, StartError } from '../errors.ts';
import { parseForm } from '../http/forms.ts';

const text = { type: 'string' } as const;

const emailOf = (email: string | undefined): string =>
  parseForm(emailForm('Give --email and an address like name@example.org.'), { email: email ?? '' }).email;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/**
 * Prints all that is kept of who comments under an address, as JSON, or writes it to a new file that only this account can read.
 * @throws Invalid, NotFound, and StartError where the file is there, or cannot be written
 */
export async function personDataExport(context: Context, args: string[]): Promise<void> {
  const given = parseArgs({ args, options: { email: text, file: text } }).values;
  const kept = await exportPerson(context, null, emailOf(given.email));
  if (isEmpty(kept)) throw new NotFound('Nothing is kept under this address.');
  const json = `${JSON.stringify(kept, null, 2)}\n`;
  if (given.file === undefined) return void process.stdout.write(json);
  await write(given.file, json);
  say(`Written to ${given.file}.`);
}

/**
 * Erases all of it for good, as administrators do on the pages, and waits until the database's files hold it no more.
 * @throws Invalid, NotFound, and Conflict for somebody with an account
 */
export async function personDataErase(context: Context, args: string[]): Promise<void> {
  const email = emailOf(parseArgs({ args, options: { email: text } }).values.email);
  await erasePerson(context, null, email);
  say('Erased. Under this address nothing is kept any more.');
  await purgeErased(context).catch(() => {
    say('The files of the database are in use: a running Broadsheet writes them anew by itself.');
  });
}

/** Where there is a file already, it may be anybody's. */
async function write(file: string, json: string): Promise<void> {
  try {
    await writeFile(file, json, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(
      `${file} ${code === 'EEXIST' ? 'is there already' : `cannot be written (${code})`}: name another one.`,
    );
  }
}
