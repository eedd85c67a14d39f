import { type Card, findCards } from '../articles/queries/reading.ts';
import type { Db } from '../db/database.ts';
import type { Section } from '../topics/section.ts';

/** Enough for the top of the page and the latest; the strips ask for their own. */
const newestCount = 24;
const stripCount = 8;

export interface FrontStories {
  newest: Card[];
  /** The newest of each section that has any, in the order of the navigation. */
  strips: { section: Section; cards: Card[] }[];
}

export async function findFront(db: Db, sections: Section[], now: string): Promise<FrontStories> {
  const newest = await findCards(db, { now, limit: newestCount });
  const strips = await Promise.all(
    sections.map(async (section) => ({
      section,
      cards: await findCards(db, { now, sectionId: section.id, limit: stripCount }),
    })),
  );
  return { newest, strips: strips.filter(({ cards }) => cards.length > 0) };
}
