import { parseArgs } from 'node:util';
import * as stories from '../articles/actions/rebuild.ts';
import type { Context } from '../context.ts';

/** Makes the reading side again, telling how far it is where somebody watches. */
export async function rebuild(context: Context, args: string[]): Promise<void> {
  parseArgs({ args });
  const watched = process.stderr.isTTY;
  const count = await stories.rebuild(context, (done, total) => {
    if (watched) process.stderr.write(`\r${done} of ${total} stories`);
  });
  if (watched && count > 0) process.stderr.write('\n');
  process.stdout.write(`The reading side holds ${count} ${count === 1 ? 'story' : 'stories'} again.\n`);
}
