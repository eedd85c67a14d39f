import { type FeedFormat, feedFormats } from '../../articles/pages/feed-links.ts';
import { recordingFilesOf } from '../../articles/queries/recordings.ts';
import type { WholeStory } from '../../articles/queries/whole-stories.ts';
import { type Language, words } from '../../text/language.ts';
import { nameIn } from '../../topics/section.ts';
import type { LoadedFeed } from '../queries/feeds.ts';
import { listPath } from '../queries/lists.ts';
import { addressOf } from './article-data.ts';
import { type FeedStoryModel, feedStoryModel, withWholeAddresses } from './feed-story.ts';
import { factsOf } from './list-facts.ts';

/** A feed, whatever form it is written in. Addresses are absolute, times are as the database has them. */
export interface Feed {
  title: string;
  description: string;
  language: Language;
  /** The page whose stories these are. */
  address: string;
  /** Of each form of the feed. */
  addresses: Record<FeedFormat, string>;
  publisher: { name: string; address: string };
  changedAt: string;
  items: FeedItem[];
}

export interface FeedItem {
  /** The same for ever, whatever becomes of the story's address. */
  id: string;
  address: string;
  title: string;
  summary: string | null;
  html: string;
  /** Null where it is the feed's. */
  language: Language | null;
  published: string;
  /** The last update or correction. */
  updated: string;
  authors: { name: string; address: string | null }[];
  tags: string[];
  picture: { address: string; width: number | null; height: number | null } | null;
  /** Of the first recording of our own, for programs that play it. */
  enclosure: { address: string; mime: string; bytes: number; seconds: number } | null;
}

interface Around {
  siteUrl: string;
  now: string;
  renderText(language: Language, model: FeedStoryModel): string;
}

/** Of a newsroom that has published nothing, where a form wants a time. */
export const beginning = '1970-01-01T00:00:00.000Z';

export function feedOf(loaded: LoadedFeed, around: Around): Feed {
  const { site, subject, changedAt } = loaded;
  const { language } = site;
  const facts = subject && factsOf(subject, site.name, { zone: site.zone, language });
  const base = `${around.siteUrl}${subject ? encodeURI(listPath(subject)) : ''}`;
  return {
    title: facts ? `${site.name}: ${facts.name}` : site.name,
    description: facts ? facts.intro || facts.about : site.description || words(language).feeds.aboutSite(site.name),
    language,
    address: subject ? base : `${base}/`,
    addresses: addressesBelow(base),
    publisher: { name: site.name, address: `${around.siteUrl}/` },
    changedAt: changedAt ?? beginning,
    items: loaded.stories.map((whole) => itemOf(whole, loaded, around)),
  };
}

const addressesBelow = (base: string): Feed['addresses'] => ({
  rss: `${base}/${feedFormats.rss.ending}`,
  atom: `${base}/${feedFormats.atom.ending}`,
  json: `${base}/${feedFormats.json.ending}`,
});

function itemOf(whole: WholeStory, { site }: LoadedFeed, { siteUrl, now, renderText }: Around): FeedItem {
  const { story, authors, topics } = whole;
  const { language } = story;
  const address = addressOf(story, siteUrl);
  const section = { name: story.sectionName, translations: story.sectionTranslations };
  return {
    id: idOf(story, siteUrl),
    address,
    title: story.headline,
    summary: story.standfirst || null,
    html: withWholeAddresses(renderText(language, feedStoryModel(whole, { site, now, siteUrl })), address).trim(),
    language: language === site.language ? null : language,
    published: story.publishedAt,
    updated: story.updatedAt ?? story.publishedAt,
    authors: authors.map(({ name, slug }) => ({ name, address: `${siteUrl}/by/${encodeURI(slug)}` })),
    tags: [section, ...topics].map((named) => nameIn(named, language)),
    picture: story.pictureFile
      ? { address: `${siteUrl}/media/${story.pictureFile}`, width: story.pictureWidth, height: story.pictureHeight }
      : null,
    enclosure: enclosureOf(whole, siteUrl),
  };
}

function enclosureOf({ story, recordings }: WholeStory, siteUrl: string): FeedItem['enclosure'] {
  const [first] = recordingFilesOf(story);
  const recording = recordings.find(({ file }) => file === first);
  if (!recording) return null;
  const { file, mime, bytes, seconds } = recording;
  return { address: `${siteUrl}/media/${file}`, mime, bytes, seconds };
}

/** Of the site's name and the day of first publication, neither of which changes. Source: RFC 4151. */
const idOf = ({ articleId, publishedAt }: WholeStory['story'], siteUrl: string): string =>
  `tag:${new URL(siteUrl).hostname},${publishedAt.slice(0, 10)}:story-${articleId}`;
