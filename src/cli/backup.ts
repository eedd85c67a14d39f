import { stat } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Made, makeBackup } from '../backup/make.ts';
import type { Context } from '../context.ts';
import { Invalid, StartError } from '../errors.ts';
import { findNamedFiles } from '../media/queries/named-files.ts';
import { askNewPassphrase } from './passphrase.ts';
import { createBar, filesOf, megabytes } from './progress.ts';

const options = { encrypt: { type: 'boolean' } } as const;

/**
 * Writes all of the newsroom into one file, while the site runs.
 * @throws StartError where no new file is named; Invalid where files are damaged or missing, once the backup is made
 */
export async function backup(context: Context, args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new StartError('Name one file to write: backup FILE');
  const path = resolve(file);
  await requireNew(path);
  const given = context.config.backup.passphrase;
  const passphrase = given ?? (values.encrypt ? await askNewPassphrase() : null);
  const made = await backUp(context, path, passphrase);
  const { size } = await stat(path);
  const sealed =
    passphrase === null
      ? ' Whoever has it can read everything: keep it where only you can.'
      : ', sealed with the passphrase.';
  process.stdout.write(
    `${path}: the database and ${filesOf(made.files)}, ${megabytes(size)} MB${passphrase === null ? '.' : ''}${sealed}\n`,
  );
  await requireWhole(context, made);
}

/** The same with a bar where somebody watches, after everybody who answers readers. */
export async function backUp(context: Context, path: string, passphrase: string | null): Promise<Made> {
  setPriority(constants.priority.PRIORITY_LOW);
  const bar = createBar('{doing}  {eta_formatted} left');
  let part = 0;
  const copied = (until: number) => {
    if (part === 0) bar.begin(1, { doing: 'database' });
    bar.add(until - part, { doing: 'database' });
    part = until;
  };
  const begin = (bytes: number) => {
    bar.end();
    bar.begin(bytes, { doing: 'all into one file' });
  };
  return makeBackup(context, path, { passphrase, copied, begin, done: bar.add }).finally(bar.end);
}

async function requireNew(path: string): Promise<void> {
  if (await stat(path).catch(() => null)) throw new StartError(`${path} is there already: name a file that is not.`);
  const folder = await stat(dirname(path)).catch(() => null);
  if (!folder?.isDirectory()) throw new StartError(`There is no folder ${dirname(path)}: make it first.`);
}

/** A backup is as good as what it was made of. */
async function requireWhole({ db, storage }: Context, { damaged }: Made): Promise<void> {
  const lost: string[] = [];
  for (const name of await findNamedFiles(db.reader)) if (!(await storage.open(name))) lost.push(name);
  if (damaged.length + lost.length === 0) return;
  throw new Invalid({
    '': `The backup was made, but of files that are damaged or missing here: ${[...damaged, ...lost].slice(0, 10).join(', ')}. verify names all.`,
  });
}
