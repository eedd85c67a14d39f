import { findPeopleByIds } from '../../accounts/queries.ts';
import { describeForReaders } from '../../articles/actions/reading-side.ts';
import { canSee } from '../../articles/policy.ts';
import { findCards } from '../../articles/queries/cards.ts';
import { findPublications } from '../../articles/queries/ledger.ts';
import { type Story, textsOf } from '../../articles/queries/reading.ts';
import { findTranslations } from '../../articles/queries/story.ts';
import { findArticle, findRevision } from '../../articles/queries/writing.ts';
import type { Db } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { NotFound } from '../../errors.ts';
import { findMedia } from '../../media/queries.ts';
import type { LoadedStory } from '../../site/queries/story.ts';
import { findSections, findTopicsByIds } from '../../topics/queries.ts';

export interface Previewed {
  actor: Actor;
  articleId: number;
  /** Null for the newest. */
  revisionId: number | null;
  now: string;
}

/** What the story's page would show if this revision were published now. @throws NotFound */
export async function loadPreview(db: Db, { actor, articleId, revisionId, now }: Previewed): Promise<LoadedStory> {
  const article = await findArticle(db, articleId);
  const revision = article && canSee(actor, article) ? await findRevision(db, revisionId ?? article.revisionId) : null;
  if (!article || revision?.articleId !== articleId)
    throw new NotFound('There is no such story, or it is not yours to see.');
  const [site, sections, ledger] = await Promise.all([readSite(db), findSections(db), findPublications(db, articleId)]);
  const publishedAt = article.publishedAt ?? now;
  const shown = await describeForReaders(db, { article, revision, ledger, publishedAt, now });
  const ids = (kind: 'media' | 'article') =>
    shown.references.filter((each) => each.kind === kind).map(({ targetId }) => targetId);
  const [people, topics, translations, media, related] = await Promise.all([
    findPeopleByIds(db, revision.authorIds),
    findTopicsByIds(db, revision.topicIds),
    findTranslations(db, { articleId, translationOf: revision.translationOf, now }),
    findMedia(db, ids('media')),
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
    sectionId: section?.id ?? 0,
    sectionSlug: section?.slug ?? '',
    sectionName: section?.name ?? 'No section yet',
    sectionTranslations: section?.translations ?? '{}',
    sectionColour: section?.colour ?? '',
    pictureFile: picture?.file ?? null,
    pictureWidth: picture?.width ?? null,
    pictureHeight: picture?.height ?? null,
    mediaCredit: picture?.credit ?? null,
    words: shown.story.words,
    ...textsOf(shown.story),
  };
  const authors = people.map(({ name, slug }) => ({ name, slug }));
  const nothing = { thread: [], series: null, more: [], policies: {} };
  return { site, story, authors, topics, translations, media, related, ...nothing };
}
