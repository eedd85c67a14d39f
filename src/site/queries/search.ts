import { findCards } from '../../articles/queries/cards.ts';
import type { Card } from '../../articles/queries/reading.ts';
import type { Db } from '../../db/database.ts';
import { type Found, type Search, searchDocuments } from '../../search/queries/search.ts';

export interface FoundStories extends Omit<Found, 'documents'> {
  stories: { card: Card; text: string }[];
}

/** A page of the stories that were found, as readers see them now. */
export async function findStories(db: Db, search: Search): Promise<FoundStories> {
  const { documents, ...found } = await searchDocuments(db, search);
  const articleIds = documents.map(({ id }) => id);
  const cards = await findCards(db, { now: search.now, articleIds, limit: articleIds.length });
  const stories = documents.flatMap(({ id, text }) => {
    const card = cards.find(({ articleId }) => articleId === id);
    return card ? [{ card, text }] : [];
  });
  return { ...found, stories };
}
