import { sql } from 'kysely';
import { compiled, type Value } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { visible, withCard } from './reading.ts';
import type { RelatedStory } from './story.ts';

/** How many of the newest of each topic, and of the section, are looked at. */
const candidates = 8;
/** More than are shown: to some of them the page leads already. */
const ranked = 16;

/** The newest of a topic, as a part of a union, which takes a limit in a select of its own only. */
const newestOfTopic = (db: Db, now: Value<string>, topic: Value<number>) =>
  db
    .selectFrom((select) =>
      select
        .selectFrom('published_article_topics')
        .select(['article_id as id', sql<number>`1`.as('shared')])
        .where('topic_id', '=', topic)
        .where('published_at', '<=', now)
        .orderBy('published_at', 'desc')
        .orderBy('article_id', 'desc')
        .limit(candidates)
        .as('list'),
    )
    .selectAll();

const newestOfSection = (db: Db, now: Value<string>, section: Value<number>) =>
  db
    .selectFrom(
      visible(db, now)
        .select(['story.article_id as id', sql<number>`0`.as('shared')])
        .where('story.section_id', '=', section)
        .orderBy('story.published_at', 'desc')
        .orderBy('story.article_id', 'desc')
        .limit(candidates)
        .as('list'),
    )
    .selectAll();

const rankedIds = compiled(
  { now: String, language: String, section: Number, first: Number, second: Number, third: Number },
  (db, { now, language, section, first, second, third }) => {
    const listed = newestOfTopic(db, now, first)
      .unionAll(newestOfTopic(db, now, second))
      .unionAll(newestOfTopic(db, now, third))
      .unionAll(newestOfSection(db, now, section));
    const candidate = db
      .selectFrom(listed.as('listed'))
      .select(({ fn }) => ['listed.id', fn.sum('listed.shared').as('shared')])
      .groupBy('listed.id')
      .as('candidate');
    return visible(db, now)
      .innerJoin(candidate, 'candidate.id', 'story.article_id')
      .select('story.article_id as id')
      .where('story.language', '=', language as Value<Language>)
      .orderBy('candidate.shared', 'desc')
      .orderBy('story.published_at', 'desc')
      .orderBy('story.article_id', 'desc')
      .limit(ranked);
  },
);

/** By their ids, and nothing else: sorting whole cards takes several times as long. */
const cardsOf = compiled({ now: String, a: Number, b: Number, c: Number, d: Number }, (db, { now, a, b, c, d }) =>
  withCard(db, now).where('story.article_id', 'in', [a, b, c, d]),
);

export interface Wanted {
  now: string;
  /** In their order in the story; a story that is filed under more than three is about none of the others. */
  topicIds: number[];
  sectionId: number;
  language: Language;
  /** The story itself, and what its page leads to already. */
  except: number[];
}

/**
 * What to read after a story: recent ones that share most topics with it, then the newest of its section; each once, in its language; four at
 * most. A few looks at indexes, whatever the archive's size: every story's page makes them.
 */
export async function findMore(db: Db, wanted: Wanted): Promise<RelatedStory[]> {
  const { now, language, sectionId: section, topicIds, except } = wanted;
  const [first = 0, second = 0, third = 0] = topicIds;
  const rows = await rankedIds(db, { now, language, section, first, second, third });
  const [a = 0, b = 0, c = 0, d = 0] = rows.map(({ id }) => id).filter((id) => !except.includes(id));
  const cards = (await cardsOf(db, { now, a, b, c, d })) as RelatedStory[];
  return [a, b, c, d].flatMap((id) => cards.find(({ articleId }) => articleId === id) ?? []);
}
