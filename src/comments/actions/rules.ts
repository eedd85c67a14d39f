import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden, Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import type { Closings } from '../comment/closing.ts';
import { type Pattern, patternLimits, problemOf } from '../comment/patterns.ts';
import type { CommentRules } from '../comment/rules.ts';
import { canSetRules } from '../policy.ts';
import { writeClosings } from '../queries/closings.ts';
import { addPattern, countPatterns, removePattern, writeRules } from '../queries/rules.ts';
import { findSpamKey, writeSpamKey } from '../queries/spam-checks.ts';

/** What the rules do from now on. @throws Forbidden */
export const setRules = (context: Context, actor: Actor, rules: Partial<CommentRules>): Promise<void> =>
  set(context, actor, { what: 'site.comment_rules_set', names: [], write: (tx) => writeRules(tx, rules) });

/** When readers cannot comment; on every story's page at once. @throws Forbidden */
export const setClosings = (context: Context, actor: Actor, closings: Closings): Promise<void> =>
  set(context, actor, { what: 'site.comments_closed', names: ['site'], write: (tx) => writeClosings(tx, closings) });

/** @throws Forbidden, or Invalid where the pattern could run away, or there is one like it, or too many */
export function addUnwanted(context: Context, actor: Actor, pattern: Omit<Pattern, 'id'>): Promise<void> {
  const problem = problemOf(pattern.pattern);
  const write = async (tx: Tx) => {
    if (problem !== null) throw new Invalid({ pattern: problem });
    if ((await countPatterns(tx)) >= patternLimits.number) {
      throw new Invalid({ pattern: `There are ${patternLimits.number} already. Take some out first.` });
    }
    const isNew = await addPattern(tx, { ...pattern, createdAt: context.now(), createdBy: actor.id });
    if (!isNew)
      throw new Invalid({ pattern: 'This is on the list already. Take it out first to change what it does.' });
  };
  return set(context, actor, { what: 'site.comment_words_set', names: [], write });
}

/** @throws Forbidden, or NotFound where somebody else took it out */
export function removeUnwanted(context: Context, actor: Actor, id: number): Promise<void> {
  const write = async (tx: Tx) => {
    if (!(await removePattern(tx, id))) throw new NotFound('This is not on the list any more.');
  };
  return set(context, actor, { what: 'site.comment_words_set', names: [], write });
}

/**
 * Has comments checked by Akismet from now on, once it takes the key for this site; or has them checked no more, and forgets the key.
 * Readers' forms say so at once.
 * @param key '' for the one that is kept
 * @throws Forbidden, or Invalid where there is no key, Akismet does not take it, or cannot be asked: what says that it is on has worked once
 */
export async function setSpamCheck(
  context: Context,
  actor: Actor,
  { on, key: typed }: { on: boolean; key: string },
): Promise<void> {
  requireRight(actor);
  const key = on ? typed || (await findSpamKey(context.db.reader)) : null;
  if (on) await requireTaken(context, key);
  await set(context, actor, { what: 'site.spam_check_set', names: ['site'], write: (tx) => writeSpamKey(tx, key) });
}

async function requireTaken({ akismet, config }: Context, key: string | null): Promise<void> {
  if (!key) throw new Invalid({ akismetKey: 'Give the key that Akismet gave you.' });
  const said = await akismet.verify(key);
  if (said === 'valid') return;
  throw new Invalid({
    akismetKey:
      said === 'invalid'
        ? `Akismet does not take this key for ${config.siteUrl}. Compare it with the one in your account there.`
        : 'Akismet could not be asked whether the key is right, so nothing was saved. Try again in a while.',
  });
}

interface Change {
  what: string;
  names: string[];
  write(tx: Tx): Promise<void>;
}

async function set(context: Context, actor: Actor, { what, names, write }: Change): Promise<void> {
  requireRight(actor);
  await context.db.transaction(async (tx) => {
    await write(tx);
    await record(tx, { at: context.now(), actor, action: what, subject: 'site', names });
  });
}

function requireRight(actor: Actor): void {
  if (!canSetRules(actor)) throw new Forbidden('Your role does not include this. An administrator can do it.');
}
