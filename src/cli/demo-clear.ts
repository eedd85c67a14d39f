import { parseArgs } from 'node:util';
import type { Contributor } from '../accounts/person.ts';
import { findContributors } from '../accounts/queries/contributors.ts';
import type { Context } from '../context.ts';
import { emptyTables } from '../db/empty.ts';
import { readSetting, writeSetting } from '../db/settings.ts';
import { StartError } from '../errors.ts';
import { record } from '../events/log.ts';
import { removeUnnamed } from '../media/actions/stored.ts';
import { findNamedFiles } from '../media/queries/named-files.ts';
import { letGo } from '../media/queries/unnamed-files.ts';
import { readDemoNewsroom } from './demo-newsroom.ts';

const options = { everything: { type: 'boolean' } } as const;

/** Empties a database that the demo filled. @throws StartError where it is no demo's, or has people of its own */
export async function demoClear(context: Context, args: string[]): Promise<void> {
  const { everything } = parseArgs({ args, options }).values;
  await clearDemo(context, { everything, forGood: true });
  process.stdout.write('The newsroom is empty. The demo will not come back by itself; demo:load loads it.\n');
}

/**
 * Takes out all there is, pictures included. `everything`: also where there are people whom the demo did not bring;
 * `forGood`: the next start does not load the demo again.
 * @throws StartError as demoClear does
 */
export async function clearDemo(context: Context, { everything = false, forGood = false } = {}): Promise<void> {
  const state = await readSetting(context.db.reader, 'demo');
  if (state !== 'loaded' && state !== 'loading') {
    throw new StartError('This is not the demo newsroom, so nothing was removed.');
  }
  const demo = await readDemoNewsroom();
  const known = new Set(demo.people.flatMap(({ email, slug }) => [email, slug]));
  // Whoever left has no address any more.
  const isKnown = ({ email, slug, standing }: Contributor) => known.has(standing === 'left' ? slug : (email ?? ''));
  const files = await context.db.transaction(async (tx) => {
    const others = (await findContributors(tx)).filter((person) => !isKnown(person));
    if (others.length > 0 && !everything) throw refuse(others.map(({ name }) => name));
    const found = await findNamedFiles(tx);
    await emptyTables(tx, context.db.dialect);
    await letGo(tx, found, context.now());
    if (forGood) await writeSetting(tx, 'demo', 'cleared');
    const names = ['site', 'front'];
    await record(tx, { at: context.now(), actor: null, action: 'demo.cleared', subject: 'site', names });
    return found;
  });
  await removeUnnamed(context, files);
}

function refuse(names: string[]): StartError {
  return new StartError(
    `The demo did not bring ${names.join(', ')}, so there may be work here that is nobody's demo. Nothing was removed. To remove it all the same: demo:clear --everything`,
  );
}
