import type { Language } from '../text/language.ts';

/** A part of the paper, with an address of its own and a place in the navigation. */
export interface Section {
  id: number;
  slug: string;
  name: string;
  /** JSON: names in other languages. */
  translations: string;
  /** JSON: what it is about, by language. */
  descriptions: string;
  /** A hue; '' for the newsroom's own colour. */
  colour: string;
}

/** Colours that a section may have, drawn by styles/hues.css with enough contrast on light and dark. */
export const hues = ['blue', 'teal', 'green', 'brown', 'purple'] as const;

/** What stories are filed under. */
export type FilingKind = 'section' | 'topic' | 'series';

/** What has an address of its own, with a list of stories at it. */
export type ListKind = FilingKind | 'person';

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
    'replies',
    'robots.txt',
    'search',
    'series',
    'site-map',
  ],
  ...['sitemap.xml', 'theme', 'topics', 'uploads', 'video', 'your-data', 'favicon.ico', '.well-known'],
];

export const isReserved = (slug: string): boolean =>
  reservedSlugs.includes(slug) || /^(\d{4}|sitemap-.*\.xml)$/.test(slug);

/** The name in the page's language, or the newsroom's own where there is none. */
export function nameIn({ name, translations }: Pick<Section, 'name' | 'translations'>, language: Language): string {
  const known = JSON.parse(translations) as Partial<Record<Language, string>>;
  return known[language] ?? name;
}

/** What the section is about, in the page's language; '' where nothing is said in it. */
export function descriptionIn({ descriptions }: Pick<Section, 'descriptions'>, language: Language): string {
  const known = JSON.parse(descriptions) as Partial<Record<Language, string>>;
  return known[language] ?? '';
}

/** The colour's name, by which styles/hues.css draws it; null for the newsroom's own colour. */
export const hueOf = (colour: string): string | null => ((hues as readonly string[]).includes(colour) ? colour : null);

const places: Record<ListKind, string> = { section: '/', topic: '/topics/', series: '/series/', person: '/by/' };

/** The path of its page, as letters. */
export const filingPath = (kind: ListKind, slug: string): string => `${places[kind]}${slug}`;
