import type { Server } from 'node:http';
import { issueSetUpToken } from '../accounts/actions/set-up.ts';
import { indexMissing, rebuildIfOutdated } from '../articles/actions/rebuild.ts';
import { prepareDemo } from '../cli/demo-load.ts';
import { eraseAgain } from '../comments/actions/erasing.ts';
import { indexMissingComments } from '../comments/actions/indexing.ts';
import type { Context } from '../context.ts';
import { whileHeld } from '../db/leases.ts';

/** So long others wait for a process that died while it prepared the newsroom, in milliseconds. */
const term = 6000;

/**
 * What is done once before anybody is answered, by one process of all that start at the same time on one database.
 * @returns lines that tell how to sign in to the demo; none where this is no demo
 */
export function prepare(context: Context): Promise<string[]> {
  return whileHeld(context.db, { name: 'start', term }, async () => {
    await rebuildIfOutdated(context);
    await eraseAgain(context);
    await indexMissing(context);
    await indexMissingComments(context);
    return context.config.demo ? prepareDemo(context) : [];
  });
}

/** Where the site is, for whoever started it. */
export async function sayHello(context: Context, server: Server, signIns: string[]): Promise<void> {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : context.config.port;
  const site = context.config.siteUrl.replace(/:0$/, `:${port}`);
  const lines = [`Broadsheet is running at ${site}`, `Newsroom: ${site}/admin`, ...signIns];
  const token = await issueSetUpToken(context);
  if (token) lines.push(`Make the first administrator, once: ${site}/admin/set-up?token=${token}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
