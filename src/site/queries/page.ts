import { findShownDocuments, type ShownDocument } from '../../articles/queries/documents.ts';
import {
  findMediaOfPage,
  findPageTranslations,
  findStoriesOfPage,
  type StandingPage,
} from '../../articles/queries/pages.ts';
import { findShownRecordings, type ShownRecording } from '../../articles/queries/recordings.ts';
import type { RelatedStory, ShownMedia, Translation } from '../../articles/queries/story.ts';
import type { Db } from '../../db/database.ts';
import { readSite, type Site } from '../../db/settings.ts';

/** All that a page beside the stories shows. */
export interface LoadedPage {
  site: Site;
  page: StandingPage;
  translations: Translation[];
  media: ShownMedia[];
  recordings: ShownRecording[];
  documents: ShownDocument[];
  related: RelatedStory[];
}

export async function loadPage(db: Db, page: StandingPage, now: string): Promise<LoadedPage> {
  const { articleId, translationOf } = page;
  const [site, translations, media, recordings, documents, related] = await Promise.all([
    readSite(db),
    findPageTranslations(db, { articleId, translationOf, now }),
    findMediaOfPage(db, articleId),
    findShownRecordings(db, [{ blocks: page.blocks, leadVideo: '' }]),
    findShownDocuments(db, [page]),
    findStoriesOfPage(db, { articleId, now }),
  ]);
  return { site, page, translations, media, recordings, documents, related };
}
