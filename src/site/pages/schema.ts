import { organisationId } from '../../articles/pages/linked-data.ts';
import type { Label } from '../../db/tables.ts';
import { type Language, words } from '../../text/language.ts';

export { graph } from '../../articles/pages/linked-data.ts';

/** schema.org's type for each label. Source: schema.org/NewsArticle and its subtypes. */
export const articleTypes: Record<Label, string> = {
  news: 'NewsArticle',
  analysis: 'AnalysisNewsArticle',
  opinion: 'OpinionNewsArticle',
  editorial: 'OpinionNewsArticle',
  explainer: 'BackgroundNewsArticle',
  // A ClaimReview names the claim and the verdict, which a story does not hold as fields.
  'fact-check': 'AnalysisNewsArticle',
  live: 'LiveBlogPosting',
};

/** The way from the front page to this one, which is the last; in the language of the page. */
export function breadcrumbs(siteUrl: string, trail: { name: string; url: string }[], language: Language): object {
  const whole = [{ name: words(language).frontPage, url: `${siteUrl}/` }, ...trail];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: whole.map(({ name, url }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: encodeURI(url),
    })),
  };
}

export interface ListFacts {
  /** As it is asked for, escaped. */
  address: string;
  name: string;
  description: string;
  language: string;
  /** The person whose stories these are. */
  person?: { name: string; description: string | null; image: object | undefined };
}

/** A list of stories; a person's is a profile. Source: schema.org/CollectionPage, schema.org/ProfilePage. */
export function listData({ address, name, description, language, person }: ListFacts, siteUrl: string): object {
  const page = { name, url: address, description, inLanguage: language, isPartOf: { '@id': `${siteUrl}/#website` } };
  if (!person) return { '@type': 'CollectionPage', ...page };
  return {
    '@type': 'ProfilePage',
    ...page,
    mainEntity: {
      '@type': 'Person',
      name: person.name,
      url: address,
      description: person.description || undefined,
      image: person.image,
      worksFor: { '@id': organisationId(siteUrl) },
    },
  };
}
