import { parseArgs } from 'node:util';
import { readStorageUrl, storageTakes } from '../config/storage.ts';
import type { Context } from '../context.ts';
import { NotFound, StartError } from '../errors.ts';
import { findNamedFiles } from '../media/queries/named-files.ts';
import { copyFiles, listOf, type Moved, type Progress } from '../storage/move.ts';
import { openStorage } from '../storage/open.ts';
import type { Storage } from '../storage/storage.ts';
import { createBar, filesOf, megabytes } from './progress.ts';

/**
 * Copies every file into another storage, while the site runs. Cut off or begun again, it goes on with what is missing.
 * @throws StartError where --to is no storage, or this one; NotFound where files that the library names are missing afterwards
 */
export async function storageMove(context: Context, args: string[]): Promise<void> {
  const url = parseArgs({ args, options: { to: { type: 'string' } } }).values.to ?? '';
  const to = await openOther(context, url);
  try {
    const bar = watching();
    const moved = await copyFiles({ from: context.storage, to, ...bar }).finally(bar.end);
    process.stdout.write(`${report(moved, url)}\n`);
    await requireAll(context, to, moved);
  } finally {
    to.close();
  }
}

async function openOther({ config }: Context, url: string): Promise<Storage> {
  const storage = readStorageUrl(url);
  if (!storage) throw new StartError(`--to takes ${storageTakes}.`);
  if (JSON.stringify(storage) === JSON.stringify(config.storage)) {
    throw new StartError('Files are there already: --to takes another place than STORAGE_URL.');
  }
  return openStorage({ storage, storageKeys: config.storageKeys });
}

/** Where somebody watches. */
function watching() {
  const bar = createBar('{files} of {all} files, {megabytes} MB  {eta_formatted} left');
  const seen = { files: 0, bytes: 0 };
  return {
    begin: (all: Progress) => bar.begin(all.bytes + all.files, { files: 0, all: all.files, megabytes: '0.0' }),
    done(part: Progress) {
      seen.files += part.files;
      seen.bytes += part.bytes;
      bar.add(part.bytes + part.files, { files: seen.files, megabytes: megabytes(seen.bytes) });
    },
    end: bar.end,
  };
}

function report({ copied, kept, damaged, others }: Moved, url: string): string {
  const lines = [
    `${filesOf(copied.files)} copied (${megabytes(copied.bytes)} MB); ${kept} were there already. Nothing was removed where they came from.`,
  ];
  if (others > 0) lines.push(`In the other place alone: ${filesOf(others)}, there before or removed here since.`);
  if (damaged.length > 0) lines.push(`Damaged here, and not copied: ${filesOf(damaged.length)}, ${someOf(damaged)}.`);
  lines.push(
    'Next: stop the site, run this once more for what came meanwhile, and start it with',
    `STORAGE_URL=${url}`,
  );
  return lines.join('\n');
}

/** What the library names has to be there. */
async function requireAll(context: Context, to: Storage, { damaged }: Moved): Promise<void> {
  const there = new Set((await listOf(to)).map(({ name }) => name));
  const missing = (await findNamedFiles(context.db.reader)).filter((name) => !there.has(name));
  const lost: string[] = [];
  // One that was added or removed meanwhile is no loss.
  for (const name of missing) if (damaged.includes(name) || !(await context.storage.open(name))) lost.push(name);
  const later = missing.length - lost.length;
  if (later > 0) process.stdout.write(`${filesOf(later)} came meanwhile, and will be copied the next time.\n`);
  if (lost.length > 0) {
    throw new NotFound(
      `Lost where they were, though the library names them: ${filesOf(lost.length)}, ${someOf(lost)}.`,
    );
  }
}

const someOf = (names: string[]) => names.slice(0, 10).join(', ') + (names.length > 10 ? ' and others' : '');
