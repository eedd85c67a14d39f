import { findPeopleByIds } from '../../accounts/queries.ts';
import { describeForReaders } from '../../articles/actions/reading-side.ts';
import { canSee } from '../../articles/policy.ts';
import { findCards } from '../../articles/queries/cards.ts';
import { findShownDocuments } from '../../articles/queries/documents.ts';
import { findPublications } from '../../articles/queries/ledger.ts';
import { findMore } from '../../articles/queries/more.ts';
import { type Story, textsOf } from '../../articles/queries/reading.ts';
import { findShownRecordings } from '../../articles/queries/recordings.ts';
import { findSeriesEntries } from '../../articles/queries/series-and-months.ts';
import { findTranslations } from '../../articles/queries/story.ts';
import { findArticle, findRevision } from '../../articles/queries/writing.ts';
import { noThreads } from '../../comments/queries/threads.ts';
import type { Db } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { NotFound } from '../../errors.ts';
import { findMedia } from '../../media/queries.ts';
import { type LoadedStory, placeIn } from '../../site/queries/story.ts';
import { findSections, findSeries, findTopicsByIds } from '../../topics/queries.ts';

export interface Previewed {
  /** Null for who has a link to it. */
  actor: Actor | null;
  articleId: number;
  /** Null for the newest. */
  revisionId: number | null;
  now: string;
}

/** What the story's page would show if this revision were published now. @throws NotFound */
export async function loadPreview(db: Db, { actor, articleId, revisionId, now }: Previewed): Promise<LoadedStory> {
  const article = await findArticle(db, articleId);
  const revision =
    article && (actor === null || canSee(actor, article))
      ? await findRevision(db, revisionId ?? article.revisionId)
      : null;
  if (!article || revision?.articleId !== articleId)
    throw new NotFound('There is no such story, or it is not yours to see.');
  const [site, sections, ledger] = await Promise.all([readSite(db), findSections(db), findPublications(db, articleId)]);
  const publishedAt = article.publishedAt ?? now;
  const shown = await describeForReaders(db, { article, revision, ledger, publishedAt, now });
  const ids = (kind: 'media' | 'article') =>
    shown.references.filter((each) => each.kind === kind).map(({ targetId }) => targetId);
  const [people, topics, translations, media, recordings, documents, related] = await Promise.all([
    findPeopleByIds(db, revision.authorIds),
    findTopicsByIds(db, revision.topicIds),
    findTranslations(db, { articleId, translationOf: revision.translationOf, now }),
    findMedia(db, ids('media')),
    findShownRecordings(db, [{ ...textsOf(shown.story), leadVideo: shown.story.lead_video }]),
    findShownDocuments(db, [textsOf(shown.story)]),
    findCards(db, { now, articleIds: ids('article'), limit: 20 }),
  ]);
  const section = sections.find(({ id }) => id === revision.sectionId);
  const picture = media.find(({ id }) => id === shown.story.lead_media_id) ?? null;
  const story: Story = {
    ...revision,
    revisionId: revision.id,
    articleId,
    path: shown.story.path,
    headline: revision.headline || 'No headline yet',
    publishedAt,
    updatedAt: shown.story.updated_at ?? null,
    leadAlt: shown.story.lead_alt,
    leadDecorative: revision.leadDecorative ? 1 : 0,
    sectionId: section?.id ?? 0,
    sectionSlug: section?.slug ?? '',
    sectionName: section?.name ?? 'No section yet',
    sectionTranslations: section?.translations ?? '{}',
    sectionColour: section?.colour ?? '',
    pictureFile: picture?.file ?? null,
    pictureWidth: picture?.width ?? null,
    pictureHeight: picture?.height ?? null,
    pictureFocalX: picture?.focalX ?? null,
    pictureFocalY: picture?.focalY ?? null,
    pictureTone: picture?.tone ?? null,
    mediaCredit: picture?.credit ?? null,
    words: shown.story.words,
    ...textsOf(shown.story),
  };
  const authors = people.map(({ name, slug }) => ({ name, slug }));
  const loaded = {
    site,
    story,
    authors,
    topics,
    translations,
    media,
    recordings,
    documents,
    related,
    thread: noThreads,
    policies: {},
  };
  return { ...loaded, ...(await findFurther(db, { ...loaded, part: revision.seriesPart }, now)) };
}

type Found = Pick<LoadedStory, 'story' | 'topics' | 'related'> & { part: number | null };

/** Where it would stand in its series, and what readers would be led to. */
async function findFurther(
  db: Db,
  { story, part, topics, related }: Found,
  now: string,
): Promise<Pick<LoadedStory, 'series' | 'more'>> {
  const series = await findFuturePlace(db, { ...story, part }, now);
  const known = [...related, series?.previous, series?.next].flatMap((each) => each?.articleId ?? []);
  const more = await findMore(db, {
    ...{ now, topicIds: topics.map(({ id }) => id), sectionId: story.sectionId, language: story.language },
    except: [story.articleId, ...known],
  });
  return { series, more };
}

async function findFuturePlace(
  db: Db,
  story: Story & { part: number | null },
  now: string,
): Promise<LoadedStory['series']> {
  if (story.seriesId === null) return null;
  const [series, all] = await Promise.all([
    findSeries(db, story.seriesId),
    findSeriesEntries(db, { seriesId: story.seriesId, now }),
  ]);
  if (!series) return null;
  const others = all.filter(({ articleId }) => articleId !== story.articleId);
  const last = Number.POSITIVE_INFINITY;
  const index = others.findIndex(({ part }) => (part ?? last) > (story.part ?? last));
  return placeIn(series, others.toSpliced(index < 0 ? others.length : index, 0, story), story.articleId);
}
