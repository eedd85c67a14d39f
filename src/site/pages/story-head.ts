import { feedFormats } from '../../articles/pages/feed-links.ts';
import type { ArticleFacts, Head, HeadLink } from '../../http/render.ts';
import { words } from '../../text/language.ts';
import { textOf } from '../../text/markdown/plain-text.ts';
import { nameIn } from '../../topics/section.ts';
import type { LoadedStory } from '../queries/story.ts';
import { addressOf, articleData, type SiteFacts } from './article-data.ts';
import { breadcrumbs, graph } from './schema.ts';
import { sharedImage } from './sharing-card.ts';
import { leadAltOf } from './story-lead.ts';

/** What the page of a story says to machines. */
export function storyHead(loaded: LoadedStory, facts: SiteFacts): Head {
  const { story } = loaded;
  const { siteUrl } = facts;
  const title = story.searchTitle || story.headline;
  return {
    description: story.searchDescription || story.standfirst || openingOf(loaded) || title,
    canonical: addressOf(story, siteUrl),
    ...sharedImage(story, { site: loaded.site, siteUrl, alt: leadAltOf(loaded) }),
    type: 'article',
    shareTitle: title,
    article: articleFacts(loaded, siteUrl),
    alternates: alternatesOf(story, loaded.translations, siteUrl),
    feeds: feedsOf(loaded, siteUrl),
    embeds: embedsOf(addressOf(story, siteUrl), { siteUrl, title }),
    jsonLd: graph([articleData(loaded, facts), breadcrumbs(siteUrl, [sectionCrumb(loaded, siteUrl)], story.language)]),
    robots: null,
  };
}

const longestDescription = 160;
const opening = /<p[^>]*>(.*?)<\/p>/s;

/** The first words of the text, for a story without a standfirst; '' where there are none. */
function openingOf({ story }: LoadedStory): string {
  const [, html = ''] = story.blocks.flatMap((block) =>
    block.kind === 'html' ? (opening.exec(block.html) ?? []) : [],
  );
  const text = textOf(html);
  return text.length <= longestDescription ? text : `${text.slice(0, longestDescription).replace(/\s+\S*$/, '')}…`;
}

function articleFacts({ story, topics, authors }: LoadedStory, siteUrl: string): ArticleFacts {
  return {
    published: story.publishedAt,
    modified: story.updatedAt ?? story.publishedAt,
    section: sectionName(story),
    tags: topics.map((topic) => nameIn(topic, story.language)),
    authors: authors.map(({ slug }) => `${siteUrl}/by/${encodeURI(slug)}`),
  };
}

const sectionName = ({ sectionName: name, sectionTranslations: translations, language }: LoadedStory['story']) =>
  nameIn({ name, translations }, language);

const sectionCrumb = ({ story }: LoadedStory, siteUrl: string) => ({
  name: sectionName(story),
  url: `${siteUrl}/${story.sectionSlug}`,
});

/**
 * The story in each of its languages, itself included, and the original for readers of any other. Of two stories in one language the
 * page itself, or the first, stands for it: a language may lead to one address only.
 */
export function alternatesOf(
  own: Pick<LoadedStory['story'], 'path' | 'language' | 'translationOf'>,
  translations: LoadedStory['translations'],
  siteUrl: string,
): Head['alternates'] {
  if (translations.length === 0) return [];
  const all = [own, ...translations];
  const original = all.find(({ translationOf }) => translationOf === null);
  const byLanguage = new Map(all.toReversed().map((each) => [each.language as string, addressOf(each, siteUrl)]));
  const languages = [...byLanguage].reverse().map(([language, href]) => ({ language, href }));
  if (languages.length < 2) return [];
  return [...languages, ...(original ? [{ language: 'x-default', href: addressOf(original, siteUrl) }] : [])];
}

function feedsOf(loaded: LoadedStory, siteUrl: string): HeadLink[] {
  const { story, site } = loaded;
  const says = words(story.language).feeds;
  const { ending, type, name } = feedFormats.rss;
  return [
    { type, title: says.feedOf(site.name, name), href: `${siteUrl}/${ending}` },
    {
      type,
      title: says.feedOf(`${site.name}: ${sectionName(story)}`, name),
      href: `${siteUrl}/${encodeURI(story.sectionSlug)}/${ending}`,
    },
    ...commentsFeedOf(loaded, siteUrl),
  ];
}

/** Of a story that has some. */
function commentsFeedOf({ story, thread }: LoadedStory, siteUrl: string): HeadLink[] {
  if (!thread || thread.counts.published === 0) return [];
  const says = words(story.language);
  const { ending, type, name } = feedFormats.rss;
  const title = says.feeds.feedOf(says.commentsHeading, name);
  return [{ type, title, href: `${addressOf(story, siteUrl)}/comments/${ending}` }];
}

/** Where the page is described to those who embed it. Source: oembed.com, "Discovery". */
function embedsOf(address: string, { siteUrl, title }: { siteUrl: string; title: string }): HeadLink[] {
  const href = (format: string) => `${siteUrl}/oembed?format=${format}&url=${encodeURIComponent(address)}`;
  return [
    { type: 'application/json+oembed', title, href: href('json') },
    { type: 'text/xml+oembed', title, href: href('xml') },
  ];
}
