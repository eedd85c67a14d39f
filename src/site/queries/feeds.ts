import { findCards } from '../../articles/queries/cards.ts';
import { findPublicationTimes } from '../../articles/queries/ledger.ts';
import { findWholeStories, type WholeStory } from '../../articles/queries/whole-stories.ts';
import type { Db } from '../../db/database.ts';
import { readSite, type Site } from '../../db/settings.ts';
import { findListed, type ListSubject, mayBeEmpty } from './lists.ts';

/** All that a feed holds. */
export interface LoadedFeed {
  site: Site;
  /** Null for the whole paper. */
  subject: ListSubject | null;
  /** Newest first. */
  stories: WholeStory[];
  /** When the text of any of them changed last, a fix included; null where there is none. */
  changedAt: string | null;
}

/** How many stories a feed holds. */
const feedLength = 50;

/** The feed of the list, or null where there is no such list (yet): those may be empty whose page may. */
export async function loadFeed(db: Db, subject: ListSubject | null, now: string): Promise<LoadedFeed | null> {
  const part = { now, limit: feedLength };
  const [site, cards] = await Promise.all([
    readSite(db),
    subject ? findListed(db, subject, part) : findCards(db, part),
  ]);
  if (cards.length === 0 && subject && !mayBeEmpty(subject)) return null;
  const articleIds = cards.map(({ articleId }) => articleId);
  const [stories, times] = await Promise.all([
    findWholeStories(db, { articleIds, now }),
    findPublicationTimes(db, articleIds),
  ]);
  // One that came out by itself may not stand in the ledger yet.
  const changes = [...times, ...cards.map(({ publishedAt }) => publishedAt)].sort();
  return { site, subject, stories, changedAt: changes.at(-1) ?? null };
}
