import { type Card, findCards, type Story } from '../articles/queries/reading.ts';
import {
  findAuthors,
  findReferences,
  findTopicsOf,
  findTranslations,
  type Translation,
} from '../articles/queries/story.ts';
import { findThread } from '../comments/queries/thread.ts';
import type { Db } from '../db/database.ts';
import { readSite, type Site } from '../db/settings.ts';
import { findMedia } from '../media/queries.ts';

/** All that the page of a story shows. */
export interface LoadedStory {
  site: Site;
  story: Story;
  authors: Card['authors'];
  topics: Awaited<ReturnType<typeof findTopicsOf>>;
  translations: Translation[];
  thread: Awaited<ReturnType<typeof findThread>>;
  media: Awaited<ReturnType<typeof findMedia>>;
  related: Card[];
}

export async function loadStory(db: Db, story: Story, now: string): Promise<LoadedStory> {
  const { articleId, translationOf } = story;
  const [site, authors, topics, translations, thread, references] = await Promise.all([
    readSite(db),
    findAuthors(db, articleId),
    findTopicsOf(db, articleId),
    findTranslations(db, { articleId, translationOf, now }),
    findThread(db, { articleId }),
    findReferences(db, articleId),
  ]);
  const ids = (kind: 'media' | 'article') =>
    references.filter((each) => each.kind === kind).map(({ targetId }) => targetId);
  const [mediaIds, articleIds] = [ids('media'), ids('article')];
  const [media, related] = await Promise.all([
    mediaIds.length > 0 ? findMedia(db, mediaIds) : [],
    articleIds.length > 0 ? findCards(db, { now, articleIds, limit: articleIds.length }) : [],
  ]);
  return { site, story, authors, topics, translations, thread, media, related };
}
