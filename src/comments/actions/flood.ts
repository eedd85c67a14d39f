import type { Context } from '../../context.ts';
import type { Actor, FloodMode } from '../../db/tables.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { later } from '../../text/moments.ts';
import { type FloodLength, floodLengths } from '../comment/flood.ts';
import { namesOf } from '../comment.ts';
import { canModerate } from '../policy.ts';
import { findHeadline, removeFlood, setFlood } from '../queries/floods.ts';

const hour = 60 * 60 * 1000;

/**
 * Holds all new comments, or takes none, on one story or on all: from the next post on, in every process, since posts read it in
 * their transaction.
 * @throws Forbidden, NotFound where there is no such story
 */
export async function startFlood(
  context: Context,
  actor: Actor,
  flood: { articleId: number | null; mode: FloodMode; length: FloodLength },
): Promise<void> {
  requireModerator(actor);
  const at = context.now();
  const { articleId, mode, length } = flood;
  const hours = floodLengths[length];
  const until = hours === null ? null : later(at, hours * hour);
  await context.db.transaction(async (tx) => {
    if (articleId !== null && (await findHeadline(tx, articleId)) === null) {
      throw new NotFound('There is no such story that readers have seen.');
    }
    await setFlood(tx, { articleId, mode, until, at, personId: actor.id });
    await record(tx, { at, actor, action: 'comment.flood_on', ...aboutOf(articleId) });
  });
}

/** @throws Forbidden, or Conflict where it is over */
export async function endFlood(context: Context, actor: Actor, articleId: number | null): Promise<void> {
  requireModerator(actor);
  await context.db.transaction(async (tx) => {
    if (!(await removeFlood(tx, articleId))) throw new Conflict('Flood mode is over already.');
    await record(tx, { at: context.now(), actor, action: 'comment.flood_off', ...aboutOf(articleId) });
  });
}

function requireModerator(actor: Actor): void {
  if (!canModerate(actor)) throw new Forbidden('Flood mode is for moderators and editors.');
}

const aboutOf = (articleId: number | null) =>
  articleId === null
    ? { subject: 'site', names: ['site'] }
    : { subject: `article:${articleId}`, names: namesOf(articleId, true) };
