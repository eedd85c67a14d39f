import type { Context } from '../../context.ts';
import { forgetNetworks, hasOldKeys } from '../queries/networks.ts';

/** The sweep: where comments came from is forgotten when its time is over. Nobody sees a difference, so it is no event. */
export async function sweepComments(context: Context): Promise<void> {
  // A look costs nobody anything; a transaction holds up those who write.
  if (!(await hasOldKeys(context.db.reader, context.now()))) return;
  await context.db.transaction((tx) => forgetNetworks(tx, context.now()));
}
