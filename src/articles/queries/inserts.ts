import type { Db } from '../../db/database.ts';
import { longestQuery, mostTerms, parseQuery } from '../../search/document/query.ts';
import { searchDocuments } from '../../search/queries/search.ts';
import { findCards } from './cards.ts';
import type { Card } from './reading.ts';

/** So many are offered; who looks for another writes more words. */
const most = 8;

/** Stories that readers see and that hold the words, the best first; without words the newest. */
export async function findInserts(db: Db, { words, now }: { words: string; now: string }): Promise<Card[]> {
  if (words.trim() === '') return findCards(db, { now, limit: most });
  const query = parseQuery(words.slice(0, longestQuery));
  const short = { all: query.all.slice(0, mostTerms), none: query.none.slice(0, mostTerms) };
  const search = { query: short, sectionId: null, from: null, until: null, now, page: 1, before: null };
  const { documents } = await searchDocuments(db, { ...search, order: 'relevance' });
  const articleIds = documents.slice(0, most).map(({ id }) => id);
  const cards = await findCards(db, { now, articleIds, limit: most });
  return articleIds.flatMap((id) => cards.find(({ articleId }) => articleId === id) ?? []);
}
