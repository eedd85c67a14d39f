import type { Site } from '../../db/settings.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';
import type { Policies } from '../queries/policies.ts';

/** Who publishes. */
export interface Publisher {
  site: Site;
  siteUrl: string;
  /** Path of the icon. */
  logo: string;
  policies: Policies;
}

/** Linked data for the head of a page. `<` is escaped, so that no text can end the element that holds it. */
export const graph = (nodes: object[]): SafeHtml =>
  safeHtml(JSON.stringify({ '@context': 'https://schema.org', '@graph': nodes }).replaceAll('<', '\\u003c'));

/** Every page of the paper speaks of the same one. */
export const organisationId = (siteUrl: string): string => `${siteUrl}/#organization`;

/** As every story names it: by this the front page's own description is found. Source: schema.org/NewsMediaOrganization. */
export const publisherOf = ({ site, siteUrl, logo, policies }: Publisher): object => ({
  '@type': 'NewsMediaOrganization',
  '@id': organisationId(siteUrl),
  name: site.name,
  url: `${siteUrl}/`,
  logo: { '@type': 'ImageObject', url: `${siteUrl}${logo}` },
  ...Object.fromEntries(Object.entries(policies).map(([name, path]) => [name, `${siteUrl}${path}`])),
});

export const organisation = (publisher: Publisher): object => ({
  ...publisherOf(publisher),
  description: publisher.site.description || undefined,
  email: publisher.site.email || undefined,
});

/** The front page, which is the site as a whole. */
export const website = ({ site, siteUrl }: Publisher): object => ({
  '@type': 'WebSite',
  '@id': `${siteUrl}/#website`,
  name: site.name,
  url: `${siteUrl}/`,
  inLanguage: site.language,
  publisher: { '@id': organisationId(siteUrl) },
});
