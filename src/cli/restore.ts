import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { restoreBackup } from '../backup/restore.ts';
import type { Config } from '../config.ts';
import { StartError } from '../errors.ts';
import { askPassphrase } from './passphrase.ts';
import { createBar, filesOf } from './progress.ts';

/**
 * Puts the newsroom of a backup back, into a database and a storage that are empty.
 * @throws StartError as restoreBackup does
 */
export async function restore(config: Config, args: string[]): Promise<void> {
  const [file, ...others] = parseArgs({ args, allowPositionals: true }).positionals;
  if (file === undefined || others.length > 0) throw new StartError('Name the file to restore: restore FILE');
  const bar = createBar('{doing}  {eta_formatted} left');
  const bytes = (await stat(file).catch(() => null))?.size ?? 0;
  let seen = 0;
  bar.begin(2 * bytes, { doing: 'looking' });
  const done = (count: number) => {
    seen += count;
    bar.add(count, { doing: seen > bytes ? 'restoring' : 'looking' });
  };
  const passphrase = async () => config.backup.passphrase ?? (await askPassphrase('Passphrase of the backup: '));
  const { about, manifest } = await restoreBackup(file, { config, passphrase, done }).finally(bar.end);
  const files = manifest.files.filter(({ name }) => name.startsWith('files/')).length;
  process.stdout.write(
    `Restored: the newsroom as it was at ${about.madeAt}, with ${filesOf(files)}. Start the site, then run verify${manifest.event ? ` --event ${manifest.event}` : ''}.\n`,
  );
}
