import { findStoryOrElsewhere } from '../../articles/queries/addresses.ts';
import type { Context } from '../../context.ts';
import type { AtAddress } from '../../http/below-story.ts';
import { underFlood } from '../queries/floods.ts';

/** The story at an address, as its comments stand now. */
export async function findCommented(context: Context, path: string): Promise<AtAddress> {
  const [db, now] = [context.db.reader, context.now()];
  const standing = await findStoryOrElsewhere(db, { path, now });
  if (standing?.kind !== 'shown') return standing;
  return { kind: 'shown', story: await underFlood(db, standing.story, now) };
}
