import { Lexer, Marked, Parser, type Token, Tokenizer, type Tokens, type TokensList } from 'marked';
import { type Directive, findDirective, isKnownDirective, readDirective } from '../directives.ts';
import { escapedParagraphs, escapeHtml, escapeMarkdownText } from './plain-text.ts';

export type { Token, Tokens };

/** What marked read, and for each token how many characters of the source were left when it began. */
export interface Parsed {
  tokens: Token[];
  remaining: number[];
}

/** A directive at the top level; `tokens` are its content. */
interface DirectiveToken extends Tokens.Generic {
  type: 'directive';
  directive: Directive;
  tokens: Token[];
}

/** Text that is shown as it was typed; `problem` says why it was not read as Markdown. */
interface LiteralToken extends Tokens.Generic {
  type: 'literal';
  text: string;
  block: boolean;
  problem: string;
}

const deepestBlock = 20;
const deepestInline = 20;
// marked takes time in the square of a paragraph's length when it is made for that, in the cube of its emphasis marks.
const longestRun = 20_000;
const mostEmphasisMarks = 500;
const emphasisMark = /\*|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_/gu;
const tooDeep = `Lists and quotes are read ${deepestBlock} deep; what is deeper is shown as text.`;

/** Bounds what marked does: beyond a depth or a length, text is taken literally. */
class BoundedLexer extends Lexer {
  readonly remaining: number[] = [];
  blockDepth = 0;
  inlineDepth = 0;

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    if (this.blockDepth > deepestBlock) {
      this.state.top = true;
      tokens.push(literal(src, true, tooDeep));
      return tokens;
    }
    this.blockDepth += 1;
    super.blockTokens(src, tokens, lastParagraphClipped);
    this.blockDepth -= 1;
    return tokens;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const problem = this.inlineProblem(src);
    if (problem) {
      tokens.push(literal(src, false, problem));
      return tokens;
    }
    this.inlineDepth += 1;
    super.inlineTokens(src, tokens);
    this.inlineDepth -= 1;
    return tokens;
  }

  private inlineProblem(src: string): string {
    if (this.inlineDepth > deepestInline) {
      return `Emphasis and links are read ${deepestInline} deep; what is deeper is shown as text.`;
    }
    if (src.length > longestRun) {
      return `A paragraph of more than ${longestRun} characters is shown as text. Divide it with blank lines.`;
    }
    return (src.match(emphasisMark)?.length ?? 0) > mostEmphasisMarks
      ? `A paragraph with more than ${mostEmphasisMarks} stars and underscores is shown as text. Divide it with blank lines.`
      : '';
  }
}

const literal = (raw: string, block: boolean, problem: string): LiteralToken => ({
  type: 'literal',
  raw,
  text: raw,
  block,
  problem,
});

const literalExtension = {
  name: 'literal',
  level: 'block' as const,
  // marked's own reading of a quote calls itself for lines that continue it, past the lexer's bound.
  tokenizer(src: string): LiteralToken | undefined {
    const marks = /^(?: {0,3}>){1,100}/.exec(src)?.[0].replaceAll(' ', '') ?? '';
    return marks.length > deepestBlock ? literal(src.split('\n', 1)[0] ?? '', true, tooDeep) : undefined;
  },
  renderer: (token: Tokens.Generic): string => (token.block ? escapedParagraphs(token.text) : escapeHtml(token.text)),
};

const directiveExtension = {
  name: 'directive',
  level: 'block' as const,
  start: (src: string): number | undefined => {
    const index = findDirective(src);
    return index < 0 ? undefined : index;
  },
  tokenizer(this: { lexer: Lexer }, src: string, tokens: Token[]): DirectiveToken | LiteralToken | undefined {
    if (!(this.lexer instanceof BoundedLexer)) return undefined;
    if (tokens !== this.lexer.tokens) return misplaced(src);
    this.lexer.remaining[tokens.length] = src.length;
    const directive = readDirective(src);
    if (!directive) return undefined;
    const content = directive.draft && directive.content ? this.lexer.blockTokens(directive.content, []) : [];
    return { type: 'directive', raw: directive.raw, directive, tokens: content };
  },
  renderer: (token: Tokens.Generic): string => escapedParagraphs(token.raw),
};

const misplaced = (src: string): LiteralToken | undefined => {
  if (!isKnownDirective(src)) return undefined;
  const line = src.split('\n', 1)[0] ?? '';
  return literal(line, true, `“${line.trim().slice(0, 60)}” must stand outside of lists, quotes and other blocks.`);
};

const renderer = {
  heading({ tokens, depth, ...token }: Tokens.Heading): string {
    const id = 'id' in token ? ` id="${token.id}"` : '';
    return `<h${depth}${id}>${Parser.parseInline(tokens, story.defaults)}</h${depth}>\n`;
  },
  image: ({ raw }: Tokens.Image): string => escapeHtml(raw),
  checkbox: ({ checked }: Tokens.Checkbox): string => (checked ? '[x] ' : '[ ] '),
  text: (token: Tokens.Text | Tokens.Escape): string | false =>
    'tokens' in token && token.tokens ? false : escapeMarkdownText(token.text),
};

// A line that begins with a directive ends a table and can be no heading's text.
const upToDirective = (src: string): string => {
  const index = findDirective(src);
  return index < 0 ? src : src.slice(0, index);
};

const story: Marked = new Marked({
  gfm: true,
  renderer,
  tokenizer: {
    lheading(src: string) {
      return Tokenizer.prototype.lheading.call(this, upToDirective(src));
    },
    table(src: string) {
      return Tokenizer.prototype.table.call(this, upToDirective(src));
    },
  },
  extensions: [directiveExtension, literalExtension],
});

const none = (): undefined => undefined;

const comment: Marked = new Marked({
  gfm: true,
  breaks: true,
  renderer,
  tokenizer: {
    ...{ heading: none, lheading: none, hr: none, table: none, html: none, tag: none, def: none, del: none },
    url: (src: string) => (/^https?:/i.test(src) ? false : undefined),
  },
  extensions: [literalExtension],
});

export const parseStory = (source: string): Parsed => {
  resetExpressions();
  const lexer = new BoundedLexer(story.defaults);
  return { tokens: lexer.lex(source), remaining: lexer.remaining };
};

/** HTML of tokens as marked makes it: not yet safe. */
export const renderTokens = (tokens: Token[]): string => Parser.parse(tokens, story.defaults);

export const renderInline = (tokens: Token[]): string => Parser.parseInline(tokens, story.defaults);

/** HTML of a comment as marked makes it: not yet safe. */
export const renderCommentSource = (source: string): string => {
  resetExpressions();
  return Parser.parse(new BoundedLexer(comment.defaults).lex(source), comment.defaults);
};

// Work that was broken off can leave marked's expressions, which it shares among all runs, in the middle of a text.
const resetExpressions = (): void => {
  for (const rules of [...Object.values(Lexer.rules.block), ...Object.values(Lexer.rules.inline)]) {
    for (const rule of Object.values(rules)) {
      if (rule instanceof RegExp) rule.lastIndex = 0;
    }
  }
};
