import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { visible, withCard } from './reading.ts';
import type { RelatedStory } from './story.ts';

/** How many of the newest of each topic, and of the section, are looked at. */
const candidates = 8;
/** A story that is filed under more topics is about none of them. */
const comparedTopics = 5;

const newestOfTopic = compiled({ now: String, topic: Number }, (db, { now, topic }) =>
  db
    .selectFrom('published_article_topics')
    .select(['article_id as id', 'published_at as at'])
    .where('topic_id', '=', topic)
    .where('published_at', '<=', now)
    .orderBy('published_at', 'desc')
    .orderBy('article_id', 'desc')
    .limit(candidates),
);

const newestOfSection = compiled({ now: String, section: Number }, (db, { now, section }) =>
  visible(db, now)
    .select(['story.article_id as id', 'story.published_at as at'])
    .where('story.section_id', '=', section)
    .orderBy('story.published_at', 'desc')
    .orderBy('story.article_id', 'desc')
    .limit(candidates),
);

const places = { a: Number, b: Number, c: Number, d: Number, e: Number, f: Number, g: Number, h: Number };

const cardsOf = compiled({ now: String, ...places }, (db, { now, a, b, c, d, e, f, g, h }) =>
  withCard(db, now).where('story.article_id', 'in', [a, b, c, d, e, f, g, h]),
);

export interface Wanted {
  now: string;
  topicIds: number[];
  sectionId: number;
  language: Language;
  /** The story itself, and what its page leads to already. */
  except: number[];
  most: number;
}

/**
 * What to read after a story: recent ones that share most topics with it, then the newest of its section; each once, in its language.
 * It costs a few looks at indexes, whatever the archive's size.
 */
export async function findMore(db: Db, wanted: Wanted): Promise<RelatedStory[]> {
  const { now, sectionId: section, language, most } = wanted;
  const lists = await Promise.all([
    ...wanted.topicIds.slice(0, comparedTopics).map((topic) => newestOfTopic(db, { now, topic })),
    newestOfSection(db, { now, section }),
  ]);
  const found = new Map<number, { at: string; lists: number }>();
  for (const { id, at } of lists.flat()) {
    if (!wanted.except.includes(id)) found.set(id, { at, lists: (found.get(id)?.lists ?? 0) + 1 });
  }
  const inTopics = new Set(lists.slice(0, -1).flatMap((list) => list.map(({ id }) => id)));
  const order = [...found]
    .sort(([oneId, one], [otherId, other]) => {
      const byTopic = Number(inTopics.has(otherId)) - Number(inTopics.has(oneId));
      return byTopic || other.lists - one.lists || other.at.localeCompare(one.at) || otherId - oneId;
    })
    .map(([id]) => id);
  const cards = await findByIds(db, { now, ids: order.slice(0, candidates) });
  return cards
    .filter((card) => card.language === language)
    .sort((one, other) => order.indexOf(one.articleId) - order.indexOf(other.articleId))
    .slice(0, most);
}

async function findByIds(db: Db, { now, ids }: { now: string; ids: number[] }): Promise<RelatedStory[]> {
  if (ids.length === 0) return [];
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = ids;
  return (await cardsOf(db, { now, a, b, c, d, e, f, g, h })) as RelatedStory[];
}
