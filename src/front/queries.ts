import { authorsByArticle } from '../articles/queries/cards.ts';
import { type Card, visible, withCard } from '../articles/queries/reading.ts';
import { compiled } from '../db/compiled.ts';
import type { Db } from '../db/database.ts';
import type { Language } from '../text/language.ts';
import { findTopicsByIds } from '../topics/queries.ts';
import type { Section } from '../topics/section.ts';
import { type Arrangement, type Filed, isSame, placedIn, stripsOf } from './front/arrangement.ts';
import { extraFor, type FrontOrder, type FrontStories, filedKey, type Heading } from './front/plan.ts';
import type { Breaking } from './front.ts';

type Row = Omit<Card, 'language' | 'authors'> & { language: string };

/** Without hands, enough for the top of the page and the latest, and for a strip; with them, steps of so many more. */
const enough = { newest: 24, filed: 8 };
const step = 24;

/** A list whose limit grows in steps, each compiled once. */
function limited<Given>(build: (limit: number) => (db: Db, values: Given) => Promise<Row[]>, least: number) {
  const made = new Map<number, ReturnType<typeof build>>();
  return (db: Db, values: Given, extra: number): Promise<Row[]> => {
    const limit = least + Math.ceil(extra / step) * step;
    const query = made.get(limit) ?? build(limit);
    made.set(limit, query);
    return query(db, values);
  };
}

const newest = limited(
  (limit) =>
    compiled({ now: String, language: String }, (db, { now, language }) =>
      withCard(db, now)
        .where('story.language', '=', language)
        .orderBy('story.published_at', 'desc')
        .orderBy('story.article_id', 'desc')
        .limit(limit),
    ),
  enough.newest,
);

const inSection = limited(
  (limit) =>
    compiled({ now: String, language: String, id: Number }, (db, { now, language, id }) =>
      withCard(db, now)
        .where('story.section_id', '=', id)
        .where('story.language', '=', language)
        .orderBy('story.published_at', 'desc')
        .orderBy('story.article_id', 'desc')
        .limit(limit),
    ),
  enough.filed,
);

const onTopic = limited(
  (limit) =>
    compiled({ now: String, language: String, id: Number }, (db, { now, language, id }) =>
      withCard(db, now)
        .innerJoin('published_article_topics as filed', 'filed.article_id', 'story.article_id')
        .where('filed.topic_id', '=', id)
        .where('filed.published_at', '<=', now)
        .where('story.language', '=', language)
        .orderBy('filed.published_at', 'desc')
        .orderBy('filed.article_id', 'desc')
        .limit(limit),
    ),
  enough.filed,
);

interface Shared {
  now: string;
  language: Language;
}

/** The strips in their order, those of sections and topics that are gone left out. */
export async function findOrder(db: Db, arrangement: Arrangement, sections: Section[]): Promise<FrontOrder> {
  const ids = arrangement.strips.filter(({ of }) => of === 'topic').map(({ id }) => id);
  const topics = (await findTopicsByIds(db, ids)).filter(({ slug }) => !slug.startsWith('~'));
  const headings: Heading[] = [
    ...sections.map(({ id, slug, name, translations, colour }) => ({
      ...{ of: 'section' as const, id, slug },
      ...{ name, translations, colour },
    })),
    ...topics.map((topic) => ({ of: 'topic' as const, colour: '', ...topic })),
  ];
  const all = stripsOf(arrangement, headings, headings.filter(isSection));
  const strips = all.flatMap((strip) => {
    const heading = headings.find((each) => isSame(each, strip));
    return heading ? [{ strip, heading }] : [];
  });
  return { arrangement, strips };
}

const isSection = ({ of }: Filed): boolean => of === 'section';

/**
 * What the page chooses from: stories in the language of the newsroom, and whatever hands placed. A story in another language stands
 * in its section, and beside its original.
 */
export async function findFrontStories(
  db: Db,
  { arrangement, strips }: FrontOrder,
  shared: Shared,
): Promise<FrontStories> {
  const extra = extraFor(arrangement);
  const asked = new Map<string, Filed>();
  for (const { rule } of arrangement.top) if (rule.of !== 'all') asked.set(filedKey(rule), rule);
  for (const { strip } of strips) if (!strip.hidden) asked.set(filedKey(strip), strip);
  const placedIds = [...new Set(placedIn(arrangement).map(({ articleId }) => articleId))];
  const [latest, placed, ...lists] = await Promise.all([
    newest(db, shared, extra),
    placedIds.length === 0 ? [] : withCard(db, shared.now).where('story.article_id', 'in', placedIds).execute(),
    ...[...asked.values()].map(({ of, id }) =>
      of === 'section' ? inSection(db, { ...shared, id }, extra) : onTopic(db, { ...shared, id }, extra),
    ),
  ]);
  const rows = [...latest, ...placed, ...lists.flat()];
  const authors = await authorsByArticle(db, [...new Set(rows.map(({ articleId }) => articleId))]);
  const cards = (of: Row[]): Card[] =>
    of.map((row) => ({ ...row, language: row.language as Language, authors: authors.get(row.articleId) ?? [] }));
  return {
    newest: cards(latest),
    filed: new Map([...asked.keys()].map((key, index) => [key, cards(lists[index] ?? [])])),
    placed: new Map(cards(placed).map((card) => [card.articleId, card])),
  };
}

const breakingSetting = compiled({}, (db) => db.selectFrom('settings').select('value').where('key', '=', 'breaking'));

const storyPath = compiled({ now: String, article: Number }, (db, { now, article }) =>
  visible(db, now).select('story.path').where('story.article_id', '=', article),
);

/** When the breaking strip is over; null where there is none. */
export async function findBreakingEnd(db: Db, now: string): Promise<string | null> {
  const [setting] = await breakingSetting(db, {});
  const until = setting ? (JSON.parse(setting.value) as Breaking).until : now;
  return until > now ? until : null;
}

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
