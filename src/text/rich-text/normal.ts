import { joined, sorted, trimmed, withMarkedBreaks } from './inline-reading.ts';
import type { Attributes, RichMark, RichNode } from './node.ts';

/** The blocks as Markdown can hold them: what reading gives again, when they were written. Of the same block it is the same object. */
export const normalBlocks = (blocks: RichNode[]): RichNode[] =>
  blocks.flatMap((block) => {
    const before = known.get(block);
    if (before) return before;
    const normal = normalBlock(block);
    known.set(block, normal);
    return normal;
  });

const known = new WeakMap<RichNode, RichNode[]>();

const leaves = ['figure', 'video', 'chart', 'document', 'related'];
const containers = ['blockquote', 'pullQuote', 'post', 'factBox'];
const lists = ['bulletList', 'orderedList'];

function normalBlock(node: RichNode): RichNode[] {
  if (node.type === 'paragraph' || node.type === 'heading') return textBlock(node);
  if (node.type === 'codeBlock') return [codeBlock(node)];
  if (node.type === 'source') return sourceBlock(node);
  if (node.type === 'table') return table(node);
  if (leaves.includes(node.type)) return [{ type: node.type, attrs: attributes(node.attrs ?? {}) }];
  if (lists.includes(node.type)) return list(node);
  if (containers.includes(node.type)) return container(node);
  return node.type === 'horizontalRule' ? [{ type: node.type }] : [];
}

function textBlock({ type, attrs, content }: RichNode): RichNode[] {
  const inline = normalInline(content ?? [], type === 'heading' ? 'heading' : 'block');
  if (inline.length === 0) return [];
  return [{ type, ...(type === 'heading' ? { attrs: { level: Number(attrs?.level ?? 2) } } : {}), content: inline }];
}

function codeBlock({ attrs, content }: RichNode): RichNode {
  const text = (content ?? []).map((node) => node.text ?? '').join('');
  const language = String(attrs?.language ?? '').replace(/[\s`~]/g, '') || null;
  return { type: 'codeBlock', attrs: { language }, ...(text === '' ? {} : { content: [{ type: 'text', text }] }) };
}

function sourceBlock({ attrs }: RichNode): RichNode[] {
  const markdown = String(attrs?.markdown ?? '')
    .replace(/^(?:[ \t]*\n)+/, '')
    .replace(/\n[ \t\n]*$/, '');
  return markdown.trim() === '' ? [] : [{ type: 'source', attrs: { markdown } }];
}

/** A directive's values stand on one line, without blanks around them. */
const attributes = (values: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(/\s*\n\s*/g, ' ').trim() : value,
    ]),
  );

function container({ type, attrs, content }: RichNode): RichNode[] {
  const inside = normalBlocks(content ?? []);
  if (type === 'blockquote') return inside.length === 0 ? [] : [{ type, content: inside }];
  const filled = inside.length > 0 ? inside : [{ type: 'paragraph' }];
  return [{ type, attrs: attributes(attrs ?? {}), content: filled }];
}

function list({ type, attrs, content }: RichNode): RichNode[] {
  const items = (content ?? []).map(listItem).filter((item) => item !== null);
  if (items.length === 0) return [];
  const tight = attrs?.tight !== false || !canBeLoose({ type, content: items });
  const start = Math.min(Math.max(Number(attrs?.start ?? 1) || 0, 0), 999_999_999);
  return [{ type, attrs: type === 'orderedList' ? { start, tight } : { tight }, content: items }];
}

/** Without a second block or item there is no place for the blank line that makes a list loose. */
export function canBeLoose({ content: items = [] }: RichNode): boolean {
  const parts = (items[0]?.content ?? []).filter(({ content, type }) => content || type !== 'paragraph');
  return items.length > 1 || parts.length > 1;
}

function listItem({ content }: RichNode): RichNode | null {
  const inside = normalBlocks(content ?? []);
  if (inside.length === 0) return null;
  return { type: 'listItem', content: inside[0]?.type === 'paragraph' ? inside : [{ type: 'paragraph' }, ...inside] };
}

/** The first row is the head, and says how many columns there are. */
function table({ content }: RichNode): RichNode[] {
  const [head, ...rows] = content ?? [];
  const width = head?.content?.length ?? 0;
  if (!head || width === 0) return [];
  const aligns = (head.content ?? []).map(({ attrs }) => attrs?.align ?? null);
  const row = (type: string, { content: cells = [] }: RichNode): RichNode => ({
    type: 'tableRow',
    content: aligns.map((align, column) => ({ type, attrs: { align }, content: [cellParagraph(cells[column])] })),
  });
  return [{ type: 'table', content: [row('tableHeader', head), ...rows.map((each) => row('tableCell', each))] }];
}

/** A cell holds one line; several paragraphs become one, with breaks between. */
function cellParagraph(cell: RichNode | undefined): RichNode {
  const lines = (cell?.content ?? []).map(({ content }) => content ?? []).filter((line) => line.length > 0);
  const content = normalInline(
    lines.flatMap((line, index) => (index === 0 ? line : [{ type: 'hardBreak' }, ...line])),
    'cell',
  );
  return { type: 'paragraph', ...(content.length > 0 ? { content } : {}) };
}

const spaced = ['bold', 'italic', 'strike'];

function normalInline(nodes: RichNode[], place: 'block' | 'heading' | 'cell'): RichNode[] {
  const plain = nodes.flatMap((node) => {
    if (node.type === 'hardBreak') return [{ type: 'hardBreak' }];
    if (node.type !== 'text' && node.type !== 'sourceInline') return [];
    const marks = readable(sorted(node.marks ?? []).map(normalMark), { text: node.text ?? '', place });
    return outside({ ...node, marks });
  });
  return withMarkedBreaks(trimmed(joined(plain.map(withoutEmptyMarks))));
}

/**
 * Without code that could not be read as such. marked finds no link around code that holds a backtick, and takes backslashes out of code
 * in a link; in a cell the backslash before a pipe is the table's.
 */
function readable(marks: RichMark[], { text, place }: { text: string; place: string }): RichMark[] {
  const isLinked = marks.some(({ type }) => type === 'link') && /[`\\]/.test(text);
  const isPiped = place === 'cell' && text.includes('\\|');
  return isLinked || isPiped ? marks.filter(({ type }) => type !== 'code') : marks;
}

const normalMark = ({ type, attrs }: RichMark): RichMark =>
  type === 'link'
    ? { type, attrs: { href: String(attrs?.href ?? '').replace(/[\s<>]/g, encodeURIComponent) } }
    : { type };

/** Emphasis neither begins nor ends with a blank. */
function outside(node: RichNode): RichNode[] {
  const { text = '', marks = [] } = node;
  if (node.type !== 'text' || !marks.some(({ type }) => spaced.includes(type))) return [node];
  if (marks.some(({ type }) => type === 'code')) return [node];
  const [, before = '', middle = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  const rest = marks.filter(({ type }) => !spaced.includes(type));
  return [
    { type: 'text', text: before, marks: rest },
    { type: 'text', text: middle, marks },
    { type: 'text', text: after, marks: rest },
  ].filter((part) => part.text !== '');
}

/** With its parts in the order in which reading makes them. */
const withoutEmptyMarks = ({ type, attrs, marks = [], text }: RichNode): RichNode => ({
  type,
  ...(attrs ? { attrs } : {}),
  ...(marks.length > 0 ? { marks } : {}),
  ...(text === undefined ? {} : { text }),
});
