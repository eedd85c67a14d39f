import type { Directive } from '../directives.ts';
import { parseStory, type Token, type Tokens } from '../markdown/parsing.ts';
import { cleanSource } from '../markdown/plain-text.ts';
import { readInline } from './inline-reading.ts';
import { inside } from './inside.ts';
import type { Attributes, RichNode } from './node.ts';

/** The blocks of a Markdown text. What the editor has no form for becomes a block of source. */
export function readBlocks(markdown: string): RichNode[] {
  const { tokens } = parseStory(cleanSource(markdown));
  const blocksOf = (token: Token): RichNode[] => blockOf(token) ?? source(token.raw);
  const blocks = tokens.filter((token) => !isDefinition(token)).flatMap(blocksOf);
  // References were followed; where source is left that may need them, they stay.
  return blocks.some(isOpen) ? tokens.flatMap(blocksOf) : blocks;
}

const isDefinition = ({ type }: Token): boolean => type === 'def';
const isOpen = (node: RichNode): boolean =>
  node.type.startsWith('source') ? String(node.attrs?.markdown).includes('[') : (node.content ?? []).some(isOpen);

/** Without blanks before it: behind a list they would make it a part of that. */
const source = (raw: string): RichNode[] => {
  const markdown = raw
    .replace(/^(?:[ \t]*\n)+/, '')
    .replace(/^ {1,3}/, '')
    .replace(/\n[ \t\n]*$/, '');
  return markdown === '' ? [] : [{ type: 'source', attrs: { markdown } }];
};

/** Null where the editor has no form for the token. */
function blockOf(token: Token): RichNode[] | null {
  const read = Object.hasOwn(readers, token.type) ? readers[token.type] : undefined;
  return read ? read(token) : null;
}

// Tokens are told apart by their names; each reader takes the kind that its name stands for.
// biome-ignore lint/suspicious/noExplicitAny: marked's own union ends in a kind that takes every name
const readers: Record<string, (token: any) => RichNode[] | null> = {
  space: () => [],
  paragraph: (token: Tokens.Paragraph) => textBlock('paragraph', token.tokens),
  text: (token: Tokens.Text) => (token.tokens ? textBlock('paragraph', token.tokens) : null),
  heading: ({ depth, tokens }: Tokens.Heading) => textBlock('heading', tokens, { level: depth }),
  hr: () => [{ type: 'horizontalRule' }],
  code: ({ lang, text }: Tokens.Code) => [
    {
      type: 'codeBlock',
      attrs: { language: lang || null },
      ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
    },
  ],
  blockquote: ({ tokens }: Tokens.Blockquote) => container('blockquote', tokens),
  list,
  table,
  directive,
};

function textBlock(type: string, tokens: Token[], attrs?: RichNode['attrs']): RichNode[] | null {
  const content = readInline(tokens);
  if (!content) return null;
  if (content.length === 0) return [];
  return [{ type, ...(attrs ? { attrs } : {}), content }];
}

function container(type: string, tokens: Token[], attrs?: RichNode['attrs']): RichNode[] | null {
  const content = contentOf(type, tokens);
  if (!content) return null;
  if (content.length === 0) return attrs ? [{ type, attrs, content: [{ type: 'paragraph' }] }] : [];
  return [{ type, ...(attrs ? { attrs } : {}), content }];
}

function contentOf(type: string, tokens: Token[]): RichNode[] | null {
  const read = tokens.map(blockOf);
  const blocks = read.flatMap((each) => each ?? []);
  return read.includes(null) || blocks.some((block) => !inside[type]?.includes(block.type)) ? null : blocks;
}

function list({ ordered, start, loose, items }: Tokens.List): RichNode[] | null {
  const content: RichNode[] = [];
  for (const item of items) {
    const blocks = itemOf(item);
    if (!blocks) return null;
    content.push({ type: 'listItem', content: blocks });
  }
  const attrs: Attributes = ordered ? { start: Number(start), tight: !loose } : { tight: !loose };
  return [{ type: ordered ? 'orderedList' : 'bulletList', attrs, content }];
}

/** A paragraph comes first, as the editor wants it. */
function itemOf({ tokens, task, checked }: Tokens.ListItem): RichNode[] | null {
  const read = contentOf('listItem', task ? boxed(tokens, checked ? '[x] ' : '[ ] ') : tokens);
  if (!read) return null;
  return read[0]?.type === 'paragraph' ? read : [{ type: 'paragraph' }, ...read];
}

/** The box of a task is text at the beginning of the first line. */
function boxed(tokens: Token[], text: string): Token[] {
  const box: Token = { type: 'text', raw: text, text };
  const [first, ...rest] = tokens.filter(({ type }) => type !== 'checkbox');
  if (first?.type !== 'text' && first?.type !== 'paragraph') {
    return [{ type: 'paragraph', raw: text, text, tokens: [box] }, ...(first ? [first] : []), ...rest];
  }
  const line = ('tokens' in first && first.tokens) || [];
  return [{ ...first, tokens: [box, ...line.filter(({ type }) => type !== 'checkbox')] } as Token, ...rest];
}

function table({ header, rows, align }: Tokens.Table): RichNode[] | null {
  const cells = (type: string, row: Tokens.TableCell[]): RichNode | null => {
    const content: RichNode[] = [];
    for (const [column, cell] of row.entries()) {
      const inline = readInline(cell.tokens);
      if (!inline) return null;
      const paragraph = { type: 'paragraph', ...(inline.length > 0 ? { content: inline } : {}) };
      content.push({ type, attrs: { align: align[column] ?? null }, content: [paragraph] });
    }
    return { type: 'tableRow', content };
  };
  const content = [cells('tableHeader', header), ...rows.map((row) => cells('tableCell', row))];
  return content.includes(null) ? null : [{ type: 'table', content: content.filter((row) => row !== null) }];
}

function directive({ directive: read, tokens }: { directive: Directive; tokens: Token[] }): RichNode[] | null {
  const block = read.draft;
  if (!block) return null;
  switch (block.kind) {
    case 'quote':
      return container('pullQuote', tokens, { by: block.by });
    case 'facts':
      return container('factBox', tokens, { title: block.title });
    case 'post': {
      const { kind, html: _content, ...attrs } = block;
      return container(kind, tokens, attrs);
    }
    case 'figure':
    case 'video':
    case 'chart':
    case 'document':
    case 'related': {
      const { kind, ...attrs } = block;
      return [{ type: kind, attrs }];
    }
    default:
      return null;
  }
}
