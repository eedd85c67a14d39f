import type { Context } from '../../context.ts';
import type { AtAddress } from '../../http/below-story.ts';
import { findStanding } from '../queries/closings.ts';

/** The story at an address, as its comments stand now. */
export const findCommented = (context: Context, path: string): Promise<AtAddress> =>
  findStanding(context.db.reader, { path, now: context.now() });
