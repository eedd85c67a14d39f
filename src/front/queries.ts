import { findCards } from '../articles/queries/cards.ts';
import { visible } from '../articles/queries/reading.ts';
import { compiled } from '../db/compiled.ts';
import type { Db } from '../db/database.ts';
import type { Language } from '../text/language.ts';
import type { Section } from '../topics/section.ts';
import type { Breaking, FrontStories } from './front.ts';

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

const breakingSetting = compiled({}, (db) => db.selectFrom('settings').select('value').where('key', '=', 'breaking'));

const storyPath = compiled({ now: String, article: Number }, (db, { now, article }) =>
  visible(db, now).select('story.path').where('story.article_id', '=', article),
);

/** What the strip says and where it leads; null before and after its time, and from the moment its story is withdrawn. */
export async function findBreaking(
  db: Db,
  now: string,
): Promise<{ text: string; language: Language; href: string | null } | null> {
  const [setting] = await breakingSetting(db, {});
  if (!setting) return null;
  const { text, language, articleId, until } = JSON.parse(setting.value) as Breaking;
  if (until <= now) return null;
  if (articleId === null) return { text, language, href: null };
  const [story] = await storyPath(db, { now, article: articleId });
  return story ? { text, language, href: story.path } : null;
}
