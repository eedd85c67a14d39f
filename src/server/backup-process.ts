import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import type { Order } from './backups.ts';

/* Makes one backup, after everybody who answers readers, and ends. */

// Before all else is loaded, which is as much work as a part of the backup.
setPriority(constants.priority.PRIORITY_LOW);
const [{ config, now }] = (await once(process, 'message')) as [Order];
const { keepBackup } = await import('../backup/keep.ts');
const { openDatabase } = await import('../db/database.ts');
const { openStorage } = await import('../storage/open.ts');

const storage = await openStorage(config);
const db = openDatabase(config.database, { connections: { writers: 1, readers: 1 } });
try {
  const { to, passphrase } = config.backup;
  const silent = { copied: () => undefined, begin: () => undefined, done: () => undefined };
  const keeping = { config, db, storage, now: () => now };
  const { damaged } = to ? await keepBackup(keeping, to, { passphrase, ...silent }) : { damaged: [] };
  if (damaged.length > 0) throw new Error(`it is made, but of damaged files: ${damaged.slice(0, 10).join(', ')}`);
} catch (error) {
  process.stderr.write((error as Error).message);
  process.exitCode = 1;
} finally {
  await db.close();
  storage.close();
  process.disconnect?.();
}
