import type { PreviewedStory } from '../../articles/queries/preview-links.ts';
import type { Db } from '../../db/database.ts';
import type { LoadedPage } from '../../site/queries/page.ts';
import type { LoadedStory } from '../../site/queries/story.ts';
import { loadPagePreview } from './page-preview.ts';
import { loadPreview } from './preview.ts';

/** What readers would see of the newest version, its pictures asked for below the secret link. */
export async function loadByLink(
  db: Db,
  { story, token, now }: { story: PreviewedStory; token: string; now: string },
): Promise<{ page: LoadedPage } | { story: LoadedStory }> {
  const which = { actor: null, articleId: story.id, revisionId: story.revisionId, now };
  const page = await loadPagePreview(db, which);
  if (page) return { page: { ...page, media: below(token, page.media) } };
  const loaded = await loadPreview(db, which);
  return { story: { ...loaded, media: below(token, loaded.media) } };
}

const below = (token: string, media: LoadedStory['media']): LoadedStory['media'] =>
  media.map((picture) => ({ ...picture, folder: `/preview/${token}/media` }));
