import { type Style, writeInline } from './inline-writing.ts';
import type { RichNode } from './node.ts';
import { canBeLoose, normalBlocks } from './normal.ts';
import { readBlocks } from './reading.ts';

/** As little as is enough: most texts need nothing. */
const styles: Style[] = [
  { escape: 'none', elements: false },
  { escape: 'some', elements: false },
  { escape: 'all', elements: false },
  { escape: 'all', elements: true },
];
const mostCareful: Style = { escape: 'all', elements: true };

export function writeBlocks(blocks: RichNode[]): string {
  const normal = normalBlocks(blocks);
  return normal.map((block, index) => written(block, isSecondList(normal, index))).join('\n\n');
}

// A block of a text that did not change is the same object: editors write the whole text at every pause in the typing.
const known = new WeakMap<RichNode, string>();

/** Each block in the plainest style in which it is read again as it is. */
function written(block: RichNode, second: boolean): string {
  const before = second ? undefined : known.get(block);
  if (before !== undefined) return before;
  const found =
    faithful(block, second) ??
    settled(block, second) ??
    settled(withLists(block, { tight: false }), second) ??
    settled(withLists(block, { tight: true }), second);
  const markdown = found ?? writeBlock(block, mostCareful, second);
  if (!second) known.set(block, markdown);
  return markdown;
}

/** As `faithful`, where a list may come out with blank lines or without them, as what stands in it asks for. */
function settled(block: RichNode, second: boolean): string | null {
  const wanted = JSON.stringify(withLists(block, { tight: true }));
  for (const style of styles) {
    const read = readAlone(writeBlock(block, style, second));
    if (!read || JSON.stringify(withLists(read, { tight: true })) !== wanted) continue;
    const markdown = faithful(read, second);
    if (markdown !== null) return markdown;
  }
  return null;
}

/** Null where no style gives the block again. */
function faithful(block: RichNode, second: boolean): string | null {
  if (block.type === 'source') return writeBlock(block, mostCareful, second);
  const wanted = JSON.stringify(block);
  for (const style of styles) {
    const markdown = writeBlock(block, style, second);
    if (JSON.stringify(readAlone(markdown)) === wanted) return markdown;
  }
  return null;
}

/** The one block that is read of a text that goes on after it; null where it is none, or more than one. */
function readAlone(markdown: string): RichNode | null {
  const [block = null, next, ...others] = readBlocks(`${markdown}\n\nx`);
  return next?.content?.[0]?.text === 'x' && others.length === 0 ? block : null;
}

/** With blank lines in all its lists, or in none: what stands in an item can ask for them, or take them for its own. */
const withLists = (node: RichNode, { tight }: { tight: boolean }): RichNode => ({
  ...node,
  ...(node.attrs && 'tight' in node.attrs ? { attrs: { ...node.attrs, tight: tight || !canBeLoose(node) } } : {}),
  ...(node.content ? { content: node.content.map((child) => withLists(child, { tight })) } : {}),
});

/** Two lists in a row take different marks, or they would be one. */
const isSecondList = (blocks: RichNode[], index: number): boolean => {
  const type = blocks[index]?.type ?? '';
  if (type !== 'bulletList' && type !== 'orderedList') return false;
  return blocks[index - 1]?.type === type && !isSecondList(blocks, index - 1);
};

function writeBlock(node: RichNode, style: Style, second: boolean): string {
  const { attrs = {}, content = [] } = node;
  switch (node.type) {
    case 'paragraph':
      return writeInline(content, { style, place: 'block' });
    case 'heading':
      return `${'#'.repeat(Number(attrs.level))} ${writeInline(content, { style, place: 'heading' })}`;
    case 'codeBlock':
      return fenced(content[0]?.text ?? '', String(attrs.language ?? ''));
    case 'blockquote':
      return prefixed(writeAll(content, style), '> ');
    case 'bulletList':
    case 'orderedList':
      return writeList(node, style, second);
    case 'table':
      return writeTable(content, style);
    case 'pullQuote':
      return `${directive(':::quote', attrs)}\n${writeAll(content, style)}\n:::`;
    case 'factBox':
      return `${directive(':::facts', attrs)}\n${writeAll(content, style)}\n:::`;
    case 'post':
      return `${directive(':::post', attrs)}\n${writeAll(content, style)}\n:::`;
    case 'source':
      return String(attrs.markdown);
    case 'horizontalRule':
      // Behind the mark of a list `---` would be one with it.
      return style.escape === 'none' ? '---' : '___';
    default:
      return directive(`::${node.type}`, attrs);
  }
}

const writeAll = (blocks: RichNode[], style: Style): string =>
  blocks.map((block, index) => writeBlock(block, style, isSecondList(blocks, index))).join('\n\n');

const prefixed = (text: string, prefix: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? prefix.trimEnd() : `${prefix}${line}`))
    .join('\n');

function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text === '' ? '' : `${text}\n`}${fence}`;
}

function writeList({ type, attrs = {}, content = [] }: RichNode, style: Style, second: boolean): string {
  const isTight = attrs.tight === true;
  const items = content.map((item, index) => {
    const number = Number(attrs.start) + index;
    const marker = type === 'orderedList' ? `${number}${second ? ')' : '.'} ` : second ? '* ' : '- ';
    return writeItem(item.content ?? [], { marker, isTight, style });
  });
  return items.join(isTight ? '\n' : '\n\n');
}

function writeItem(
  blocks: RichNode[],
  { marker, isTight, style }: { marker: string; isTight: boolean; style: Style },
): string {
  const parts = blocks.map((block, index) => writeBlock(block, style, isSecondList(blocks, index)));
  const first = parts[0] === '' ? 1 : 0;
  const block = blocks[first];
  if (block && isRule(`${marker}${parts[first]?.split('\n')[0]}`)) parts[first] = writeBlock(block, style, true);
  const shown = parts.slice(first);
  const lines = shown.join(isTight ? '\n' : '\n\n').split('\n');
  // Code begins on a line of its own: whoever looks for its end, as the reader of directives does, must see where it began.
  if (parts[0] === '' && blocks[1]?.type === 'codeBlock') lines.unshift('');
  const indent = ' '.repeat(marker.length);
  return lines
    .map((line, index) => (index === 0 ? `${marker}${line}`.trimEnd() : line === '' ? '' : `${indent}${line}`))
    .join('\n');
}

/** The marks of lists, three in a row and nothing else, would be a rule. */
const isRule = (line: string): boolean => /^(?:(?:- *){3,}|(?:\* *){3,})$/.test(line.trim());

function writeTable(rows: RichNode[], style: Style): string {
  const [head, ...others] = rows.map(({ content = [] }) =>
    content.map((cell) => writeInline(cell.content?.[0]?.content ?? [], { style, place: 'cell' })),
  );
  const aligns = (rows[0]?.content ?? []).map(({ attrs }) => rules[String(attrs?.align)] ?? '---');
  return [head ?? [], aligns, ...others].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const rules: Record<string, string> = { left: ':--', right: '--:', center: ':-:' };

/** `::figure{media="12" alt="…"}`; what is empty is left out. */
function directive(opening: string, attrs: Record<string, unknown>): string {
  const pairs = Object.entries(attrs).flatMap(([name, value]) => {
    if (value === true) return [`${name}=true`];
    if (value === false || value === null || value === '') return [];
    return [`${name}="${String(value).replace(/["\\]/g, '\\$&')}"`];
  });
  return pairs.length === 0 ? opening : `${opening}{${pairs.join(' ')}}`;
}
