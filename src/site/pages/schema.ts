import type { Label } from '../../db/tables.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';

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

/** Linked data for the head of a page. `<` is escaped, so that no text can end the element that holds it. */
export const graph = (nodes: object[]): SafeHtml =>
  safeHtml(JSON.stringify({ '@context': 'https://schema.org', '@graph': nodes }).replaceAll('<', '\\u003c'));

export function breadcrumbs(siteUrl: string, trail: { name: string; url: string }[]): object {
  const whole = [{ name: 'Front page', url: `${siteUrl}/` }, ...trail];
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
