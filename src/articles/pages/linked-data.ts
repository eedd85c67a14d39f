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

/** Source: schema.org/NewsMediaOrganization. */
export function organisation({ site, siteUrl, logo, policies }: Publisher): object {
  return {
    '@type': 'NewsMediaOrganization',
    '@id': organisationId(siteUrl),
    name: site.name,
    url: `${siteUrl}/`,
    description: site.description || undefined,
    email: site.email || undefined,
    logo: { '@type': 'ImageObject', url: `${siteUrl}${logo}` },
    ...Object.fromEntries(Object.entries(policies).map(([name, path]) => [name, `${siteUrl}${path}`])),
  };
}

/** The front page, which is the site as a whole. */
export const website = ({ site, siteUrl }: Publisher): object => ({
  '@type': 'WebSite',
  '@id': `${siteUrl}/#website`,
  name: site.name,
  url: `${siteUrl}/`,
  inLanguage: site.language,
  publisher: { '@id': organisationId(siteUrl) },
});
