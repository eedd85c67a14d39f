import { describeForReaders } from '../../articles/actions/reading-side.ts';
import { canSee } from '../../articles/policy.ts';
import { findCards } from '../../articles/queries/cards.ts';
import { findShownDocuments } from '../../articles/queries/documents.ts';
import { findPublications } from '../../articles/queries/ledger.ts';
import { findPageTranslations } from '../../articles/queries/pages.ts';
import { textsOf } from '../../articles/queries/reading.ts';
import { findShownRecordings } from '../../articles/queries/recordings.ts';
import { findArticle, findRevision } from '../../articles/queries/writing.ts';
import type { Db } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { findMedia } from '../../media/queries.ts';
import type { LoadedPage } from '../../site/queries/page.ts';
import type { Previewed } from './preview.ts';

/** As loadPreview, of a page beside the stories; null where there is no such page that this person may see. */
export async function loadPagePreview(
  db: Db,
  { actor, articleId, revisionId, now }: Previewed,
): Promise<LoadedPage | null> {
  const article = await findArticle(db, articleId);
  if (article?.kind !== 'page' || (actor !== null && !canSee(actor, article))) return null;
  const revision = await findRevision(db, revisionId ?? article.revisionId);
  if (revision?.articleId !== articleId) throw new NotFound('There is no such version of this page.');
  const [site, ledger] = await Promise.all([readSite(db), findPublications(db, articleId)]);
  const publishedAt = article.publishedAt ?? now;
  const { story, references } = await describeForReaders(db, { article, revision, ledger, publishedAt, now });
  const ids = (kind: 'media' | 'article') =>
    references.filter((each) => each.kind === kind).map(({ targetId }) => targetId);
  const [translations, media, recordings, documents, related] = await Promise.all([
    findPageTranslations(db, { articleId, translationOf: revision.translationOf, now }),
    findMedia(db, ids('media')),
    findShownRecordings(db, [{ blocks: textsOf(story).blocks, leadVideo: '' }]),
    findShownDocuments(db, [textsOf(story)]),
    findCards(db, { now, articleIds: ids('article'), limit: 20 }),
  ]);
  const page = {
    ...revision,
    articleId,
    path: story.path,
    headline: revision.headline || 'No headline yet',
    publishedAt,
    updatedAt: story.updated_at ?? null,
    ...textsOf(story),
  };
  return { site, page, translations, media, recordings, documents, related };
}
