import type { Levels } from '../../articles/article/checks.ts';
import { writeLevels } from '../../articles/queries/checks.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { canChangeSettings } from '../policy.ts';

/** Says which checks block, which are said only, and which are not looked at. @throws Forbidden */
export async function setLevels(context: Context, actor: Actor, levels: Levels): Promise<void> {
  if (!canChangeSettings(actor)) throw new Forbidden('Your role does not include this. An administrator can do it.');
  await context.db.transaction(async (tx) => {
    await writeLevels(tx, levels);
    await record(tx, { at: context.now(), actor, action: 'site.checks_set', subject: 'site', names: [] });
  });
}
