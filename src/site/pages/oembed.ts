import type { Card } from '../../articles/queries/reading.ts';
import { escapeHtml } from '../../text/markdown/plain-text.ts';
import { wellFormed } from './feed-formats.ts';

/** Source: oembed.com, section 2.3.4. A link: the pages of this site let nobody frame them, and a card of ours would need a script. */
export type Embed = Record<string, string | number>;

interface Bounds {
  siteUrl: string;
  siteName: string;
  /** What whoever asks has room for, in pixels. */
  width: number;
  height: number;
}

export function embedOf(story: Card, { siteUrl, siteName, width, height }: Bounds): Embed {
  const { authors, pictureFile, pictureWidth, pictureHeight } = story;
  const [author] = authors;
  const fits = (pictureWidth ?? 0) <= width && (pictureHeight ?? 0) <= height;
  return {
    version: '1.0',
    type: 'link',
    title: story.headline,
    // It knows one author; the others would be lost if one of several were linked.
    ...(author ? { author_name: authors.map(({ name }) => name).join(', ') } : {}),
    ...(author && authors.length === 1 ? { author_url: `${siteUrl}/by/${encodeURI(author.slug)}` } : {}),
    provider_name: siteName,
    provider_url: `${siteUrl}/`,
    ...(pictureFile && pictureWidth && pictureHeight && fits
      ? {
          thumbnail_url: `${siteUrl}/media/${pictureFile}`,
          thumbnail_width: pictureWidth,
          thumbnail_height: pictureHeight,
        }
      : {}),
  };
}

export function embedXml(embed: Embed): string {
  const elements = Object.entries(embed).map(([name, value]) => `<${name}>${escapeHtml(String(value))}</${name}>`);
  return wellFormed(`<?xml version="1.0" encoding="utf-8" standalone="yes"?><oembed>${elements.join('')}</oembed>`);
}
