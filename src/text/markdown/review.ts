import type { Directive } from '../directives.ts';
import { safeAddress } from '../link-address.ts';
import { slugify } from '../slug.ts';
import { type Parsed, renderInline, type Token, type Tokens } from './parsing.ts';
import { escapedParagraphs, escapeHtml, textOf } from './plain-text.ts';
import { endsInText, isStoryTag, sanitiseStory } from './sanitising.ts';

/** Something in a story's Markdown that is not as it should be; `line` counts from 1. */
export interface Problem {
  line: number;
  message: string;
  /** The text can be shown all the same: a picture has no alternative text. */
  lacks?: 'alt';
}

export interface Review {
  contents: { id: string; text: string }[];
  ids: Set<string>;
  problems: Problem[];
}

interface Walk extends Review {
  /** Of the heading before; the page has the first. */
  level: number;
  /** Where the search for the next token's line goes on, and where it ends: offsets in the source. */
  cursor: number;
  end: number;
  source: string;
  lineOf: (offset: number) => number;
  counts: Map<string, number>;
}

const mostProblems = 100;

/**
 * Looks through what was read: gives headings their levels and ids, makes HTML that would swallow the text after it
 * into text, and says what an editor should change. Changes the tokens.
 */
export const review = (source: string, { tokens, remaining }: Parsed): Review => {
  const walk: Walk = {
    contents: [],
    ids: new Set(),
    problems: [],
    cursor: 0,
    end: 0,
    source,
    lineOf: lines(source),
    counts: new Map(),
    level: 1,
  };
  tokens.forEach((token, index) => {
    walk.cursor = source.length - (remaining[index] ?? 0);
    walk.end = source.length - (remaining[index + 1] ?? 0);
    visit(token, walk, false);
  });
  return { contents: walk.contents, ids: walk.ids, problems: walk.problems };
};

const visit = (token: Token, walk: Walk, nested: boolean): void => {
  if (token.type === 'heading') nameHeading(token as Tokens.Heading, walk, nested);
  if (token.type === 'directive') reviewDirective(token, walk, token.directive);
  if (token.type === 'literal') report(token, walk, token.problem);
  if (token.type === 'html') checkHtml(token as Tokens.HTML | Tokens.Tag, walk);
  if (token.type === 'link' && token.href && safeAddress(token.href) === null) {
    report(token, walk, `“${token.href.slice(0, 60)}” is no address for a link. Use http:, https:, mailto: or a path.`);
  }
  if (token.type === 'image') {
    report(token, walk, 'A picture cannot stand in the text. On a line of its own, use ::figure{media="…" alt="…"}');
    return;
  }
  for (const child of children(token)) visit(child, walk, true);
};

const reviewDirective = (token: Token, walk: Walk, { problems, lacks }: Directive): void => {
  for (const message of problems) report(token, walk, message);
  if (lacks !== null) report(token, walk, lacks, { lacks: 'alt' });
};

// Only sections of the story itself are listed: a heading in a box, a list or a quote is at most a third-level one.
// The page's own heading is the first level, and none is left out on the way down: whoever reads by headings relies on it.
const nameHeading = (token: Tokens.Heading & { id?: string }, walk: Walk, nested: boolean): void => {
  token.depth = Math.min(Math.max(token.depth, nested ? 3 : 2), 4, walk.level + 1);
  walk.level = token.depth;
  const text = textOf(sanitiseStory(renderInline(token.tokens)));
  if (!text) return;
  const id = freeId(`s-${slugify(text) || 'part'}`, walk);
  token.id = id;
  walk.ids.add(id);
  if (token.depth === 2 && !nested) walk.contents.push({ id, text });
};

const freeId = (wanted: string, { ids, counts }: Walk): string => {
  let count = counts.get(wanted) ?? 1;
  let id = wanted;
  while (ids.has(id)) {
    count += 1;
    id = `${wanted}-${count}`;
  }
  counts.set(wanted, count);
  return id;
};

const checkHtml = (token: Tokens.HTML | Tokens.Tag, walk: Walk): void => {
  const names = [...token.raw.matchAll(/<([a-z][a-z0-9-]*)/gi)].map(([, name = '']) => name.toLowerCase());
  const refused = [...new Set(names.filter((name) => !isStoryTag(name)))];
  for (const name of refused) {
    const hint = name === 'img' ? ' Use ::figure{…}' : name === 'iframe' ? ' Use ::video{…}' : '';
    report(token, walk, `The HTML element <${name}> is not allowed in a story.${hint}`);
  }
  if (endsInText(token.raw)) return;
  if (refused.length === 0) report(token, walk, 'This HTML is never closed, so it is shown as text.');
  token.text = token.block ? escapedParagraphs(token.raw) : escapeHtml(token.raw);
};

const report = (token: Token, walk: Walk, message: string, more: Pick<Problem, 'lacks'> = {}): void => {
  if (walk.problems.length >= mostProblems) return;
  const firstLine = token.raw.split('\n', 1)[0] ?? '';
  const found = walk.source.slice(walk.cursor, walk.end).indexOf(firstLine);
  if (found > 0) walk.cursor += found;
  walk.problems.push({ line: walk.lineOf(walk.cursor), message, ...more });
};

const children = (token: Token): Token[] => {
  if (token.type === 'list') return (token as Tokens.List).items;
  if (token.type !== 'table') return ('tokens' in token && token.tokens) || [];
  const { header, rows } = token as Tokens.Table;
  return [header, ...rows].flat().flatMap((cell) => cell.tokens);
};

/** From an offset to the number of its line, without counting line ends anew each time. */
const lines = (source: string): ((offset: number) => number) => {
  const starts = [0];
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
};
