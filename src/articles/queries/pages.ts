import { compiled, type Value } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { type Texts, textsOf, withCard } from './reading.ts';
import { type RelatedStory, type ShownMedia, shownMedia, type Translation } from './story.ts';

/** A page beside the stories as readers see it. */
export interface StandingPage extends Texts {
  articleId: number;
  path: string;
  publishedAt: string;
  updatedAt: string | null;
  language: Language;
  headline: string;
  shortHeadline: string;
  standfirst: string;
  translationOf: number | null;
  searchTitle: string;
  searchDescription: string;
}

/** The one way to the pages that readers may see, as `visible` is to the stories. */
export const visiblePages = (db: Db, now: Value<string>) =>
  db.selectFrom('published_pages as page').where('page.published_at', '<=', now);

const pageByPath = compiled({ now: String, path: String }, (db, { now, path }) =>
  visiblePages(db, now)
    .select(['page.article_id as articleId', 'page.path', 'page.language', 'page.headline', 'page.standfirst'])
    .select(['page.published_at as publishedAt', 'page.updated_at as updatedAt', 'page.corrections', 'page.contents'])
    .select(['page.short_headline as shortHeadline', 'page.translation_of as translationOf', 'page.blocks'])
    .select(['page.search_title as searchTitle', 'page.search_description as searchDescription'])
    .where('page.path', '=', path),
);

/** The page at this address, or null where readers see none (yet). */
export async function findPage(db: Db, at: { path: string; now: string }): Promise<StandingPage | null> {
  const [page] = await pageByPath(db, at);
  return page ? ({ ...page, ...textsOf(page) } as StandingPage) : null;
}

/** What it takes to link to a page. */
export type PageLink = Pick<
  StandingPage,
  'articleId' | 'path' | 'headline' | 'shortHeadline' | 'language' | 'translationOf' | 'publishedAt' | 'updatedAt'
>;

const pageLinks = compiled({ now: String }, (db, { now }) =>
  visiblePages(db, now)
    .select(['page.article_id as articleId', 'page.path', 'page.language', 'page.headline'])
    .select(['page.short_headline as shortHeadline', 'page.translation_of as translationOf'])
    .select(['page.published_at as publishedAt', 'page.updated_at as updatedAt'])
    .orderBy('page.article_id'),
);

/** All pages that readers see, in every language, in the order in which they were begun. */
export const findPageLinks = async (db: Db, now: string): Promise<PageLink[]> =>
  (await pageLinks(db, { now })) as PageLink[];

/** The same page in other languages: its original and the original's translations. */
export async function findPageTranslations(
  db: Db,
  page: { articleId: number; translationOf: number | null; now: string },
): Promise<Translation[]> {
  const original = page.translationOf ?? page.articleId;
  const links = await findPageLinks(db, page.now);
  return links
    .filter(({ articleId, translationOf }) => articleId === original || translationOf === original)
    .filter(({ articleId }) => articleId !== page.articleId)
    .sort((one, other) => one.language.localeCompare(other.language));
}

const mediaOfPage = compiled({ article: Number }, (db, { article }) =>
  db
    .selectFrom('published_page_references as reference')
    .innerJoin('media', 'media.id', 'reference.target_id')
    .select(shownMedia)
    .where('reference.article_id', '=', article)
    .where('reference.kind', '=', 'media'),
);

/** The pictures that a published page shows. */
export const findMediaOfPage = (db: Db, articleId: number): Promise<ShownMedia[]> =>
  mediaOfPage(db, { article: articleId });

const storiesOfPage = compiled({ now: String, article: Number }, (db, { now, article }) =>
  withCard(db, now)
    .innerJoin('published_page_references as reference', 'reference.target_id', 'story.article_id')
    .where('reference.article_id', '=', article)
    .where('reference.kind', '=', 'article'),
);

/** The stories that a published page shows in its text, as far as readers can see them. */
export const findStoriesOfPage = async (
  db: Db,
  { articleId, now }: { articleId: number; now: string },
): Promise<RelatedStory[]> => (await storiesOfPage(db, { now, article: articleId })) as RelatedStory[];
