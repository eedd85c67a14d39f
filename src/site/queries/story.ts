import type { Card, Story } from '../../articles/queries/reading.ts';
import {
  findAuthors,
  findMediaOf,
  findRelatedOf,
  findTopicsOf,
  findTranslations,
  type RelatedStory,
  type ShownMedia,
  type Translation,
} from '../../articles/queries/story.ts';
import { findThread } from '../../comments/queries/thread.ts';
import type { Db } from '../../db/database.ts';
import { readSite, type Site } from '../../db/settings.ts';

/** All that the page of a story shows. */
export interface LoadedStory {
  site: Site;
  story: Story;
  authors: Card['authors'];
  topics: Awaited<ReturnType<typeof findTopicsOf>>;
  translations: Translation[];
  thread: Awaited<ReturnType<typeof findThread>>;
  media: ShownMedia[];
  related: RelatedStory[];
}

export async function loadStory(db: Db, story: Story, now: string): Promise<LoadedStory> {
  const { articleId, translationOf } = story;
  const [site, authors, topics, translations, thread, media, related] = await Promise.all([
    readSite(db),
    findAuthors(db, articleId),
    findTopicsOf(db, articleId),
    findTranslations(db, { articleId, translationOf, now }),
    findThread(db, { articleId }),
    findMediaOf(db, articleId),
    findRelatedOf(db, { articleId, now }),
  ]);
  return { site, story, authors, topics, translations, thread, media, related };
}
