import type { Language } from '../text/language.ts';

/** A part of the paper, with an address of its own and a place in the navigation. */
export interface Section {
  id: number;
  slug: string;
  name: string;
  /** JSON: names in other languages. */
  translations: string;
}

export interface Topic {
  id: number;
  slug: string;
  name: string;
  translations: string;
}

/** Stories that belong together in an order, such as the parts of an investigation. */
export interface Series {
  id: number;
  slug: string;
  name: string;
  translations: string;
}

/** First parts of addresses that the program answers itself; a section may have none of them, nor four digits (a year), nor the name of a sitemap's part. */
export const reservedSlugs: readonly string[] = [
  ...[
    'admin',
    'archive',
    'assets',
    'by',
    'comments',
    'corrections',
    'feed',
    'feed.atom',
    'feed.json',
    'feed.xml',
    'healthz',
  ],
  ...[
    'media',
    'metrics',
    'news-sitemap.xml',
    'oembed',
    'pages',
    'preview',
    'robots.txt',
    'search',
    'series',
    'site-map',
  ],
  ...['sitemap.xml', 'theme', 'topics', 'uploads', 'video', 'favicon.ico', '.well-known'],
];

export const isReserved = (slug: string): boolean =>
  reservedSlugs.includes(slug) || /^(\d{4}|sitemap-.*\.xml)$/.test(slug);

/** The name in the page's language, or the newsroom's own where there is none. */
export function nameIn({ name, translations }: Pick<Section, 'name' | 'translations'>, language: Language): string {
  const known = JSON.parse(translations) as Partial<Record<Language, string>>;
  return known[language] ?? name;
}
