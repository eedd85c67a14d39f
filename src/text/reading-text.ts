import type { Block } from './directives.ts';
import { textOf } from './markdown/plain-text.ts';
import { renderStory } from './markdown.ts';

/** How blocks are called where a text is read without them, in the text's language. */
export interface BlockWords {
  picture: string;
  video: string;
  post: string;
  chart: string;
  document: string;
  relatedStory: string;
  /** "12" → "no. 12" */
  numbered(number: string): string;
}

export interface ReadingText {
  /** Paragraphs, headings, items and what stands for blocks, in order. */
  passages: string[];
  /** Where the links in it lead, in order. */
  links: string[];
}

/**
 * A story's Markdown as its readers read it: words without marks, and blocks in words. For comparing two versions.
 * @param headlineOf of a story that is shown by address or id; null where readers see none
 */
export function readingText(
  markdown: string,
  { says, headlineOf }: { says: BlockWords; headlineOf(reference: string): string | null },
): ReadingText {
  const { blocks } = renderStory(markdown);
  const spoken = blocks.map((block) => spokenBlock(block, says, headlineOf));
  return {
    passages: spoken.flat(),
    links: blocks.flatMap((block) => [
      ...('html' in block ? linksIn(block.html) : []),
      ...('url' in block ? [block.url] : []),
      ...('file' in block ? [block.file] : []),
    ]),
  };
}

/** The stories that it shows in cards, as they were written. */
export const relatedIn = (markdown: string): string[] =>
  (markdown.includes('::related') ? renderStory(markdown).blocks : []).flatMap((block) =>
    block.kind === 'related' ? [block.story] : [],
  );

function spokenBlock(block: Block, says: BlockWords, headlineOf: (reference: string) => string | null): string[] {
  switch (block.kind) {
    case 'html':
      return passagesIn(block.html);
    case 'quote':
      return [...passagesIn(block.html), ...(block.by ? [`— ${block.by}`] : [])];
    case 'facts':
      return [block.title, ...passagesIn(block.html)];
    case 'figure': {
      const name = `${says.picture} ${says.numbered(block.media)}`;
      return [`[${[name, ...[block.alt, block.caption, block.credit].filter(Boolean)].join(' · ')}]`];
    }
    case 'video':
      return [`[${[says.video, block.title, block.caption, block.credit].filter(Boolean).join(' · ')}]`];
    case 'chart':
      return [`[${[says.chart, block.title, block.text, block.caption, block.credit].filter(Boolean).join(' · ')}]`];
    case 'document':
      return [`[${[says.document, block.title || block.file, block.credit].filter(Boolean).join(' · ')}]`];
    case 'post':
      return [
        `[${[says.post, block.name, block.handle, block.time].filter(Boolean).join(' · ')}]`,
        ...passagesIn(block.html),
      ];
    case 'related': {
      const headline = headlineOf(block.story);
      return headline === null ? [] : [`[${says.relatedStory} · ${headline}]`];
    }
  }
}

const passageEnds = /<\/(?:p|h[1-6]|li|blockquote|tr|pre|dt|dd|caption)>|<(?:hr|ul|ol)\b[^>]*>/g;

/** Of the renderer's HTML. */
const passagesIn = (html: string): string[] =>
  html
    .replace(/<li\b[^>]*>/g, '$&• ')
    .replace(/<\/t[dh]>(?=\s*<t[dh]\b)/g, ' | ')
    .split(passageEnds)
    .map(textOf)
    .filter((text) => text !== '' && text !== '•');

const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, address = '']) =>
    address.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );
