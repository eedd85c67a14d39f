import type { Tx } from '../../db/database.ts';
import { findReadingSide, hasOtherVideo, type Placed } from '../queries/reading-side.ts';

/**
 * What an event names (events/log.ts) when a story came to readers, changed there or went: the pages that showed it, and those that show it now.
 * @param before where it stood until this; null where readers saw nothing of it
 */
export async function touchedPages(
  tx: Tx,
  articleId: number,
  { before, now }: { before: Placed | null; now: string },
): Promise<string[]> {
  const after = await findReadingSide(tx, articleId);
  const names = [before, after].flatMap((shown) => (shown ? namesOf(articleId, shown) : []));
  const isVideo = (before?.hasVideo ?? false) !== (after?.hasVideo ?? false);
  // The navigation of every page leads to the videos, as soon as there is one.
  return isVideo && !(await hasOtherVideo(tx, { articleId, now })) ? [...names, 'site'] : names;
}

/** The pages that show a story, by name; those beside the stories are linked from every page. */
const namesOf = (articleId: number, shown: Placed): string[] => [
  `article:${articleId}`,
  `card:${articleId}`,
  // Its page, and those of other translations, link to this one.
  ...(shown.translationOf === null ? [] : [`article:${shown.translationOf}`]),
  `path:${shown.path}`,
  ...(shown.sectionId === null ? ['site'] : [`section:${shown.sectionId}`, 'front']),
  ...shown.topicIds.map((id) => `topic:${id}`),
  ...shown.authorIds.map((id) => `person:${id}`),
  ...(shown.seriesId === null ? [] : [`series:${shown.seriesId}`]),
];
