import type { Head } from '../../http/render.ts';
import { nameIn } from '../../topics/section.ts';
import type { LoadedStory } from '../queries/story.ts';
import { articleTypes, breadcrumbs, graph } from './schema.ts';

/** What the page of a story says to machines. */
export function storyHead(loaded: LoadedStory, siteUrl: string): Head {
  const { story, translations } = loaded;
  const address = (path: string) => `${siteUrl}${encodeURI(path)}`;
  const own = { language: story.language as string, href: address(story.path) };
  const others = translations.map(({ language, path }) => ({ language: language as string, href: address(path) }));
  return {
    description: story.searchDescription || story.standfirst || null,
    canonical: own.href,
    image: story.pictureFile && `${siteUrl}/media/${story.pictureFile}`,
    type: 'article',
    alternates: others.length > 0 ? [own, ...others] : [],
    jsonLd: graph([articleData(loaded, siteUrl), breadcrumbs(siteUrl, [sectionCrumb(loaded, siteUrl)])]),
    robots: null,
  };
}

const sectionCrumb = ({ story }: LoadedStory, siteUrl: string) => ({
  name: nameIn({ name: story.sectionName, translations: story.sectionTranslations }, story.language),
  url: `${siteUrl}/${story.sectionSlug}`,
});

/** schema.org's NewsArticle or a subtype: each author with an address, and the dates that the page shows. */
function articleData({ story, site, authors }: LoadedStory, siteUrl: string): object {
  return {
    '@type': articleTypes[story.label],
    headline: story.searchTitle || story.headline,
    description: story.standfirst || undefined,
    inLanguage: story.language,
    articleSection: story.sectionName,
    datePublished: story.publishedAt,
    dateModified: story.updatedAt ?? story.publishedAt,
    mainEntityOfPage: `${siteUrl}${encodeURI(story.path)}`,
    image: story.pictureFile ? [`${siteUrl}/media/${story.pictureFile}`] : undefined,
    wordCount: story.words,
    author: authors.map(({ name, slug }) => ({ '@type': 'Person', name, url: `${siteUrl}/by/${encodeURI(slug)}` })),
    publisher: { '@type': 'NewsMediaOrganization', name: site.name, url: `${siteUrl}/` },
  };
}
