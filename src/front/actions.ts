import { canPublish } from '../articles/policy.ts';
import { findStory } from '../articles/queries/reading.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { deleteSetting, writeSetting } from '../db/settings.ts';
import type { Actor } from '../db/tables.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../events/log.ts';
import { later } from '../text/moments.ts';
import { type Breaking, breakingLimits, type NewBreaking } from './front.ts';

/**
 * Puts the strip over every reader page, instead of one that is there, until its time is over.
 * @throws Forbidden, Invalid
 */
export async function setBreaking(context: Context, actor: Actor, breaking: NewBreaking): Promise<Breaking> {
  authorize(actor);
  const at = context.now();
  const { text, language, path, hours } = breaking;
  if (text === '') throw new Invalid({ text: 'Say what is breaking.' });
  if (text.length > breakingLimits.text)
    throw new Invalid({ text: `The strip takes at most ${breakingLimits.text} characters.` });
  if (!(hours > 0 && hours <= breakingLimits.hours))
    throw new Invalid({ hours: `The strip goes after at most ${breakingLimits.hours} hours. Give a number of hours.` });
  const until = later(at, hours * 3_600_000);
  return context.db.transaction(async (tx) => {
    const articleId = path === null ? null : await articleAt(tx, path, at);
    const made = { text, language, articleId, until };
    await writeSetting(tx, 'breaking', JSON.stringify(made));
    await recordChange(tx, { at, actor, action: 'breaking.set' });
    return made;
  });
}

/** Takes the strip away, whether or not there is one. @throws Forbidden */
export async function endBreaking(context: Context, actor: Actor): Promise<void> {
  authorize(actor);
  await context.db.transaction(async (tx) => {
    await deleteSetting(tx, 'breaking');
    await recordChange(tx, { at: context.now(), actor, action: 'breaking.ended' });
  });
}

function authorize(actor: Actor): void {
  if (!canPublish(actor)) throw new Forbidden('Your role does not include this. An editor can do it.');
}

async function articleAt(tx: Tx, path: string, now: string): Promise<number> {
  const story = await findStory(tx, { path, now });
  if (!story) throw new Invalid({ story: `Readers see no story at ${path}. Give its address, from the first slash.` });
  return story.articleId;
}

/** Every page bears it. */
const recordChange = (tx: Tx, { at, actor, action }: { at: string; actor: Actor; action: string }) =>
  record(tx, { at, actor, action, subject: 'site', names: ['site'] });
