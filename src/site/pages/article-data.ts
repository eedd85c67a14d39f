import { publisherOf } from '../../articles/pages/linked-data.ts';
import { pictureOfCard } from '../../articles/queries/reading.ts';
import { cropKeys, jpegFile } from '../../media/variant.ts';
import { nameIn } from '../../topics/section.ts';
import type { LoadedStory } from '../queries/story.ts';
import { articleTypes } from './schema.ts';
import { leadAltOf, leadPicture } from './story-lead.ts';
import { playedData } from './video-data.ts';

/** Where the site is, and the path of its icon. */
export interface SiteFacts {
  siteUrl: string;
  logo: string;
}

/**
 * schema.org's NewsArticle or a subtype: each author with an address, and the dates that the page shows. The page has to come whole in
 * the first round trips of a slow line, so that what is said elsewhere in its head is not said again: topics, and what the newsroom is.
 */
export function articleData(loaded: LoadedStory, facts: SiteFacts): object {
  const { story, site, authors, policies } = loaded;
  const { siteUrl } = facts;
  const publisher = publisherOf({ site, policies, ...facts });
  const people = authors.map(({ name, slug }) => ({
    '@type': 'Person',
    name,
    url: `${siteUrl}/by/${encodeURI(slug)}`,
  }));
  return {
    '@type': articleTypes[story.label],
    '@id': addressOf(story, siteUrl),
    headline: story.searchTitle || story.headline,
    description: story.searchDescription || story.standfirst || undefined,
    mainEntityOfPage: addressOf(story, siteUrl),
    inLanguage: story.language,
    articleSection: nameIn({ name: story.sectionName, translations: story.sectionTranslations }, story.language),
    datePublished: story.publishedAt,
    dateModified: story.updatedAt ?? story.publishedAt,
    image: imageOf(loaded, siteUrl),
    ...playedData(loaded, siteUrl),
    wordCount: story.words,
    author: people.length > 0 ? people : publisher,
    publisher,
    correction: correctionsOf(story),
    ...translationsOf(loaded, siteUrl),
  };
}

/** As the page that it stands in is asked for. */
export const addressOf = ({ path }: { path: string }, siteUrl: string): string => `${siteUrl}${encodeURI(path)}`;

/** Search engines take one of the shapes that they have room for (developers.google.com/search/docs/appearance/structured-data/article). */
function imageOf(loaded: LoadedStory, siteUrl: string): (object | string)[] | undefined {
  const { story } = loaded;
  const picture = pictureOfCard(story);
  if (!picture) return undefined;
  const credit = story.leadCredit || leadPicture(loaded)?.credit;
  return [
    {
      '@type': 'ImageObject',
      url: `${siteUrl}/media/${picture.file}`,
      width: picture.width,
      height: picture.height,
      caption: story.leadKind === 'image' ? story.leadCaption || leadAltOf(loaded) || undefined : undefined,
      creditText: credit || undefined,
    },
    ...cropKeys.map((crop) => `${siteUrl}/media/${jpegFile(picture, crop)}`),
  ];
}

function correctionsOf({ corrections }: LoadedStory['story']): object[] | undefined {
  if (corrections.length === 0) return undefined;
  return corrections.map(({ at, text }) => ({ '@type': 'CorrectionComment', text, datePublished: at }));
}

/** A translation names its original, and an original its translations. */
function translationsOf({ story, translations }: LoadedStory, siteUrl: string): object {
  const works = translations
    .filter(({ translationOf }) => (translationOf === null) !== (story.translationOf === null))
    .map((each) => ({
      '@type': 'NewsArticle',
      '@id': addressOf(each, siteUrl),
      inLanguage: each.language,
    }));
  if (works.length === 0) return {};
  return story.translationOf === null ? { workTranslation: works } : { translationOfWork: works[0] };
}
