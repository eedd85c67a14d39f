/** Plain files by which machines and those who test them know what the site asks of them. */

/** What nobody finds anything in: the newsroom, what a search found, forms, and descriptions of other pages. Source: RFC 9309. */
const hidden = ['/admin$', '/admin/', '/admin?', '/search?', '/preview/', '/oembed', '/*/comments'];

export const robots = (siteUrl: string): string =>
  [
    'User-agent: *',
    ...hidden.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${siteUrl}/sitemap.xml`,
    `Sitemap: ${siteUrl}/news-sitemap.xml`,
    '',
  ].join('\n');

const securityDays = 180;
const day = 86_400_000;

interface Contact {
  siteUrl: string;
  email: string;
  /** Path of the newsroom's page with its addresses. */
  contactPage: string | null;
  language: string;
  now: string;
}

/** Good for half a year from the beginning of the day, so that it is one file all day. Source: RFC 9116. */
export function securityTxt({ siteUrl, email, contactPage, language, now }: Contact): string {
  const today = Math.floor(Date.parse(now) / day) * day;
  const address = email.split('@').map(encodeURIComponent).join('@');
  return [
    `Contact: mailto:${address}`,
    ...(contactPage ? [`Contact: ${siteUrl}${contactPage}`] : []),
    `Expires: ${new Date(today + securityDays * day).toISOString()}`,
    `Preferred-Languages: ${language}`,
    `Canonical: ${siteUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
