import { findCards } from '../articles/queries/cards.ts';
import type { Db } from '../db/database.ts';
import type { Language } from '../text/language.ts';
import type { Section } from '../topics/section.ts';
import type { FrontStories } from './front.ts';

/** Enough for the top of the page and the latest; the strips ask for their own. */
const newestCount = 24;
const stripCount = 8;

/** Stories in the language of the newsroom; a story in another one stands in its section, and beside its original. */
export async function findFront(
  db: Db,
  sections: Section[],
  shared: { now: string; language: Language },
): Promise<FrontStories> {
  const newest = await findCards(db, { ...shared, limit: newestCount });
  const strips = await Promise.all(
    sections.map(async (section) => ({
      section,
      cards: await findCards(db, { ...shared, sectionId: section.id, limit: stripCount }),
    })),
  );
  return { newest, strips: strips.filter(({ cards }) => cards.length > 0) };
}
