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
  if (page) return { page: { ...page, ...below(token, page) } };
  const loaded = await loadPreview(db, which);
  return { story: { ...loaded, ...below(token, loaded) } };
}

type Files = Pick<LoadedStory, 'media' | 'recordings' | 'documents'>;

function below(token: string, { media, recordings, documents }: Files): Files {
  const folder = `/preview/${token}/media`;
  return {
    media: media.map((picture) => ({ ...picture, folder })),
    recordings: recordings.map((recording) => ({ ...recording, folder })),
    documents: documents.map((document) => ({ ...document, folder })),
  };
}
