import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keepBackup } from '../backup/keep.ts';
import { type Made, makeBackup, type Wanted } from '../backup/make.ts';
import { backupsTake, readBackupsPlace } from '../config/backup.ts';
import type { StorageConfig } from '../config/storage.ts';
import type { Context } from '../context.ts';
import { Invalid, StartError } from '../errors.ts';
import { findNamedFiles } from '../media/queries/named-files.ts';
import { askNewPassphrase } from './passphrase.ts';
import { createBar, filesOf, megabytes } from './progress.ts';

const options = { encrypt: { type: 'boolean' }, to: { type: 'string' } } as const;

/**
 * Writes all of the newsroom into one file, while the site runs: the one that is named, or a new one in a place where backups are kept.
 * @throws StartError where no new file and no place is named; Invalid where files are damaged or missing, once the backup is made
 */
export async function backup(context: Context, args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file, ...others] = positionals;
  const place = values.to === undefined ? context.config.backup.to : readBackupsPlace(values.to);
  if (values.to !== undefined && !place) throw new StartError(`--to takes ${backupsTake}.`);
  if (others.length > 0 || (file !== undefined && values.to !== undefined) || (file === undefined && !place)) {
    throw new StartError(
      'Name one file to write, or the place where backups are kept: backup FILE, or backup --to FOLDER',
    );
  }
  if (file !== undefined) await requireNew(resolve(file));
  const passphrase = context.config.backup.passphrase ?? (values.encrypt ? await askNewPassphrase() : null);
  const { wanted, end } = watching(passphrase);
  const making =
    file === undefined && place ? keepIn(context, place, wanted) : makeAt(context, resolve(file ?? ''), wanted);
  const { said, made } = await making.finally(end);
  const sealed =
    passphrase === null
      ? 'Whoever has it can read everything: keep it where only you can.'
      : 'It is sealed with the passphrase.';
  process.stdout.write(`${said} ${sealed}\n`);
  await requireWhole(context, made);
}

interface Said {
  said: string;
  made: Made;
}

async function makeAt(context: Context, path: string, wanted: Wanted): Promise<Said> {
  const made = await makeBackup(context, path, wanted);
  const size = megabytes((await stat(path)).size);
  return { said: `${path}: the database and ${filesOf(made.files)}, ${size} MB.`, made };
}

async function keepIn(context: Context, place: StorageConfig, wanted: Wanted): Promise<Said> {
  const made = await keepBackup(context, place, wanted);
  const removed = made.removed.length === 0 ? '' : ` Removed, since their time was over: ${made.removed.join(', ')}.`;
  return { said: `${made.name}: the database and ${filesOf(made.files)}.${removed}`, made };
}

/** A bar where somebody watches. */
function watching(passphrase: string | null): { wanted: Wanted; end(): void } {
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
  return { wanted: { passphrase, copied, begin, done: bar.add }, end: bar.end };
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
