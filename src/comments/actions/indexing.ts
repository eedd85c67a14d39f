import type { Context } from '../../context.ts';
import { findUnindexed, indexCommentsOf } from '../queries/indexing.ts';

/** Comments that are indexed in one transaction. */
const batch = 500;

/** To be called at start: comments that moderators cannot find by their words yet are made known to their search. */
export async function indexMissingComments({ db }: Context): Promise<void> {
  const ids = await findUnindexed(db.reader);
  for (let start = 0; start < ids.length; start += batch) {
    await db.transaction((tx) => indexCommentsOf(tx, ids.slice(start, start + batch)));
  }
}
