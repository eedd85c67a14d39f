import type { SafeHtml } from '../text/safe-html.ts';

/** What stands in <head> for search engines and for those who share the page. Addresses are absolute. */
export interface Head {
  description: string | null;
  canonical: string | null;
  /** Of the picture that a shared link shows. */
  image: string | null;
  /** og:type */
  type: 'website' | 'article' | 'profile';
  /** This page in every language that it comes in, itself included; [] when it comes in one. */
  alternates: { language: string; href: string }[];
  /** schema.org data, its `<` escaped so that no text can end the element. */
  jsonLd: SafeHtml | null;
  /** Null where search engines may show all there is. */
  robots: string | null;
  /** What a shared link is called; by default the page's title. */
  shareTitle?: string | null;
  /** Of `image`: pixels, and what it shows. */
  imageFacts?: ImageFacts | null;
  /** Feeds of what the page shows. */
  feeds?: HeadLink[];
  /** What oEmbed says of the page. */
  embeds?: HeadLink[];
  /** Source: ogp.me, "Article". */
  article?: ArticleFacts | null;
}

export interface ImageFacts {
  width: string;
  height: string;
  alt: string;
}

/** For <link rel="alternate">. */
export interface HeadLink {
  type: string;
  title: string;
  href: string;
}

export interface ArticleFacts {
  published: string;
  modified: string;
  section: string;
  tags: string[];
  /** Addresses. */
  authors: string[];
}

const nothing: Required<Head> = {
  description: null,
  canonical: null,
  image: null,
  type: 'website',
  alternates: [],
  jsonLd: null,
  robots: null,
  shareTitle: null,
  imageFacts: null,
  feeds: [],
  embeds: [],
  article: null,
};

/** With everything that a layout asks for. */
export const completeHead = (head: Head | undefined): Required<Head> => ({ ...nothing, ...head });
