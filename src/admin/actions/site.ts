import type { Context } from '../../context.ts';
import { type Site, writeSetting } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { canChangeSettings } from '../policy.ts';

/**
 * Says what the newsroom is, on every page. What is not in `change` stays. Addresses hold dates: in a new zone a story near
 * midnight may get another one when its changes are published, and the old one leads on to it.
 * @param actor null on the command line
 * @throws Forbidden
 */
export async function setSite(context: Context, actor: Actor | null, change: Partial<Site>): Promise<void> {
  if (actor && !canChangeSettings(actor))
    throw new Forbidden('Your role does not include this. An administrator can do it.');
  await context.db.transaction(async (tx) => {
    for (const [key, value] of Object.entries(change)) await writeSetting(tx, key, value);
    const names = ['site', 'front'];
    await record(tx, { at: context.now(), actor, action: 'site.set', subject: 'site', names });
  });
}

/**
 * Has every page that is kept, in all processes and on all machines, made anew: for whoever changed something past the program.
 * @throws Forbidden
 */
export async function emptyPages(context: Context, actor: Actor): Promise<void> {
  if (!canChangeSettings(actor)) throw new Forbidden('Your role does not include this. An administrator can do it.');
  const happened = { at: context.now(), actor, action: 'site.pages_emptied', subject: 'site', names: ['site'] };
  await context.db.transaction((tx) => record(tx, happened));
}
