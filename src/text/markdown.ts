import type { Block, Directive } from './directives.ts';
import { parseStory, renderCommentSource, renderTokens, type Token } from './markdown/parsing.ts';
import { cleanSource, countWords, escapedParagraphs, textOf, withoutBidiControls } from './markdown/plain-text.ts';
import { type Problem, review } from './markdown/review.ts';
import { sanitiseComment, sanitiseStory } from './markdown/sanitising.ts';
import { within } from './markdown/watchdog.ts';

export type { Block } from './directives.ts';
export type { Problem } from './markdown/review.ts';

/**
 * What a story's Markdown becomes. A block of kind 'html' begins at each section heading (h2), so that something can
 * be put before the first. `contents` lists those headings as plain text. `words` counts the text, without captions.
 */
export interface RenderedStory {
  blocks: Block[];
  contents: { id: string; text: string }[];
  words: number;
  problems: Problem[];
}

/**
 * Raised when the same Markdown gives other HTML than before, or search is to hold something else of a story: what was made
 * of stories is then made anew.
 */
export const rendererVersion = 3;

const longestStory = 300_000;
const longestComment = 20_000;
// Ordinary texts take a hundredth of this. Only one made to cost time meets it.
const storyMilliseconds = 1_000;
const commentMilliseconds = 250;

/**
 * Reads a story: CommonMark and tables (https://spec.commonmark.org), headings with ids, and block directives.
 * The HTML is safe to print. Nothing throws: what is wrong is in `problems`, with its line, and shown as it was typed.
 */
export const renderStory = (markdown: string): RenderedStory => {
  const source = cleanSource(markdown);
  if (source.length > longestStory) {
    return literally(source, `A story holds at most ${longestStory} characters, so this one is shown as plain text.`);
  }
  const rendered = remembered.get(source) ?? within(storyMilliseconds, () => render(source));
  if (rendered) return remember(source, rendered);
  return literally(source, 'This text is built so that reading it takes too long, so it is shown as plain text.');
};

/** Of the last texts: one press of a button has the same text saved, checked, published and shown. */
const remembered = new Map<string, RenderedStory>();
const mostRemembered = 4;

function remember(source: string, rendered: RenderedStory): RenderedStory {
  remembered.delete(source);
  remembered.set(source, rendered);
  for (const oldest of remembered.keys()) if (remembered.size > mostRemembered) remembered.delete(oldest);
  return rendered;
}

/** The safe HTML of a comment: paragraphs, emphasis, quotes, lists, code, links. All else is text. */
export const renderComment = (markdown: string): string => {
  const source = withoutBidiControls(cleanSource(markdown));
  if (source.length > longestComment) return escapedParagraphs(source).trim();
  const render = () => sanitiseComment(renderCommentSource(source));
  const html = isPlain(source) ? render() : within(commentMilliseconds, render);
  if (html !== null) return html.trim();
  return escapedParagraphs(source).trim();
};

/** Without a mark of Markdown or HTML, as most comments are: nothing makes a parser look twice, and nobody needs to stand by with a watch, which costs more. */
const isPlain = (source: string): boolean => source.length <= 1_000 && !/[\\`*_~[\]<>|@/#&]|\S{60}/.test(source);

const render = (source: string): RenderedStory => {
  const parsed = parseStory(source);
  const { contents, ids, problems } = review(source, parsed);
  const blocks = groups(parsed.tokens)
    .map((group) => toBlock(group, ids))
    .filter((block) => block.kind !== 'html' || block.html !== '');
  // Several get the same one.
  for (const shared of [blocks, contents, problems]) {
    for (const each of shared) Object.freeze(each);
    Object.freeze(shared);
  }
  return { blocks, contents, words: blocks.reduce((sum, block) => sum + wordsIn(block), 0), problems };
};

const literally = (source: string, message: string): RenderedStory => {
  const html = escapedParagraphs(source).trim();
  return {
    blocks: [{ kind: 'html', html }],
    contents: [],
    words: countWords(source),
    problems: [{ line: 1, message }],
  };
};

/** The words of a story without its structure, captions and titles included, in order. */
export const plainText = (blocks: Block[]): string => blocks.flatMap(textsOf).filter(Boolean).join(' ');

const textsOf = (block: Block): string[] => {
  if (block.kind === 'html') return [textOf(block.html)];
  if (block.kind === 'quote') return [textOf(block.html), block.by];
  if (block.kind === 'facts') return [block.title, textOf(block.html)];
  if (block.kind === 'post') return [block.name, block.handle, textOf(block.html)];
  if (block.kind === 'figure') return [block.caption];
  if (block.kind === 'chart') return [block.title, block.text, block.caption];
  if (block.kind === 'document') return [block.title];
  return block.kind === 'video' ? [block.title, block.caption] : [];
};

/** Tokens that become one block each: a directive, or a run of others up to the next directive or section heading. */
const groups = (tokens: Token[]): Token[][] => {
  const found: Token[][] = [];
  let run: Token[] = [];
  for (const token of tokens) {
    const directive = blockOf(token);
    if (directive || (token.type === 'heading' && token.depth === 2)) {
      found.push(run);
      run = [];
    }
    if (directive) found.push([token]);
    else run.push(token);
  }
  return [...found, run];
};

const toBlock = (tokens: Token[], ids: Set<string>): Block => {
  const [first] = tokens;
  const block = first ? blockOf(first) : null;
  if (block) return block(sanitiseStory(renderTokens(contentOf(first)), ids).trim());
  return { kind: 'html', html: sanitiseStory(renderTokens(tokens), ids).trim() };
};

const blockOf = (token: Token | undefined): Directive['block'] => {
  const directive: Directive | undefined = token?.type === 'directive' ? token.directive : undefined;
  return directive?.block ?? null;
};

const contentOf = (token: Token | undefined): Token[] => (token && 'tokens' in token && token.tokens) || [];

const wordsIn = (block: Block): number => ('html' in block ? countWords(textOf(block.html)) : 0);
