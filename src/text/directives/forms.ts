import { findDocumentFile } from '../documents.ts';
import { providerNames } from '../embeds.ts';
import { webAddress } from '../link-address.ts';
import type { Value } from '../markdown/attributes.ts';
import { isTime } from '../moments.ts';
import { isPlayable } from '../recordings.ts';
import type { Block } from './block.ts';

export interface Form {
  container: boolean;
  required: string[];
  optional: string[];
  /** What is wrong with the values, beyond missing and unknown ones; null when nothing is. */
  check?: (value: Value) => string | null;
  /** What the block lacks, and can be shown without. */
  lacks?: (value: Value) => string | null;
  block: (value: Value, html: string) => Block;
}

/** One entry a directive. A new kind of block is an entry here, a kind in `Block`, and its template. */
export const forms: Record<string, Form> = {
  figure: {
    container: false,
    required: ['media'],
    optional: ['alt', 'decorative', 'caption', 'credit', 'gallery'],
    check: (value) => {
      for (const flag of ['decorative', 'gallery']) {
        if (!['', 'true', 'false'].includes(value(flag))) return `${flag} is true or false.`;
      }
      if (value('decorative') === 'true') {
        return value('alt') ? 'figure takes either alt or decorative=true, not both.' : null;
      }
      return null;
    },
    lacks: (value) =>
      value('alt') || value('decorative') === 'true'
        ? null
        : 'figure needs alt="what the picture shows", or decorative=true if it adds nothing to the text.',
    block: (value) => ({
      kind: 'figure',
      media: value('media'),
      alt: value('alt'),
      decorative: value('decorative') === 'true',
      caption: value('caption'),
      credit: value('credit'),
      gallery: value('gallery') === 'true',
    }),
  },
  video: {
    container: false,
    required: ['url', 'title'],
    optional: ['caption', 'credit', 'poster'],
    check: (value) =>
      !value('url') || isPlayable(value('url'))
        ? null
        : `“${value('url')}” is no address of a video. Copy it from the video’s page at ${providerNames().join(', ')}, or in the library.`,
    block: (value) => ({
      kind: 'video',
      url: value('url'),
      title: value('title'),
      caption: value('caption'),
      credit: value('credit'),
      poster: value('poster'),
    }),
  },
  chart: {
    container: false,
    required: ['url', 'title', 'picture'],
    optional: ['text', 'caption', 'credit', 'height'],
    check: (value) => {
      if (value('url') && !webAddress(value('url'))) return `“${value('url')}” is no address of a chart.`;
      return value('height') && !/^(?:[2-9]\d\d|1\d\d\d)$/.test(value('height'))
        ? 'height is a number of pixels, from 200 to 1999.'
        : null;
    },
    lacks: (value) =>
      value('text') ? null : 'chart needs text="what it shows", for readers who cannot see it and for when it is gone.',
    block: (value) => ({
      ...{ kind: 'chart', url: value('url'), title: value('title'), text: value('text'), picture: value('picture') },
      ...{ caption: value('caption'), credit: value('credit'), height: value('height') },
    }),
  },
  quote: {
    container: true,
    required: [],
    optional: ['by'],
    block: (value, html) => ({ kind: 'quote', html, by: value('by') }),
  },
  facts: {
    container: true,
    required: ['title'],
    optional: [],
    block: (value, html) => ({ kind: 'facts', title: value('title'), html }),
  },
  related: {
    container: false,
    required: ['story'],
    optional: [],
    block: (value) => ({ kind: 'related', story: value('story') }),
  },
  document: {
    container: false,
    required: ['file'],
    optional: ['title', 'credit'],
    check: (value) =>
      !value('file') || findDocumentFile(value('file'))
        ? null
        : `“${value('file')}” is no address of a document. Copy it from its page in the library.`,
    block: (value) => ({ kind: 'document', file: value('file'), title: value('title'), credit: value('credit') }),
  },
  post: {
    container: true,
    required: ['url', 'name'],
    optional: ['handle', 'time'],
    check: (value) => {
      if (value('url') && !webAddress(value('url'))) return `“${value('url')}” is no address of a post.`;
      return value('time') && !isTime(value('time'))
        ? `“${value('time')}” is no time. Write 2026-11-23 or 2026-11-23T09:30Z.`
        : null;
    },
    block: (value, html) => ({
      ...{ kind: 'post', url: value('url'), name: value('name'), handle: value('handle'), time: value('time') },
      html,
    }),
  },
};
