import type { Flag } from '../../db/columns.ts';
import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { type Card, type ShownPicture, visible, withCard } from './reading.ts';

const authorsOfStory = compiled({ article: Number }, (db, { article }) =>
  db
    .selectFrom('published_article_authors as author')
    .innerJoin('people', 'people.id', 'author.person_id')
    .select(['people.name', 'people.slug'])
    .where('author.article_id', '=', article)
    .orderBy('author.position'),
);

export const findAuthors = (db: Db, articleId: number): Promise<Card['authors']> =>
  authorsOfStory(db, { article: articleId });

const topicsOfStory = compiled({ article: Number }, (db, { article }) =>
  db
    .selectFrom('published_article_topics as filed')
    .innerJoin('topics', 'topics.id', 'filed.topic_id')
    .select(['topics.id', 'topics.name', 'topics.slug', 'topics.translations'])
    .where('filed.article_id', '=', article)
    .orderBy('filed.position'),
);

export const findTopicsOf = (
  db: Db,
  articleId: number,
): Promise<{ id: number; name: string; slug: string; translations: string }[]> =>
  topicsOfStory(db, { article: articleId });

const translationsOfStory = compiled(
  { now: String, article: Number, original: Number },
  (db, { now, article, original }) =>
    visible(db, now)
      .select(['story.path', 'story.language', 'story.headline', 'story.translation_of as translationOf'])
      .where((where) =>
        where.or([where('story.translation_of', '=', original), where('story.article_id', '=', original)]),
      )
      .where('story.article_id', '<>', article)
      .orderBy('story.language'),
);

export interface Translation {
  path: string;
  language: Language;
  headline: string;
  /** Null for the original. */
  translationOf: number | null;
}

/** The same story in other languages: its original and the original's translations. */
export async function findTranslations(
  db: Db,
  story: { articleId: number; translationOf: number | null; now: string },
): Promise<Translation[]> {
  const original = story.translationOf ?? story.articleId;
  return (await translationsOfStory(db, { now: story.now, article: story.articleId, original })) as Translation[];
}

/** The columns of ShownMedia. */
export const shownMedia = [
  ...(['media.id', 'media.file', 'media.width', 'media.height', 'media.tone'] as const),
  ...(['media.focal_x as focalX', 'media.focal_y as focalY'] as const),
  ...(['media.alt', 'media.alts', 'media.caption', 'media.credit'] as const),
  ...(['media.has_credentials as hasCredentials'] as const),
];

const mediaOfStory = compiled({ article: Number }, (db, { article }) =>
  db
    .selectFrom('published_references as reference')
    .innerJoin('media', 'media.id', 'reference.target_id')
    .select(shownMedia)
    .where('reference.article_id', '=', article)
    .where('reference.kind', '=', 'media'),
);

/** What pages need to know of a picture. */
export interface ShownMedia extends ShownPicture {
  id: number;
  alt: string;
  /** JSON: the same in other languages, by language. */
  alts: string;
  caption: string;
  credit: string;
  /** 1 where its file carried content credentials. */
  hasCredentials: Flag;
}

/** The pictures that a published story shows. */
export const findMediaOf = (db: Db, articleId: number): Promise<ShownMedia[]> =>
  mediaOfStory(db, { article: articleId });

const relatedOfStory = compiled({ now: String, article: Number }, (db, { now, article }) =>
  withCard(db, now)
    .innerJoin('published_references as reference', 'reference.target_id', 'story.article_id')
    .where('reference.article_id', '=', article)
    .where('reference.kind', '=', 'article'),
);

/** The stories that a published story shows in its text, as far as readers can see them; without their authors, which they do not show. */
export async function findRelatedOf(db: Db, shown: { articleId: number; now: string }): Promise<RelatedStory[]> {
  return (await relatedOfStory(db, { now: shown.now, article: shown.articleId })) as RelatedStory[];
}

export type RelatedStory = Omit<Card, 'authors'>;
