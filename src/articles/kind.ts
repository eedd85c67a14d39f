import type { ArticleKind } from '../db/tables.ts';
import { datePath } from '../text/dates.ts';
import { type Content, emptyContent, type FiledNames } from './content.ts';

/*
 * Stories, and the pages beside them (About, Contact, …). Both are written, reviewed, published, corrected and withdrawn alike;
 * here is in what they differ. Which tables hold each of them for readers, queries/reading-side.ts knows.
 */

export type { ArticleKind } from '../db/tables.ts';

/** All that a page has: it stands in no list, leads with nothing, and nobody comments on it. */
export const pageFields = [
  ...(['headline', 'shortHeadline', 'standfirst', 'body', 'language', 'slug', 'translationOf'] as const),
  ...(['searchTitle', 'searchDescription'] as const),
];

/** Of the content, what an article of this kind has. */
export function contentOf(kind: ArticleKind, content: Content): Content {
  if (kind === 'story') return content;
  const had = Object.fromEntries(pageFields.map((field) => [field, content[field]]));
  return { ...emptyContent, comments: 'closed', ...had };
}

export const filedNames = (kind: ArticleKind, names: FiledNames): FiledNames =>
  kind === 'story' ? names : { topics: [], authors: [], series: '', original: names.original };

/** The date of first publication in the newsroom's zone, and the ending; a page has no date in its address. */
export const pathOf = (kind: ArticleKind, ending: string, out: { publishedAt: string; zone: string }): string =>
  kind === 'story' ? `/${datePath(out.publishedAt, out.zone)}/${ending}` : `/pages/${ending}`;

/** The ending of a story's address as a database finds it, which begins at this character, counted from 1; and for LIKE how such addresses look. */
export const storyEnding = { from: 13, pattern: '/____/__/__/%' } as const;
